/* UAPI-03: the ring's header is 8 words; event i lies at byte 32 + 32 * i, in page 0 as on every other page. */
#include "rule.h"

static long data_at(io_context_t ctx, long byte)
{
	long data;

	memcpy(&data, (char *)ctx + byte, sizeof(data));
	return data;
}

int main(void)
{
	io_context_t ctx = context(100);
	struct aio_ring *ring = ring_of(ctx);
	int fd = open_file("data", O_RDONLY);
	struct iocb iocb;

	printf("id %u, nr %u, head %u, tail %u\n", ring->id, ring->nr, ring->head, ring->tail);
	printf("magic %x, compat %u, incompat %u, header_length %u\n", ring->magic, ring->compat_features,
	       ring->incompat_features, ring->header_length);
	printf("words at %zu %zu %zu %zu %zu %zu %zu %zu, events at %zu\n", offsetof(struct aio_ring, id),
	       offsetof(struct aio_ring, nr), offsetof(struct aio_ring, head), offsetof(struct aio_ring, tail),
	       offsetof(struct aio_ring, magic), offsetof(struct aio_ring, compat_features),
	       offsetof(struct aio_ring, incompat_features), offsetof(struct aio_ring, header_length),
	       offsetof(struct aio_ring, events));

	for (long i = 0; i < 130; i++) {
		io_prep_pread(&iocb, fd, NULL, 0, 0);
		iocb.data = (void *)(1000 + i);
		if (submit(ctx, &iocb) != 1)
			return 1;
	}
	/* 126 is the last event of page 0, 127 the first of page 1. */
	printf("byte 32: %ld, byte 4064: %ld, byte 4096: %ld, byte 4128: %ld\n", data_at(ctx, 32), data_at(ctx, 4064),
	       data_at(ctx, 4096), data_at(ctx, 4128));
	show_ring(ctx);
	return 0;
}
