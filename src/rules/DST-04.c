/* DST-04, DST-02: io_destroy wakes a thread that waits: EINVAL if it had nothing, else what it had. */
#include "rule.h"
#include <pthread.h>

static io_context_t ctx;
static struct io_event events[8];

static void *waits(void *argument)
{
	return (void *)sys_io_getevents(ctx, (long)argument, 8, events, NULL);
}

static void destroy_under(long min_nr, int there)
{
	struct timespec moment = { 0, 30 * 1000 * 1000 };
	int fd = open_file("data", O_RDONLY);
	struct iocb iocb;
	pthread_t thread;
	void *result;

	ctx = context(8);
	io_prep_pread(&iocb, fd, NULL, 0, 0);
	for (int i = 0; i < there; i++)
		submit(ctx, &iocb);
	pthread_create(&thread, NULL, waits, (void *)min_nr);
	nanosleep(&moment, NULL);
	printf("%d there, %ld wanted\n", there, min_nr);
	show("io_destroy", io_destroy(ctx));
	pthread_join(thread, &result);
	show("the waiter", (long)result);
	show("io_destroy again", io_destroy(ctx));
	close(fd);
}

int main(void)
{
	destroy_under(1, 0);
	destroy_under(5, 2);
	return 0;
}
