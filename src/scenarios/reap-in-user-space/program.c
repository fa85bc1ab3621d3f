/*
 * Taking events without a system call: read tail, copy the event, move head. The order of these three is all.
 * gcc -Wall -Wextra reap-in-user-space.c -laio
 */
#include <fcntl.h>
#include <libaio.h>
#include <stdio.h>

struct aio_ring {
	unsigned id, nr, head, tail, magic, compat_features, incompat_features, header_length;
	struct io_event events[];
};

enum { BATCH = 25 };

/* Takes up to `max` events out of the ring and says how many there were. Only one thread may do this at a time. */
static int reap(struct aio_ring *ring, struct io_event *events, int max)
{
	unsigned head = ring->head;	/* nobody else moves it */
	/* Acquire: the events behind this tail are read after it, not before. */
	unsigned tail = __atomic_load_n(&ring->tail, __ATOMIC_ACQUIRE);
	int n = 0;

	while (head != tail && n < max) {
		events[n++] = ring->events[head];
		head = (head + 1) % ring->nr;	/* not a mask: nr is no power of two */
	}
	/* Release: the kernel may reuse a place once head has passed it, so our copies come first. */
	__atomic_store_n(&ring->head, head, __ATOMIC_RELEASE);
	return n;
}

int main(void)
{
	io_context_t ctx = 0;
	if (io_setup(BATCH, &ctx) != 0)
		return 1;
	struct aio_ring *ring = (struct aio_ring *)ctx;
	/* The layout is not in any header. These two say whether it is the one we know. */
	if (ring->magic != 0xa10a10a1 || ring->header_length != sizeof(*ring))
		return 1;

	int fd = open("data", O_RDONLY);
	if (fd < 0)
		return 1;
	char buf[16];
	struct iocb iocb[BATCH], *list[BATCH];
	struct io_event events[BATCH];
	long submitted = 0, reaped = 0, wrong = 0;

	printf("reap = %d: nothing is there\n", reap(ring, events, BATCH));

	/* Six times 25 events: more than the ring has places, so we come to its end and on to its beginning. */
	for (int round = 0; round < 6; round++) {
		for (int i = 0; i < BATCH; i++) {
			io_prep_pread(&iocb[i], fd, buf, sizeof(buf), 0);
			iocb[i].data = (void *)submitted++;
			list[i] = &iocb[i];
		}
		if (io_submit(ctx, BATCH, list) != BATCH)
			return 1;

		/* Ten by ourselves, and the rest by the kernel: both only look at head and tail. */
		int n = reap(ring, events, 10);
		n += io_getevents(ctx, BATCH - n, BATCH - n, events + n, NULL);
		for (int i = 0; i < n; i++)
			wrong += (long)events[i].data != reaped++;
		printf("head %u, tail %u, reaped %ld\n", ring->head, ring->tail, reaped);
	}
	printf("%ld events in the wrong order\n", wrong);

	io_destroy(ctx);
	return 0;
}
