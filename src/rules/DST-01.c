/* DST-01, DST-02: io_destroy waits for requests in flight and for who is still in io_submit; aio-nr drops at once. */
#include "rule.h"
#include <pthread.h>

static io_context_t shared;
static struct timespec moment = { 0, 30 * 1000 * 1000 };
static int fds[2];
static volatile int submitted, destroyed;

/* Sleeps in io_submit: there is nothing in the pipe. */
static void *submits(void *argument)
{
	struct iocb iocb;
	char byte;

	io_prep_pread(&iocb, fds[0], &byte, 1, 0);
	submitted = submit(shared, &iocb);
	return argument;
}

static void *destroys(void *argument)
{
	io_destroy(shared);
	destroyed = 1;
	return argument;
}

static void destroy_under_io_submit(void)
{
	pthread_t submitter, destroyer;
	struct iocb iocb;
	long before = aio_nr();

	if (pipe(fds) != 0)
		exit(1);
	shared = context(8);
	pthread_create(&submitter, NULL, submits, NULL);
	nanosleep(&moment, NULL);
	pthread_create(&destroyer, NULL, destroys, NULL);
	nanosleep(&moment, NULL);
	printf("one sleeps in io_submit, io_destroy is %s\n", destroyed ? "back" : "waiting");
	printf("aio-nr + %ld\n", aio_nr() - before);
	show("io_destroy once more", io_destroy(shared));
	io_prep_pread(&iocb, fds[0], NULL, 0, 0);
	show("io_submit", submit(shared, &iocb));
	write(fds[1], "x", 1);
	pthread_join(submitter, NULL);
	pthread_join(destroyer, NULL);
	printf("io_submit = %d, io_destroy is back\n", submitted);
}

int main(void)
{
	long before = aio_nr();
	io_context_t ctx = context(8);
	int fd = open_file("data", O_RDONLY | O_DIRECT);
	char *buf = pages(16384);
	struct iocb iocb;

	memset(buf, 0x55, 16384);
	io_prep_pread(&iocb, fd, buf, 16384, 0);
	show("io_submit", submit(ctx, &iocb));
	show("io_destroy", io_destroy(ctx));
	printf("aio-nr + %ld\n", aio_nr() - before);

	char *same = pages(16384);
	show("pread", pread(fd, same, 16384, 0));
	printf("the data had arrived: %s\n", memcmp(buf, same, 16384) ? "no" : "yes");
	destroy_under_io_submit();
	return 0;
}
