/* COR-01, COR-02, COR-03, RNG-07: nr, magic, features and header_length are written once, never read nor repaired. */
#include "rule.h"

static void show_header(const struct aio_ring *ring)
{
	printf("id %u, nr %u, head %u, tail %u, magic %x, compat %x, incompat %x, header_length %x\n", ring->id, ring->nr,
	       ring->head, ring->tail, ring->magic, ring->compat_features, ring->incompat_features, ring->header_length);
}

int main(void)
{
	static const unsigned words[] = { 0, 1, 0xffffffff };
	io_context_t ctx = context(1);
	struct aio_ring *ring = ring_of(ctx);
	int fd = open_file("data", O_RDONLY);
	struct iocb iocb;
	struct io_event event;

	for (int i = 0; i < 3; i++) {
		int works = 0;

		ring->nr = words[i];
		ring->magic = words[i];
		ring->compat_features = words[i];
		ring->incompat_features = words[i];
		ring->header_length = words[i];
		for (long n = 0; n < 150; n++) {
			io_prep_pread(&iocb, fd, NULL, 0, 0);
			iocb.data = (void *)n;
			works += submit(ctx, &iocb) == 1 && sys_io_getevents(ctx, 1, 1, &event, NULL) == 1 &&
				 (long)event.data == n;
		}
		printf("150 requests, %d correct\n", works);
		show_header(ring);
	}
	show("io_destroy", io_destroy(ctx));
	return 0;
}
