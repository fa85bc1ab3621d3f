/*
 * "Asynchronous" is a property of the file and the request, not of io_submit(): some of it is done before it returns.
 * gcc -Wall -Wextra what-blocks.c -laio
 */
#define _GNU_SOURCE	/* for O_DIRECT */
#include <fcntl.h>
#include <libaio.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct aio_ring {
	unsigned id, nr, head, tail, magic, compat_features, incompat_features, header_length;
	struct io_event events[];
};

static io_context_t ctx;

/* How many events are there that nobody has taken yet? */
static unsigned waiting(void)
{
	const struct aio_ring *ring = (struct aio_ring *)ctx;
	return (ring->tail + ring->nr - ring->head) % ring->nr;
}

static void submit(const char *what, struct iocb *iocb)
{
	printf("%s: io_submit = %d\n", what, io_submit(ctx, 1, &iocb));
}

static void wait_for_it(void)
{
	struct io_event event;
	int ret = io_getevents(ctx, 1, 1, &event, NULL);
	printf("  io_getevents = %d, res %ld\n", ret, (long)event.res);
}

int main(void)
{
	if (io_setup(8, &ctx) != 0)
		return 1;
	int buffered = open("data", O_RDWR), direct = open("data", O_RDWR | O_DIRECT), fds[2];
	char *buf;
	if (buffered < 0 || direct < 0 || pipe(fds) != 0 || posix_memalign((void **)&buf, 4096, 4096) != 0)
		return 1;
	struct iocb iocb;

	/* Through the page cache: io_submit() is read(2) with more work. */
	io_prep_pread(&iocb, buffered, buf, 4096, 0);
	submit("buffered read", &iocb);
	printf("  at its return %u event is there\n", waiting());
	wait_for_it();

	/* O_DIRECT, but the file grows: the kernel does not let us go before its new length is written. */
	io_prep_pwrite(&iocb, direct, buf, 4096, lseek(direct, 0, SEEK_END));
	submit("O_DIRECT write at the end of the file", &iocb);
	printf("  at its return %u event is there\n", waiting());
	wait_for_it();

	/* O_DIRECT, and the blocks exist: the request goes to the disk and we go on. */
	io_prep_pwrite(&iocb, direct, buf, 4096, 0);
	submit("O_DIRECT write over old data", &iocb);
	printf("  it is the disk's turn\n");
	wait_for_it();

	/* The kernel calls fsync(2) somewhere else, in a thread of its own. */
	io_prep_fsync(&iocb, buffered);
	submit("FSYNC", &iocb);
	printf("  it is a worker's turn\n");
	wait_for_it();

	/* Nobody has written to the pipe yet, and who should, if io_submit() waited? */
	io_prep_poll(&iocb, fds[0], POLLIN);
	submit("POLL of an empty pipe", &iocb);
	printf("  at its return %u events are there\n", waiting());
	ssize_t n = write(fds[1], "x", 1);
	printf("  after write() = %zd: %u event\n", n, waiting());
	wait_for_it();

	io_destroy(ctx);
	return 0;
}
