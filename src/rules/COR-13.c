/* COR-13: head = nr + 1 while somebody sleeps: the wake-up counts no events, and he sleeps until his time is up. */
#include "rule.h"
#include <pthread.h>

static io_context_t ctx;
static struct io_event events[8];

static void *waits(void *argument)
{
	struct timespec timeout = { 0, 400 * 1000 * 1000 };

	(void)argument;
	return (void *)sys_io_getevents(ctx, 1, 8, events, &timeout);
}

static long milliseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void wake_with(unsigned head)
{
	struct timespec moment = { 0, 50 * 1000 * 1000 };
	struct aio_ring *ring;
	struct iocb iocb;
	pthread_t thread;
	void *result;
	int fd = open_file("data", O_RDONLY);

	ctx = context(8);
	ring = ring_of(ctx);
	pthread_create(&thread, NULL, waits, NULL);
	nanosleep(&moment, NULL);
	ring->head = head;
	io_prep_pread(&iocb, fd, NULL, 0, 0);
	iocb.data = (void *)3;
	long begin = milliseconds();
	submit(ctx, &iocb);
	pthread_join(thread, &result);
	printf("head %u: woken %s\n", head, milliseconds() - begin < 200 ? "at once" : "by the timeout");
	show("  io_getevents", (long)result);
	printf("  head %u, tail %u\n", ring->head, ring->tail);
	io_destroy(ctx);
	close(fd);
}

int main(void)
{
	wake_with(0);
	wake_with(128);
	return 0;
}
