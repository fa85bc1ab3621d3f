/*
 * Where a mistake is told: in the return value, in a count that is too small, or in the event.
 * gcc -Wall -Wextra errors-in-three-places.c -laio
 */
#define _GNU_SOURCE	/* for O_DIRECT */
#include <fcntl.h>
#include <libaio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static io_context_t ctx;

static void show(const char *what, long ret)
{
	printf("%s = %ld", what, ret);
	if (ret < 0)
		printf(" (%s)", strerror((int)-ret));
	printf("\n");
}

/* One request: what io_submit() says, and what its event says, if it gets one. */
static void try(const char *what, struct iocb *iocb)
{
	struct io_event event;
	int ret = io_submit(ctx, 1, &iocb);

	printf("%s\n", what);
	show("  io_submit", ret);
	if (ret == 1 && io_getevents(ctx, 1, 1, &event, NULL) == 1)
		show("  res", (long)event.res);	/* the cast matters: libaio's res is unsigned */
}

int main(void)
{
	if (io_setup(8, &ctx) != 0)
		return 1;
	int fd = open("data", O_RDONLY), direct = open("data", O_RDONLY | O_DIRECT);
	char *buf;
	if (fd < 0 || direct < 0 || posix_memalign((void **)&buf, 4096, 8192) != 0)
		return 1;
	struct iocb iocb, wrong, *list[3] = { &iocb, &wrong, &iocb };

	/* 1. The return value: what the kernel can see before anything starts. No event will come. */
	io_prep_pread(&iocb, -1, buf, 4096, 0);
	try("a bad file descriptor", &iocb);
	io_prep_pwrite(&iocb, fd, buf, 4096, 0);
	try("a write to a file that is open for reading", &iocb);
	io_prep_pread(&iocb, fd, buf, 4096, -1);
	try("a negative offset", &iocb);

	/* 2. A short count: the second of three is refused, and all that is said is 1. */
	io_prep_pread(&iocb, fd, buf, 4096, 0);
	io_prep_pread(&wrong, -1, buf, 4096, 0);
	printf("three requests, the second is bad\n");
	show("  io_submit", io_submit(ctx, 3, list));
	struct io_event event;
	show("  io_getevents", io_getevents(ctx, 1, 1, &event, NULL));

	/* 3. The event: what shows only while the request is carried out. io_submit() has long said 1. */
	io_prep_pread(&iocb, fd, NULL, 4096, 0);
	try("a bad buffer", &iocb);
	io_prep_pread(&iocb, direct, buf, 4096, 100);
	try("O_DIRECT, and the offset is no multiple of 512", &iocb);

	/* And what is no error at all: fewer bytes than asked for. */
	io_prep_pread(&iocb, fd, buf, 4096, 3000);
	try("4096 bytes, of which 1000 are there", &iocb);
	io_prep_pread(&iocb, fd, buf, 4096, 9000);
	try("behind the end of the file", &iocb);

	io_destroy(ctx);
	return 0;
}
