/* GET-03: when the time is over the events so far are returned, 0 if there was none: a timeout is no error. */
#include "rule.h"

static long now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000000 + t.tv_nsec;
}

int main(void)
{
	io_context_t ctx = context(8);
	int fd = open_file("data", O_RDONLY);
	char buf[16];
	struct iocb iocb;
	struct io_event events[4];
	struct timespec timeout = { 0, 20000000 };

	long start = now();
	show("nothing there, min 1, 20 ms", sys_io_getevents(ctx, 1, 4, events, &timeout));
	printf("it took at least 20 ms: %s\n", now() - start >= 20000000 ? "yes" : "no");

	io_prep_pread(&iocb, fd, buf, sizeof(buf), 0);
	iocb.data = (void *)1;
	if (submit(ctx, &iocb) != 1)
		return 1;
	start = now();
	show("one there, min 2, 20 ms", sys_io_getevents(ctx, 2, 4, events, &timeout));
	printf("it took at least 20 ms: %s\n", now() - start >= 20000000 ? "yes" : "no");
	show_event(&events[0]);
	show_ring(ctx);

	iocb.data = (void *)2;
	if (submit(ctx, &iocb) != 1)
		return 1;
	timeout.tv_sec = 3600;
	show("one there, min 1, 1 h", sys_io_getevents(ctx, 1, 4, events, &timeout));
	return 0;
}
