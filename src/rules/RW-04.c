/* RW-04: a file that has no way to do it asynchronously is EINVAL, at io_submit: a directory, a write to an eventfd. */
#include "rule.h"
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>

int main(void)
{
	io_context_t ctx = context(8);
	int directory = open_file(".", O_RDONLY | O_DIRECTORY);
	int efd = eventfd(5, 0), timer = timerfd_create(CLOCK_MONOTONIC, 0), epoll = epoll_create1(0);
	struct itimerspec soon = { .it_value = { 0, 1 } };
	unsigned long word = 1;
	struct iovec iov = { &word, 8 };
	struct iocb iocb;

	io_prep_pread(&iocb, directory, &word, 8, 0);
	show("pread of a directory", submit(ctx, &iocb));
	io_prep_preadv(&iocb, directory, &iov, 1, 0);
	show("preadv of a directory", submit(ctx, &iocb));
	io_prep_pwrite(&iocb, directory, &word, 8, 0);
	show("pwrite to a directory", submit(ctx, &iocb));
	io_prep_pwrite(&iocb, efd, &word, 8, 0);
	show("pwrite to an eventfd", submit(ctx, &iocb));
	io_prep_pwrite(&iocb, efd, (void *)-4096, 8, -1);
	show("the same with bad buffer and offset", submit(ctx, &iocb));

	io_prep_pread(&iocb, efd, &word, 8, 0);
	show("pread of an eventfd", submit(ctx, &iocb));
	reap(ctx, 1);
	printf("word %lu\n", word);

	io_prep_pwrite(&iocb, timer, &word, 8, 0);
	show("pwrite to a timerfd", submit(ctx, &iocb));
	io_prep_pread(&iocb, timer, &word, 8, 0);
	show("timerfd_settime", timerfd_settime(timer, 0, &soon, NULL));
	show("pread of a timerfd", submit(ctx, &iocb));
	reap(ctx, 1);
	printf("word %lu\n", word);
	io_prep_pread(&iocb, epoll, &word, 8, 0);
	show("pread of an epoll", submit(ctx, &iocb));
	io_prep_pwrite(&iocb, epoll, &word, 8, 0);
	show("pwrite to an epoll", submit(ctx, &iocb));
	return 0;
}
