/*
 * Four requests, one with a closed file descriptor: io_submit() says how many it took, and not why it stopped.
 * gcc -Wall -Wextra bad-fd-in-the-middle.c -laio
 */
#include <fcntl.h>
#include <libaio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct aio_ring {
	unsigned id, nr, head, tail, magic, compat_features, incompat_features, header_length;
	struct io_event events[];
};

static void show(const char *what, int ret, const struct aio_ring *ring)
{
	printf("%s = %d", what, ret);
	if (ret < 0)
		printf(" (%s)", strerror(-ret));
	printf(", head %u, tail %u\n", ring->head, ring->tail);
}

int main(void)
{
	io_context_t ctx = 0;
	if (io_setup(8, &ctx) != 0)
		return 1;
	struct aio_ring *ring = (struct aio_ring *)ctx;

	int good = open("data", O_RDONLY);
	if (good < 0)
		return 1;
	int bad = dup(good);
	close(bad);

	char buf[4][512];
	struct iocb iocb[4], *list[4];
	for (int i = 0; i < 4; i++) {
		io_prep_pread(&iocb[i], i == 2 ? bad : good, buf[i], sizeof(buf[i]), 512 * i);
		iocb[i].data = (void *)(long)i;
		list[i] = &iocb[i];
	}

	/* 2 is success: requests 0 and 1 are on their way. Nothing says what is wrong with the third. */
	int done = io_submit(ctx, 4, list);
	show("io_submit(4 requests)", done, ring);

	/* The reason is told only when the refused request is the first in the list. */
	show("io_submit(from there)", io_submit(ctx, 4 - done, list + done), ring);

	/* So: step over it, and submit the rest. Who forgets the rest waits for its events for ever. */
	show("io_submit(the rest)", io_submit(ctx, 4 - done - 1, list + done + 1), ring);

	/* Three events. The refused request has none. */
	struct io_event events[4];
	int n = io_getevents(ctx, 3, 4, events, NULL);
	show("io_getevents", n, ring);
	for (int i = 0; i < n; i++)
		printf("event: data %ld, res %ld\n", (long)events[i].data, (long)events[i].res);

	io_destroy(ctx);
	return 0;
}
