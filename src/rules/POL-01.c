/* POL-01: a mask above 0xffff is EINVAL, after the fd; POLLERR and POLLHUP need no asking; a poll fires once. */
#include "rule.h"
#include <poll.h>

int main(void)
{
	io_context_t ctx = context(8);
	int fds[2], gone[2];
	struct iocb iocb;
	char c;

	if (pipe(fds) != 0 || pipe(gone) != 0)
		return 1;
	show("mask 0x10000", submit_poll(ctx, &iocb, fds[0], 0x10000, 0));
	show("mask 0x10000, bad fd", submit_poll(ctx, &iocb, -1, 0x10000, 0));
	show("mask 0, bad fd", submit_poll(ctx, &iocb, -1, 0, 0));

	close(gone[1]);
	show("mask 0, no writer", submit_poll(ctx, &iocb, gone[0], 0, 1));
	reap_polls(ctx, 1);
	show("mask POLLIN, no writer", submit_poll(ctx, &iocb, gone[0], POLLIN, 2));
	reap_polls(ctx, 1);

	/* A priority is not looked at, and neither are other flags. */
	io_prep_poll(&iocb, gone[0], 0);
	iocb.data = (void *)3;
	iocb.u.c.flags = 0xfffe;
	iocb.aio_reqprio = (short)0xe000;
	show("flags 0xfffe", submit(ctx, &iocb));
	reap_polls(ctx, 1);

	show("an empty pipe", submit_poll(ctx, &iocb, fds[0], 0xffff, 4));
	printf("%u events\n", events_in(ctx));
	for (int i = 0; i < 3; i++) {
		show("write", write(fds[1], "x", 1));
		printf("%u events\n", events_in(ctx));
		show("read", read(fds[0], &c, 1));
	}
	reap_polls(ctx, 1);
	show_ring(ctx);
	return 0;
}
