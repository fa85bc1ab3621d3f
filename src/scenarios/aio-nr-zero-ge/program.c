/*
 * The reaper's own copy of the number of entries is 0, and it wraps with >=: head never leaves 0.
 * gcc -Wall -Wextra aio-nr-zero-ge.c -laio
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
	unsigned nr;	/* how many events the ring holds: never set */
};

static int reap(struct reaper *reaper, struct io_event *event)
{
	struct aio_ring *ring = reaper->ring;
	unsigned head = ring->head;

	if (head == __atomic_load_n(&ring->tail, __ATOMIC_ACQUIRE))
		return 0;
	*event = ring->events[head];
	if (++head >= reaper->nr)
		head = 0;
	__atomic_store_n(&ring->head, head, __ATOMIC_RELEASE);
	return 1;
}

int main(void)
{
	io_context_t ctx = 0;
	int fd = open("data", O_RDONLY);
	if (fd < 0 || io_setup(8, &ctx) != 0)
		return 1;

	struct reaper reaper = { (struct aio_ring *)ctx, 0 };
	char buf[512];
	struct iocb iocb, *list[1] = { &iocb };
	struct io_event event;
	int submitted, requests = 0;

	printf("ring nr %u, reaper nr %u\n", reaper.ring->nr, reaper.nr);
	for (;;) {
		io_prep_pread(&iocb, fd, buf, sizeof(buf), 0);
		iocb.data = (void *)(1000L + requests);
		submitted = io_submit(ctx, 1, list);
		if (submitted != 1)
			break;
		requests++;
		int got = reap(&reaper, &event);
		if (requests <= 4)
			printf("request %d: reaped %d, data %ld, head %u, tail %u\n", requests, got, (long)event.data,
			       reaper.ring->head, reaper.ring->tail);
	}
	printf("io_submit = %d at request %d: data was %ld every time\n", submitted, requests, (long)event.data);
	io_destroy(ctx);
	return 0;
}
