/* POL-07: a pending poll keeps its file open after close(); a cancelled one has res 0. */
#include "rule.h"
#include <poll.h>

int main(void)
{
	io_context_t ctx = context(8);
	int fds[2];
	struct iocb reader, writer;

	/* While the poll is pending the pipe has a reader; with its event the last one is gone. */
	if (pipe(fds) != 0)
		return 1;
	show("POLL, read end", submit_poll(ctx, &reader, fds[0], POLLIN, 1));
	close(fds[0]);
	show("POLL, write end", submit_poll(ctx, &writer, fds[1], POLLOUT, 2));
	reap_polls(ctx, 1);
	show("write", write(fds[1], "x", 1));
	reap_polls(ctx, 1);
	show("POLL, write end", submit_poll(ctx, &writer, fds[1], POLLOUT, 3));
	reap_polls(ctx, 1);

	/* The write end, kept open: its reader does not see an end yet. */
	if (pipe(fds) != 0)
		return 1;
	show("POLL, write end, mask 0", submit_poll(ctx, &writer, fds[1], 0, 4));
	close(fds[1]);
	show("POLL, read end", submit_poll(ctx, &reader, fds[0], POLLIN, 5));
	printf("%u events\n", events_in(ctx));
	show("io_cancel", io_cancel(ctx, &writer, NULL));
	reap_polls(ctx, 2);
	show_ring(ctx);
	return 0;
}
