/* A program of a hundred lines, as somebody may type it: what the time from Run to the first moment is measured with. */
#define _GNU_SOURCE	/* for O_DIRECT */
#include <fcntl.h>
#include <libaio.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

static io_context_t ctx;
static int efd, epfd;

/* Requests whose events also add 1 to the eventfd. Their iocbs live on: an event points to its own. */
static int submit(int fd, char *buf, int count)
{
	static struct iocb iocb[8];
	struct iocb *list[8];

	for (int i = 0; i < count; i++) {
		io_prep_pread(&iocb[i], fd, buf + 512 * i, 512, 512 * i);
		io_set_eventfd(&iocb[i], efd);
		list[i] = &iocb[i];
	}
	return io_submit(ctx, count, list);
}

/* Takes whatever is in the ring, and does not wait for more. */
static int drain(void)
{
	struct io_event events[2];
	struct timespec zero = { 0, 0 };
	int total = 0, n;

	while ((n = io_getevents(ctx, 1, 2, events, &zero)) > 0)
		total += n;
	return total;
}

/* One turn of an event loop. */
static void turn(void)
{
	struct epoll_event ready;
	uint64_t counter = 0;

	int n = epoll_wait(epfd, &ready, 1, -1);
	printf("epoll_wait = %d, events %#x\n", n, ready.events);
	/* First set the counter back, then drain. The other way round an event in between would wake nobody. */
	if (read(ready.data.fd, &counter, sizeof(counter)) != sizeof(counter))
		printf("read: no number\n");
	printf("  the counter said %lu, in the ring were %d\n", (unsigned long)counter, drain());
}

/* How often each of the four highest bits occurs in what was read. */
static void histogram(const char *buf, int length)
{
	int found[16] = { 0 };

	for (int i = 0; i < length; i++)
		found[(unsigned char)buf[i] >> 4]++;
	for (int i = 0; i < 16; i++) {
		printf("%x0: %3d ", i, found[i]);
		for (int j = 0; j < found[i] / 8; j++)
			putchar('#');
		putchar('\n');
	}
}

int main(void)
{
	efd = eventfd(0, EFD_NONBLOCK);
	epfd = epoll_create1(0);
	struct epoll_event interest = { .events = EPOLLIN, .data.fd = efd };
	if (io_setup(8, &ctx) != 0 || epoll_ctl(epfd, EPOLL_CTL_ADD, efd, &interest) != 0)
		return 1;

	int buffered = open("data", O_RDONLY), direct = open("data", O_RDONLY | O_DIRECT);
	char *buf;
	if (buffered < 0 || direct < 0 || posix_memalign((void **)&buf, 4096, 4096) != 0)
		return 1;

	/* The loop sleeps in epoll_wait() until the disk is done. */
	printf("one read, O_DIRECT: io_submit = %d\n", submit(direct, buf, 1));
	turn();

	/* Three events, one notification: the counter adds them up. */
	printf("three reads: io_submit = %d\n", submit(buffered, buf, 3));
	turn();

	/* Who has taken the events has not lowered the counter: epoll reports a ring that is empty. */
	printf("two reads: io_submit = %d\n", submit(buffered, buf, 2));
	printf("drained %d\n", drain());
	turn();

	histogram(buf, 512);
	io_destroy(ctx);
	return 0;
}
