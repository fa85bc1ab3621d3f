/* POL-05: woken without a key, a poll looks again at what is ready; a key that was not asked for leaves it pending. */
#include "rule.h"
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

int main(void)
{
	io_context_t ctx = context(8);
	int fds[2], efd = eventfd(0, 0);
	unsigned long word = 1;
	struct iocb iocb;
	struct io_event event;
	static char page[4096];

	/* The other end closes. */
	if (pipe(fds) != 0)
		return 1;
	show("read end, POLLIN", submit_poll(ctx, &iocb, fds[0], POLLIN, 1));
	close(fds[1]);
	printf("writer closed\n");
	reap_polls(ctx, 1);

	if (pipe(fds) != 0)
		return 1;
	fcntl(fds[1], F_SETFL, O_NONBLOCK);
	while (write(fds[1], page, sizeof(page)) > 0)
		;
	show("full pipe, POLLOUT", submit_poll(ctx, &iocb, fds[1], POLLOUT, 2));
	close(fds[0]);
	printf("reader closed\n");
	reap_polls(ctx, 1);

	if (pipe(fds) != 0)
		return 1;
	show("write end, mask 0", submit_poll(ctx, &iocb, fds[1], 0, 3));
	close(fds[0]);
	printf("reader closed\n");
	reap_polls(ctx, 1);

	if (socketpair(AF_UNIX, SOCK_STREAM, 0, fds) != 0)
		return 1;
	show("socket, POLLIN", submit_poll(ctx, &iocb, fds[0], POLLIN, 6));
	close(fds[1]);
	printf("peer closed\n");
	reap_polls(ctx, 1);
	show("read", read(fds[0], page, 1));

	/* A key of others. */
	if (pipe(fds) != 0)
		return 1;
	show("read end, POLLPRI", submit_poll(ctx, &iocb, fds[0], POLLPRI, 4));
	show("write", write(fds[1], "x", 1));
	printf("%u events\n", events_in(ctx));
	close(fds[1]);
	printf("writer closed\n");
	reap_polls(ctx, 1);

	show("eventfd, POLLPRI", submit_poll(ctx, &iocb, efd, POLLPRI, 5));
	show("write", write(efd, &word, 8));
	show("read", read(efd, &word, 8));
	printf("%u events\n", events_in(ctx));
	show("io_cancel", io_cancel(ctx, &iocb, &event));
	reap_polls(ctx, 1);
	show_ring(ctx);
	return 0;
}
