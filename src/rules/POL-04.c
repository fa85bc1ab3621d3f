/* POL-04: a poll that is woken later has the whole key as its result, not what was asked for. */
#include "rule.h"
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/timerfd.h>

int main(void)
{
	io_context_t ctx = context(8);
	int fds[2], efd = eventfd(0, 0), timer = timerfd_create(CLOCK_MONOTONIC, 0);
	unsigned long word = 1;
	struct itimerspec soon = { .it_value = { 0, 1000000 } };
	struct iocb iocb;
	static char page[4096];
	int pages_in = 0;

	if (pipe(fds) != 0)
		return 1;
	show("pipe, POLLIN", submit_poll(ctx, &iocb, fds[0], POLLIN, 1));
	show("write", write(fds[1], "x", 1));
	printf("%u events\n", events_in(ctx));
	reap_polls(ctx, 1);
	show("read", read(fds[0], page, 1));
	show("pipe, POLLRDNORM", submit_poll(ctx, &iocb, fds[0], POLLRDNORM | POLLPRI, 2));
	show("write", write(fds[1], "x", 1));
	reap_polls(ctx, 1);

	/* A full pipe: nobody may write until a page is free. */
	fcntl(fds[1], F_SETFL, O_NONBLOCK);
	while (write(fds[1], page, sizeof(page)) == (long)sizeof(page))
		pages_in++;
	printf("%d pages\n", pages_in);
	show("pipe, POLLOUT", submit_poll(ctx, &iocb, fds[1], POLLOUT, 3));
	show("read 1", read(fds[0], page, 1));
	printf("%u events\n", events_in(ctx));
	show("read 4096", read(fds[0], page, 4096));
	printf("%u events\n", events_in(ctx));
	while (events_in(ctx) == 0)
		show("read 4096", read(fds[0], page, 4096));
	reap_polls(ctx, 1);

	show("eventfd, POLLIN", submit_poll(ctx, &iocb, efd, POLLIN, 4));
	show("write", write(efd, &word, 8));
	printf("%u events\n", events_in(ctx));
	reap_polls(ctx, 1);

	word = 0xfffffffffffffffd;
	show("write", write(efd, &word, 8));
	show("full eventfd, POLLOUT", submit_poll(ctx, &iocb, efd, POLLOUT | POLLPRI, 5));
	show("read", read(efd, &word, 8));
	reap_polls(ctx, 1);

	show("timerfd, POLLIN", submit_poll(ctx, &iocb, timer, POLLIN | POLLOUT, 6));
	show("timerfd_settime", timerfd_settime(timer, 0, &soon, NULL));
	reap_polls(ctx, 1);
	show("read", read(timer, &word, 8));
	printf("expirations %lu\n", word);
	/* A socket has one queue for everything: POLLPRI alone completes on ordinary data. */
	if (socketpair(AF_UNIX, SOCK_STREAM, 0, fds) != 0)
		return 1;
	show("socket, POLLIN", submit_poll(ctx, &iocb, fds[0], POLLIN, 7));
	show("write", write(fds[1], "x", 1));
	printf("%u events\n", events_in(ctx));
	reap_polls(ctx, 1);
	show("read", read(fds[0], page, 1));
	show("socket, POLLPRI", submit_poll(ctx, &iocb, fds[0], POLLPRI, 8));
	show("write", write(fds[1], "x", 1));
	reap_polls(ctx, 1);
	show_ring(ctx);
	return 0;
}
