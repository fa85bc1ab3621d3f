/* One request, two buffers: iocb -> iovec[] -> buffers.   gcc -Wall -Wextra preadv-two-buffers.c -laio */
#include <fcntl.h>
#include <libaio.h>
#include <stdio.h>
#include <string.h>
#include <sys/uio.h>

struct aio_ring {
	unsigned id, nr, head, tail, magic, compat_features, incompat_features, header_length;
	struct io_event events[];
};

static void show(const char *name, const unsigned char *bytes, int length)
{
	printf("%s:", name);
	for (int i = 0; i < length; i++)
		printf(" %02x", bytes[i]);
	printf("\n");
}

int main(void)
{
	io_context_t ctx = 0;
	if (io_setup(4, &ctx) != 0)
		return 1;
	struct aio_ring *ring = (struct aio_ring *)ctx;

	int fd = open("data", O_RDONLY);
	if (fd < 0)
		return 1;

	/* A record of the file is 8 bytes of header and 24 bytes of body. We want them in different places. */
	unsigned char header[8], body[24];
	struct iovec parts[2] = {
		{ .iov_base = header, .iov_len = sizeof(header) },
		{ .iov_base = body, .iov_len = sizeof(body) },
	};

	/* The iocb does not point to the buffers: it points to the array, and `nbytes` says how many entries it has. */
	struct iocb iocb;
	io_prep_preadv(&iocb, fd, parts, 2, 64);
	printf("iocb: opcode %d, buf is %s, nbytes %lu, offset %lld\n", iocb.aio_lio_opcode,
	       iocb.u.c.buf == (void *)parts ? "parts" : "?", iocb.u.c.nbytes, iocb.u.c.offset);

	struct iocb *list[1] = { &iocb };
	printf("head %u, tail %u\n", ring->head, ring->tail);
	int ret = io_submit(ctx, 1, list);

	/* This file goes through the page cache: the read was done inside io_submit(), and the event is here already. */
	printf("io_submit = %d, head %u, tail %u\n", ret, ring->head, ring->tail);

	/* The kernel has copied all it needs, so the array may be used again now; the buffers hold the data. */
	memset(parts, 0, sizeof(parts));

	struct io_event event;
	ret = io_getevents(ctx, 1, 1, &event, NULL);
	printf("io_getevents = %d, head %u, tail %u\n", ret, ring->head, ring->tail);
	printf("event: res %ld, one number for both buffers\n", (long)event.res);
	show("header", header, sizeof(header));
	show("body", body, sizeof(body));

	io_destroy(ctx);
	return 0;
}
