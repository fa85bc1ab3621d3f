/* POL-02: what is ready at submit is an event at once: what is ready and asked for, or POLLERR, or POLLHUP. */
#include "rule.h"
#include <poll.h>
#include <sys/eventfd.h>

static io_context_t ctx;

static void ready(const char *what, int fd, int mask)
{
	struct iocb iocb;
	int ret = submit_poll(ctx, &iocb, fd, mask, 0);

	printf("%s, mask %#x: io_submit = %d, %u event\n", what, (unsigned)mask, ret, events_in(ctx));
	reap_polls(ctx, 1);
}

int main(void)
{
	int fds[2], file = open_file("data", O_RDONLY), null = open_file("/dev/null", O_RDWR);

	ctx = context(8);
	if (pipe(fds) != 0 || write(fds[1], "abc", 3) != 3)
		return 1;
	ready("pipe with data", fds[0], POLLIN);
	ready("pipe with data", fds[0], POLLRDNORM);
	ready("pipe with data", fds[0], POLLIN | POLLRDNORM | POLLPRI);
	ready("pipe with room", fds[1], POLLOUT);
	ready("pipe with room", fds[1], 0xffff);
	ready("file", file, POLLIN);
	ready("file", file, POLLOUT);
	ready("file", file, 0xffff);
	ready("directory", open_file(".", O_RDONLY | O_DIRECTORY), 0xffff);
	ready("/dev/null", null, 0xffff);
	ready("eventfd 0", eventfd(0, 0), POLLIN | POLLOUT);
	ready("eventfd 1", eventfd(1, 0), POLLIN);
	ready("eventfd 1", eventfd(1, 0), 0xffff);

	close(fds[1]);
	ready("no writer, data", fds[0], POLLIN);
	ready("no writer, data", fds[0], POLLPRI);
	if (pipe(fds) != 0)
		return 1;
	close(fds[0]);
	ready("no reader", fds[1], POLLIN);
	ready("no reader", fds[1], POLLOUT);
	show_ring(ctx);
	return 0;
}
