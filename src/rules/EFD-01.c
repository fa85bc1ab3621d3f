/* EFD-01, DST-01: 1 per event, whatever its result, cancelled polls and those that io_destroy cancels too; refused: 0. */
#include "rule.h"
#include <poll.h>
#include <sys/eventfd.h>

static int efd;

static void show_counter(const char *what)
{
	unsigned long counter = 0;
	long ret = raw(read(efd, &counter, 8));

	printf("%s: %ld, counter %lu\n", what, ret, counter);
}

int main(void)
{
	io_context_t ctx = context(8);
	int fd = open_file("data", O_RDONLY), direct = open_file("data", O_RDONLY | O_DIRECT), fds[2];
	char *buf = pages(4096);
	struct iocb iocb, polls[3];

	efd = eventfd(0, EFD_NONBLOCK);
	if (pipe(fds) != 0)
		return 1;
	io_prep_pread(&iocb, fd, buf, 10, 0);
	io_set_eventfd(&iocb, efd);
	show("a read", submit(ctx, &iocb));
	show_counter("success");

	io_prep_pread(&iocb, fd, NULL, 10, 0);
	io_set_eventfd(&iocb, efd);
	show("a read to nowhere", submit(ctx, &iocb));
	show_counter("error");

	io_prep_pread(&iocb, -1, buf, 10, 0);
	io_set_eventfd(&iocb, efd);
	show("a bad fd", submit(ctx, &iocb));
	show_counter("refused");

	io_prep_pread(&iocb, direct, buf, 4096, 0);
	io_set_eventfd(&iocb, efd);
	show("O_DIRECT", submit(ctx, &iocb));
	reap(ctx, 3);
	show_counter("after the disk");

	for (int i = 0; i < 3; i++) {
		io_prep_poll(&polls[i], fds[0], POLLIN);
		io_set_eventfd(&polls[i], efd);
		show("POLL", submit(ctx, &polls[i]));
	}
	show_counter("pending");
	show("io_cancel", io_cancel(ctx, &polls[1], NULL));
	reap(ctx, 1);
	show_counter("cancelled");
	show("io_destroy", io_destroy(ctx));
	show_counter("destroyed");
	return 0;
}
