/*
 * The ring wraps: behind the last place comes the first, and the number of places is no power of two.
 * gcc -Wall -Wextra ring-wraps.c -laio
 */
#include <fcntl.h>
#include <libaio.h>
#include <stdio.h>

struct aio_ring {
	unsigned id, nr, head, tail, magic, compat_features, incompat_features, header_length;
	struct io_event events[];
};

enum { BATCH = 30 };

int main(void)
{
	io_context_t ctx = 0;
	if (io_setup(1, &ctx) != 0)
		return 1;
	struct aio_ring *ring = (struct aio_ring *)ctx;
	printf("nr %u: places 0 to %u\n", ring->nr, ring->nr - 1);

	int fd = open("data", O_RDONLY);
	if (fd < 0)
		return 1;
	char byte;
	struct iocb iocb[BATCH], *list[BATCH];
	struct io_event events[BATCH];
	long request = 0;

	/* Submit 30, take 30. The ring is never full, but head and tail walk through it, and come to its end. */
	for (;;) {
		for (int i = 0; i < BATCH; i++) {
			io_prep_pread(&iocb[i], fd, &byte, 1, 0);
			iocb[i].data = (void *)request++;
			list[i] = &iocb[i];
		}
		unsigned before = ring->tail;
		if (io_submit(ctx, BATCH, list) != BATCH)
			return 1;
		unsigned tail = ring->tail;

		/* `tail - head` is wrong as soon as tail has wrapped and head has not. */
		unsigned waiting = (tail + ring->nr - ring->head) % ring->nr;
		printf("head %u, tail %u: %u events wait\n", ring->head, tail, waiting);
		if (tail < before)
			break;
		io_getevents(ctx, BATCH, BATCH, events, NULL);
	}

	/* (place + 1) % nr. A mask, (place + 1) & (nr - 1), is the same only if nr is a power of two. */
	unsigned last = ring->nr - 1;
	printf("behind %u comes %u; a mask would say %u\n", last, (last + 1) % ring->nr, (last + 1) & last);
	printf("place %u: request %ld\n", last, (long)ring->events[last].data);
	printf("place 0: request %ld\n", (long)ring->events[0].data);

	/* io_getevents() walks over the end as well. */
	int n = io_getevents(ctx, BATCH, BATCH, events, NULL);
	printf("io_getevents = %d: requests %ld to %ld, head %u\n", n, (long)events[0].data,
	       (long)events[n - 1].data, ring->head);

	io_destroy(ctx);
	return 0;
}
