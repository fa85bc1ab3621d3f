/*
 * Four requests in one order, four events in another: events come in the order in which requests finish.
 * gcc -Wall -Wextra completion-order.c -laio
 */
#include <fcntl.h>
#include <libaio.h>
#include <poll.h>
#include <stdio.h>
#include <sys/timerfd.h>
#include <time.h>

struct aio_ring {
	unsigned id, nr, head, tail, magic, compat_features, incompat_features, header_length;
	struct io_event events[];
};

int main(void)
{
	io_context_t ctx = 0;
	if (io_setup(4, &ctx) != 0)
		return 1;
	struct aio_ring *ring = (struct aio_ring *)ctx;
	struct iocb iocb[4], *list[4];

	/* Requests 0, 1 and 2: tell me when this timer has gone off. The timers are not running yet. */
	int timer[3];
	for (int i = 0; i < 3; i++) {
		timer[i] = timerfd_create(CLOCK_MONOTONIC, 0);
		if (timer[i] < 0)
			return 1;
		io_prep_poll(&iocb[i], timer[i], POLLIN);
	}

	/* Request 3: a few bytes of a file, through the page cache. */
	int fd = open("data", O_RDONLY);
	if (fd < 0)
		return 1;
	char buf[16];
	io_prep_pread(&iocb[3], fd, buf, sizeof(buf), 0);

	/* `data` comes back in the event. It is how we shall know which request an event belongs to. */
	for (int i = 0; i < 4; i++) {
		iocb[i].data = (void *)(long)i;
		list[i] = &iocb[i];
	}
	int ret = io_submit(ctx, 4, list);
	printf("io_submit = %d, head %u, tail %u\n", ret, ring->head, ring->tail);

	/*
	 * Now set the timers, in the order in which they go off: 1, 2 and last 0. One clock reading, three fixed points
	 * in time; a machine that is too slow for them keeps the order all the same.
	 */
	const int order[3] = { 1, 2, 0 };
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	for (int i = 0; i < 3; i++) {
		long long ns = now.tv_nsec + 30000000 * (i + 1);
		struct itimerspec when = {
			.it_value = { .tv_sec = now.tv_sec + ns / 1000000000, .tv_nsec = ns % 1000000000 },
		};
		timerfd_settime(timer[order[i]], TFD_TIMER_ABSTIME, &when, NULL);
	}

	for (int i = 0; i < 4; i++) {
		struct io_event event;
		if (io_getevents(ctx, 1, 1, &event, NULL) != 1)
			return 1;
		printf("event %d: request %ld, res %ld\n", i, (long)event.data, (long)event.res);
	}

	io_destroy(ctx);
	return 0;
}
