/* LIF-03: threads share contexts fully: one submits, another reaps, a third destroys, and a thread's end changes nothing. */
#include "rule.h"
#include <pthread.h>

static io_context_t ctx;
static struct iocb iocb;
static long answers[4];
static int fd;

static void *sets_up(void *argument)
{
	ctx = context(8);
	return argument;
}

static void *submits(void *argument)
{
	io_prep_pread(&iocb, fd, NULL, 0, 0);
	iocb.data = (void *)5;
	answers[0] = submit(ctx, &iocb);
	return argument;
}

static void *reaps(void *argument)
{
	answers[1] = sys_io_getevents(ctx, 1, 1, argument, NULL);
	return argument;
}

static void *cancels(void *argument)
{
	struct io_event event;

	answers[2] = io_cancel(ctx, &iocb, &event);
	return argument;
}

static void *destroys(void *argument)
{
	answers[3] = io_destroy(ctx);
	return argument;
}

static void in_a_thread(void *(*what)(void *), void *argument)
{
	pthread_t thread;

	if (pthread_create(&thread, NULL, what, argument) != 0 || pthread_join(thread, NULL) != 0)
		exit(1);
}

int main(void)
{
	struct io_event event;
	int fds[2];
	long nr = aio_nr();

	if (pipe(fds) != 0)
		return 1;
	fd = open_file("data", O_RDONLY);
	in_a_thread(sets_up, NULL);
	printf("the thread that made it is gone, aio-nr grew by %ld\n", aio_nr() - nr);
	in_a_thread(submits, NULL);
	show("io_submit", answers[0]);
	in_a_thread(reaps, &event);
	show("io_getevents", answers[1]);
	show_event(&event);
	show_ring(ctx);
	show("poll", submit_poll(ctx, &iocb, fds[0], 1, 6));
	in_a_thread(cancels, NULL);
	show("io_cancel", answers[2]);
	reap(ctx, 1);
	in_a_thread(destroys, NULL);
	show("io_destroy", answers[3]);
	show("io_submit", submit(ctx, &iocb));
	printf("aio-nr is back: %s\n", aio_nr() == nr ? "yes" : "no");
	return 0;
}
