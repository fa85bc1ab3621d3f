/* POL-06: several polls of one file complete newest first. */
#include "rule.h"
#include <poll.h>
#include <sys/eventfd.h>

int main(void)
{
	io_context_t ctx = context(8), other = context(8);
	int fds[2], efd = eventfd(0, 0);
	unsigned long word = 1;
	struct iocb iocb[4];

	if (pipe(fds) != 0)
		return 1;
	for (long i = 0; i < 4; i++)
		show("io_submit", submit_poll(ctx, &iocb[i], fds[0], POLLIN, i));
	show("write", write(fds[1], "x", 1));
	printf("%u events\n", events_in(ctx));
	reap_polls(ctx, 4);

	/* Whatever the masks, and those that do not want it stay. */
	for (long i = 0; i < 4; i++)
		show("io_submit", submit_poll(ctx, &iocb[i], efd, i == 2 ? POLLPRI : POLLIN, i));
	show("write", write(efd, &word, 8));
	printf("%u events\n", events_in(ctx));
	reap_polls(ctx, 3);
	show("io_cancel", io_cancel(ctx, &iocb[2], NULL));
	reap_polls(ctx, 1);

	/* In two contexts. */
	show("read", read(efd, &word, 8));
	show("io_submit", submit_poll(ctx, &iocb[0], efd, POLLIN, 0));
	show("io_submit, other", submit_poll(other, &iocb[1], efd, POLLIN, 1));
	show("write", write(efd, &word, 8));
	reap_polls(other, 1);
	reap_polls(ctx, 1);
	return 0;
}
