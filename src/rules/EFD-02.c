/* EFD-02: whoever sees the eventfd count finds the event in the ring; a waiter of io_getevents finds both. */
#include "rule.h"
#include <pthread.h>
#include <sys/eventfd.h>

#define ROUNDS 50

static io_context_t ctx;
static int efd, missing, uncounted;

/* Sleeps in read(2) of the eventfd and looks at the ring as soon as it is back. */
static void *reads_eventfd(void *argument)
{
	struct aio_ring *ring = ring_of(ctx);
	unsigned long seen = 0, count;

	(void)argument;
	while (seen < ROUNDS) {
		if (read(efd, &count, 8) != 8)
			exit(1);
		seen += count;
		if (__atomic_load_n(&ring->tail, __ATOMIC_ACQUIRE) < seen)
			missing++;
	}
	return NULL;
}

/* Sleeps in io_getevents and looks at the eventfd as soon as it is back. */
static void *waits_for_events(void *argument)
{
	struct io_event event;
	unsigned long total = 0, count;

	(void)argument;
	for (unsigned long i = 1; i <= ROUNDS; i++) {
		if (sys_io_getevents(ctx, 1, 1, &event, NULL) != 1)
			exit(1);
		if (read(efd, &count, 8) == 8)
			total += count;
		if (total < i)
			uncounted++;
	}
	return NULL;
}

static void submit_rounds(void *(*watcher)(void *))
{
	int fd = open_file("data", O_RDONLY | O_DIRECT);
	void *memory = pages(4096);
	struct iocb iocb;
	pthread_t thread;

	pthread_create(&thread, NULL, watcher, NULL);
	for (int i = 0; i < ROUNDS; i++) {
		struct timespec moment = { 0, 200000 };

		io_prep_pread(&iocb, fd, memory, 512, 0);
		io_set_eventfd(&iocb, efd);
		if (submit(ctx, &iocb) != 1)
			exit(1);
		nanosleep(&moment, NULL);
	}
	pthread_join(thread, NULL);
	close(fd);
}

int main(void)
{
	ctx = context(200);
	efd = eventfd(0, 0);
	submit_rounds(reads_eventfd);
	printf("read the eventfd, events missing: %d\n", missing);
	show("taken", take(ctx, ROUNDS));
	efd = eventfd(0, EFD_NONBLOCK);
	submit_rounds(waits_for_events);
	printf("got an event, eventfd behind it: %d\n", uncounted);
	return 0;
}
