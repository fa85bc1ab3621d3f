/*
 * io_getevents(ctx, min_nr, nr, events, timeout): at least, at most, and how long to wait for "at least".
 * gcc -Wall -Wextra min-nr-timeout.c -laio
 */
#define _GNU_SOURCE	/* for O_DIRECT */
#include <fcntl.h>
#include <libaio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static io_context_t ctx;
static char *buf;

/* Small reads from the page cache: their events are there when io_submit() returns. */
static void submit(int fd, int count)
{
	static struct iocb iocb;	/* an event points to it, so it lives on */
	struct iocb *list[8];

	io_prep_pread(&iocb, fd, buf, 512, 0);
	for (int i = 0; i < count; i++)
		list[i] = &iocb;
	printf("submitted %d\n", io_submit(ctx, count, list));
}

static void get(const char *what, long min_nr, long nr, struct timespec *timeout)
{
	struct io_event events[8];
	int n = io_getevents(ctx, min_nr, nr, events, timeout);

	printf("  min_nr %ld, nr %ld, %s: %d", min_nr, nr, what, n);
	if (n < 0)
		printf(" (%s)", strerror(-n));
	printf("\n");
}

int main(void)
{
	int buffered = open("data", O_RDONLY), direct = open("data", O_RDONLY | O_DIRECT);
	if (io_setup(8, &ctx) != 0 || buffered < 0 || direct < 0 || posix_memalign((void **)&buf, 4096, 4096) != 0)
		return 1;
	struct timespec zero = { 0, 0 }, hour = { 3600, 0 }, blink = { 0, 20 * 1000 * 1000 };

	/* nr is a limit. What does not fit stays in the ring. */
	submit(buffered, 5);
	get("no timeout", 1, 2, NULL);
	/* min_nr is enough to go on with. Here are 3, and nobody waits for 8. */
	get("no timeout", 1, 8, NULL);

	/* min_nr = 0 never waits, whatever the timeout says. */
	get("1 hour", 0, 8, &hour);
	/* A timeout of zero never waits, whatever min_nr says. */
	get("zero", 1, 8, &zero);

	/* Two are there, the third never comes. When the time is up we get the two: a short count is no error. */
	submit(buffered, 2);
	get("20 ms", 3, 8, &blink);
	get("20 ms", 3, 8, &blink);

	/* Two are there, the third is on its way from the disk: we sleep until it has come, and get all three. */
	submit(buffered, 2);
	submit(direct, 1);
	get("no timeout", 3, 8, NULL);

	/* More than the limit cannot be had. */
	get("no timeout", 3, 2, NULL);

	io_destroy(ctx);
	return 0;
}
