/* CAN-05: the iocb is known by its address alone; of two requests with the same one the older is cancelled. */
#include "rule.h"
#include <poll.h>

int main(void)
{
	io_context_t ctx = context(8);
	int fds[2];
	struct iocb iocb, copy;
	struct io_event event;

	if (pipe(fds) != 0)
		return 1;
	show("POLL", submit_poll(ctx, &iocb, fds[0], POLLIN, 1));
	copy = iocb;
	show("a copy", io_cancel(ctx, &copy, &event));
	memset(&iocb, 0, sizeof(iocb));
	iocb.key = 1;
	show("key 1", io_cancel(ctx, &iocb, &event));
	iocb.key = 0;
	show("only zeroes, at its address", io_cancel(ctx, &iocb, &event));
	reap_polls(ctx, 1);

	for (long i = 2; i < 5; i++)
		show("POLL", submit_poll(ctx, &iocb, fds[0], POLLIN, i));
	show("io_cancel", io_cancel(ctx, &iocb, &event));
	reap_polls(ctx, 1);
	show("io_cancel", io_cancel(ctx, &iocb, &event));
	reap_polls(ctx, 1);
	show("write", write(fds[1], "x", 1));
	show("io_cancel", io_cancel(ctx, &iocb, &event));
	reap_polls(ctx, 1);
	show_ring(ctx);
	return 0;
}
