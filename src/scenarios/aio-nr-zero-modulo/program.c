/*
 * The number of entries is not set: system calls work, reading the ring ourselves does not.
 * gcc -Wall -Wextra aio-nr-zero-modulo.c -laio
 */
#include <fcntl.h>
#include <libaio.h>
#include <stdio.h>
#include <string.h>

struct aio_ring {
	unsigned id, nr, head, tail, magic, compat_features, incompat_features, header_length;
	struct io_event events[];
};

/* Takes events straight from the shared ring: no system call. */
struct reaper {
	struct aio_ring *ring;
	unsigned nr;	/* how many events the ring holds, copied once so as not to read it every time */
};

static void reaper_init(struct reaper *reaper, io_context_t ctx)
{
	memset(reaper, 0, sizeof(*reaper));
	reaper->ring = (struct aio_ring *)ctx;
	/* The bug is the line that is not here:  reaper->nr = reaper->ring->nr; */
}

static int reap(struct reaper *reaper, struct io_event *event)
{
	struct aio_ring *ring = reaper->ring;
	unsigned head = ring->head;

	if (head == __atomic_load_n(&ring->tail, __ATOMIC_ACQUIRE))
		return 0;
	*event = ring->events[head];
	__atomic_store_n(&ring->head, (head + 1) % reaper->nr, __ATOMIC_RELEASE);
	return 1;
}

int main(void)
{
	io_context_t ctx = 0;
	if (io_setup(8, &ctx) != 0)
		return 1;

	struct reaper reaper;
	reaper_init(&reaper, ctx);
	struct aio_ring *ring = reaper.ring;
	printf("ring nr %u, reaper nr %u\n", ring->nr, reaper.nr);

	int fd = open("data", O_RDONLY);
	if (fd < 0)
		return 1;
	char buf[512];
	struct iocb iocb, *list[1] = { &iocb };
	struct io_event event;

	/* The kernel has its own copy of the number and asks nobody: all of this works. */
	for (int i = 0; i < 3; i++) {
		io_prep_pread(&iocb, fd, buf, sizeof(buf), 512 * i);
		int submitted = io_submit(ctx, 1, list);
		int reaped = io_getevents(ctx, 1, 1, &event, NULL);
		printf("io_submit = %d, io_getevents = %d, res %ld, head %u, tail %u\n", submitted, reaped,
		       (long)event.res, ring->head, ring->tail);
	}

	/* The same read, reaped by ourselves: (head + 1) % 0. */
	io_prep_pread(&iocb, fd, buf, sizeof(buf), 0);
	int submitted = io_submit(ctx, 1, list);
	printf("io_submit = %d, head %u, tail %u\n", submitted, ring->head, ring->tail);
	printf("reaping without a system call ...\n");
	fflush(stdout);
	int reaped = reap(&reaper, &event);	/* SIGFPE in here */
	printf("reap = %d\n", reaped);

	io_destroy(ctx);
	return 0;
}
