/* EFD-05: requests in flight keep their eventfd; a POLL of an eventfd may signal that same eventfd. */
#include "rule.h"
#include <poll.h>
#include <sys/eventfd.h>

int main(void)
{
	io_context_t ctx = context(8);
	int efd = eventfd(0, EFD_NONBLOCK), fds[2];
	unsigned long word = 0;
	struct iocb iocb;
	char c;

	if (pipe(fds) != 0)
		return 1;
	io_prep_poll(&iocb, fds[0], POLLIN);
	io_set_eventfd(&iocb, efd);
	show("POLL", submit(ctx, &iocb));
	close(efd);
	show("write", write(fds[1], "x", 1));
	reap_polls(ctx, 1);
	show("read", read(fds[0], &c, 1));

	/* Closed here, but not everywhere. */
	efd = eventfd(0, EFD_NONBLOCK);
	int copy = dup(efd);
	io_set_eventfd(&iocb, efd);
	show("POLL", submit(ctx, &iocb));
	close(efd);
	show("read", raw(read(copy, &word, 8)));
	show("write", write(fds[1], "x", 1));
	reap_polls(ctx, 1);
	show("read", raw(read(copy, &word, 8)));
	printf("counter %lu\n", word);

	/* Ready at submit. */
	word = 5;
	show("write", raw(write(copy, &word, 8)));
	io_prep_poll(&iocb, copy, POLLIN);
	io_set_eventfd(&iocb, copy);
	show("POLL of itself, ready", submit(ctx, &iocb));
	reap_polls(ctx, 1);
	show("read", raw(read(copy, &word, 8)));
	printf("counter %lu\n", word);

	/* Woken by a write. */
	show("POLL of itself, pending", submit(ctx, &iocb));
	word = 7;
	show("write", raw(write(copy, &word, 8)));
	reap_polls(ctx, 1);
	show("read", raw(read(copy, &word, 8)));
	printf("counter %lu\n", word);
	return 0;
}
