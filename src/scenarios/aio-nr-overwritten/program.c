/*
 * ring->nr is overwritten with 0. The kernel does not care; whoever reads it does.
 * gcc -Wall -Wextra aio-nr-overwritten.c -laio
 */
#include <fcntl.h>
#include <libaio.h>
#include <stdio.h>
#include <string.h>

struct aio_ring {
	unsigned id, nr, head, tail, magic, compat_features, incompat_features, header_length;
	struct io_event events[];
};

static int reap(struct aio_ring *ring, struct io_event *event)
{
	unsigned head = ring->head;

	if (head == __atomic_load_n(&ring->tail, __ATOMIC_ACQUIRE))
		return 0;
	*event = ring->events[head];
	__atomic_store_n(&ring->head, (head + 1) % ring->nr, __ATOMIC_RELEASE);
	return 1;
}

int main(void)
{
	io_context_t ctx = 0;
	int fd = open("data", O_RDONLY);
	if (fd < 0 || io_setup(8, &ctx) != 0)
		return 1;

	struct aio_ring *ring = (struct aio_ring *)ctx;
	char buf[512];
	struct iocb iocb, *list[1] = { &iocb };
	struct io_event event;
	int good = 0;

	printf("ring nr %u\n", ring->nr);
	ring->nr = 0;	/* the bug: a stray store, or an emulator that left it out */
	for (int i = 0; i < 300; i++) {
		io_prep_pread(&iocb, fd, buf, sizeof(buf), 0);
		iocb.data = (void *)(long)i;
		if (io_submit(ctx, 1, list) == 1 && io_getevents(ctx, 1, 1, &event, NULL) == 1)
			good += (long)event.data == i && event.res == 512;
	}
	printf("ring nr %u, io_submit and io_getevents right %d times of 300\n", ring->nr, good);

	io_prep_pread(&iocb, fd, buf, sizeof(buf), 0);
	io_submit(ctx, 1, list);
	printf("reaping without a system call ...\n");
	fflush(stdout);
	printf("reap = %d\n", reap(ring, &event));	/* SIGFPE in here */
	return 0;
}
