/* CAN-04: EINVAL: cancelled already, finished already, or in another context. */
#include "rule.h"
#include <poll.h>

int main(void)
{
	io_context_t ctx = context(8), other = context(8);
	int fds[2];
	struct iocb iocb;
	struct io_event event;

	if (pipe(fds) != 0)
		return 1;
	show("POLL", submit_poll(ctx, &iocb, fds[0], POLLIN, 1));
	show("in another context", io_cancel(other, &iocb, &event));
	show("io_cancel", io_cancel(ctx, &iocb, &event));
	show("again", io_cancel(ctx, &iocb, &event));
	reap_polls(ctx, 1);
	show("after its event", io_cancel(ctx, &iocb, &event));

	show("POLL", submit_poll(ctx, &iocb, fds[0], POLLIN, 2));
	show("write", write(fds[1], "x", 1));
	show("finished, not reaped", io_cancel(ctx, &iocb, &event));
	reap_polls(ctx, 1);
	show("finished and reaped", io_cancel(ctx, &iocb, &event));

	show("ready at submit", submit_poll(ctx, &iocb, fds[0], POLLIN, 3));
	show("io_cancel", io_cancel(ctx, &iocb, &event));
	reap_polls(ctx, 1);
	show_ring(ctx);
	return 0;
}
