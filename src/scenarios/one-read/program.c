/* One read: from the request in our hands to the event in the ring.   gcc -Wall -Wextra one-read.c -laio */
#define _GNU_SOURCE	/* for O_DIRECT */
#include <fcntl.h>
#include <libaio.h>
#include <stdio.h>
#include <stdlib.h>

/* What lies at the address that io_setup() gives us: memory that we share with the kernel. */
struct aio_ring {
	unsigned id;	/* which of our contexts this is */
	unsigned nr;	/* how many events fit; more than we asked for */
	unsigned head;	/* the next event to take: io_getevents() moves it */
	unsigned tail;	/* the next free place: a completion moves it */
	unsigned magic, compat_features, incompat_features, header_length;
	struct io_event events[];
};

int main(void)
{
	io_context_t ctx = 0;	/* must be 0 before io_setup() */
	int ret = io_setup(1, &ctx);
	if (ret < 0)
		return 1;
	struct aio_ring *ring = (struct aio_ring *)ctx;
	printf("io_setup = %d, ring nr %u, head %u, tail %u\n", ret, ring->nr, ring->head, ring->tail);

	/* O_DIRECT: no page cache in between, so the read is still on its way when io_submit() returns. */
	int fd = open("data", O_RDONLY | O_DIRECT);
	unsigned char *buf;
	if (fd < 0 || posix_memalign((void **)&buf, 4096, 4096) != 0)
		return 1;

	/* The request: 4096 bytes of the file, from byte 8192 on. `data` is ours, the kernel only hands it back. */
	struct iocb iocb;
	io_prep_pread(&iocb, fd, buf, 4096, 8192);
	iocb.data = (void *)42;

	struct iocb *list[1] = { &iocb };
	ret = io_submit(ctx, 1, list);
	printf("io_submit = %d\n", ret);

	/* The buffer belongs to the kernel now. Wait for the event that gives it back. */
	struct io_event event;
	ret = io_getevents(ctx, 1, 1, &event, NULL);
	printf("io_getevents = %d, head %u, tail %u\n", ret, ring->head, ring->tail);
	printf("event: data %ld, res %ld, obj is %s\n", (long)event.data, (long)event.res,
	       event.obj == &iocb ? "our iocb" : "something else");
	printf("bytes: %02x %02x %02x %02x\n", buf[0], buf[1], buf[2], buf[3]);

	printf("io_destroy = %d\n", io_destroy(ctx));
	return 0;
}
