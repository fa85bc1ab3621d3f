/*
 * The ring is full: EAGAIN, until somebody takes events out.
 * gcc -Wall -Wextra ring-full.c -laio
 */
#include <fcntl.h>
#include <libaio.h>
#include <stdio.h>
#include <string.h>

struct aio_ring {
	unsigned id, nr, head, tail, magic, compat_features, incompat_features, header_length;
	struct io_event events[];
};

enum { MANY = 150 };

static void show(const char *what, int ret, const struct aio_ring *ring)
{
	printf("%s = %d", what, ret);
	if (ret < 0)
		printf(" (%s)", strerror(-ret));
	printf(", head %u, tail %u\n", ring->head, ring->tail);
}

int main(void)
{
	/* We ask for 1. Whole pages are made of it, and twice what was asked for, so far more will fit. */
	io_context_t ctx = 0;
	if (io_setup(1, &ctx) != 0)
		return 1;
	struct aio_ring *ring = (struct aio_ring *)ctx;
	printf("ring nr %u\n", ring->nr);

	int fd = open("data", O_RDONLY);
	if (fd < 0)
		return 1;
	char byte;
	struct iocb iocb, *list[MANY];
	struct io_event events[MANY];

	/* The kernel copies an iocb when it is submitted, so one is enough for all of them. */
	io_prep_pread(&iocb, fd, &byte, 1, 0);
	for (int i = 0; i < MANY; i++)
		list[i] = &iocb;

	/*
	 * Every request needs a slot: the promise that its event will have a place. A CPU gets them in batches; with
	 * 2 CPUs that is 8 batches of 15, and the 6 that are left are less than a batch.
	 */
	int done = io_submit(ctx, MANY, list);
	show("io_submit(150)", done, ring);

	/* Nothing is in flight, all reads are done, and still: a slot is only free when its event has been taken. */
	show("io_submit(1)", io_submit(ctx, 1, list), ring);
	show("io_submit(1) again", io_submit(ctx, 1, list), ring);

	/* Take one, submit one. Not two. */
	show("io_getevents(1)", io_getevents(ctx, 1, 1, events, NULL), ring);
	show("io_submit(2)", io_submit(ctx, 2, list), ring);

	/* Who meets EAGAIN takes events first, then submits again. */
	show("io_getevents(40)", io_getevents(ctx, 1, 40, events, NULL), ring);
	show("io_submit(150)", io_submit(ctx, MANY, list), ring);

	io_destroy(ctx);
	return 0;
}
