/* CAN-03, CAN-02: cancelling a pending poll is EINPROGRESS; its event, res 0, comes in the ring; result is not touched. */
#include "rule.h"
#include <poll.h>
#include <sys/eventfd.h>

int main(void)
{
	io_context_t ctx = context(8);
	int fds[2], efd = eventfd(0, EFD_NONBLOCK);
	unsigned long counter = 0;
	struct iocb iocb;
	struct io_event result;

	if (pipe(fds) != 0)
		return 1;
	memset(&result, 0x55, sizeof(result));
	io_prep_poll(&iocb, fds[0], POLLIN);
	iocb.data = (void *)1234;
	io_set_eventfd(&iocb, efd);
	show("POLL", submit(ctx, &iocb));
	show_ring(ctx);
	show("io_cancel", io_cancel(ctx, &iocb, &result));
	printf("result: data %lx, res %lx\n", (long)result.data, result.res);
	reap(ctx, 1);
	show("read", raw(read(efd, &counter, 8)));
	printf("counter %lu\n", counter);

	show("POLL", submit(ctx, &iocb));
	show("io_cancel, result NULL", io_cancel(ctx, &iocb, NULL));
	show("POLL", submit(ctx, &iocb));
	show("io_cancel, result nowhere", io_cancel(ctx, &iocb, (struct io_event *)8));
	reap(ctx, 2);

	/* Its pipe may be written to: nobody is waiting any more. */
	show("write", write(fds[1], "x", 1));
	show_ring(ctx);
	return 0;
}
