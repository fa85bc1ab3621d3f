/* POL-03: what is not ready must have a queue to wait in, or it is EINVAL; with one, the poll is pending. */
#include "rule.h"
#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>

static io_context_t ctx;

static void not_ready(const char *what, int fd, int mask)
{
	struct iocb iocb;
	struct io_event event;
	int ret = submit_poll(ctx, &iocb, fd, mask, 7);

	printf("%s, mask %#x\n", what, (unsigned)mask);
	show("  io_submit", ret);
	printf("  %u events\n", events_in(ctx));
	if (ret == 1) {
		show("  io_cancel", io_cancel(ctx, &iocb, &event));
		reap_polls(ctx, 1);
	}
}

int main(void)
{
	int fds[2];

	ctx = context(8);
	if (pipe(fds) != 0)
		return 1;
	not_ready("file", open_file("data", O_RDONLY), POLLPRI);
	not_ready("directory", open_file(".", O_RDONLY | O_DIRECTORY), POLLPRI);
	not_ready("/dev/null", open_file("/dev/null", O_RDWR), POLLPRI);
	not_ready("/dev/zero", open_file("/dev/zero", O_RDWR), 0);
	not_ready("pipe, to read", fds[0], POLLIN);
	not_ready("pipe, to write", fds[1], POLLIN);
	not_ready("eventfd", eventfd(0, 0), POLLIN);
	not_ready("eventfd", eventfd(3, 0), POLLPRI);
	not_ready("timerfd", timerfd_create(CLOCK_MONOTONIC, 0), 0xffff);
	not_ready("epoll", epoll_create1(0), 0xffff);
	show_ring(ctx);
	return 0;
}
