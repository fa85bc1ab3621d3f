/* GET-08: a completion wakes every waiter that has enough events now, the last one to come first; who wants more sleeps on. */
#include "rule.h"
#include <pthread.h>

static io_context_t ctx;
static struct timespec moment = { 0, 30 * 1000 * 1000 };

struct waiter {
	pthread_t thread;
	long min_nr, got;
	volatile int done;
};

static void *waits(void *argument)
{
	struct waiter *waiter = argument;
	struct io_event events[8];

	waiter->got = sys_io_getevents(ctx, waiter->min_nr, 8, events, NULL);
	waiter->done = 1;
	return NULL;
}

/* One after the other, so that the last one has come last. */
static void begin(struct waiter *waiter, long min_nr)
{
	waiter->min_nr = min_nr;
	waiter->done = 0;
	pthread_create(&waiter->thread, NULL, waits, waiter);
	nanosleep(&moment, NULL);
}

static void submit_one(int fd)
{
	struct iocb iocb;

	io_prep_pread(&iocb, fd, NULL, 0, 0);
	submit(ctx, &iocb);
	nanosleep(&moment, NULL);
}

int main(void)
{
	int fd = open_file("data", O_RDONLY);
	struct waiter three, one;

	ctx = context(32);
	begin(&three, 3);
	begin(&one, 1);
	submit_one(fd);
	printf("1 event: min 1 %s, min 3 %s\n", one.done ? "has it" : "waits", three.done ? "is back" : "waits");
	pthread_join(one.thread, NULL);
	show("min 1", one.got);
	submit_one(fd);
	submit_one(fd);
	printf("2 more: min 3 %s\n", three.done ? "is back" : "waits");
	show_ring(ctx);
	submit_one(fd);
	pthread_join(three.thread, NULL);
	show("min 3, with a third", three.got);

	/* The other way round. */
	begin(&one, 1);
	begin(&three, 3);
	submit_one(fd);
	printf("1 event: min 1 %s, min 3 %s\n", one.done ? "has it" : "waits", three.done ? "is back" : "waits");
	pthread_join(one.thread, NULL);
	for (int i = 0; i < 3; i++)
		submit_one(fd);
	pthread_join(three.thread, NULL);
	show("min 1", one.got);
	show("min 3", three.got);
	return 0;
}
