/* EFD-04: the counter stops at 2^64 - 1, one more than write() can reach; no event is lost. */
#include "rule.h"
#include <poll.h>
#include <sys/eventfd.h>

int main(void)
{
	io_context_t ctx = context(8);
	int fd = open_file("data", O_RDONLY), efd = eventfd(0, EFD_NONBLOCK);
	unsigned long word = 0xfffffffffffffffe;
	char byte;
	struct iocb iocb;

	show("write", raw(write(efd, &word, 8)));
	show("poll full", submit_poll(ctx, &iocb, efd, POLLIN | POLLOUT, 0));
	reap_polls(ctx, 1);

	io_prep_pread(&iocb, fd, &byte, 1, 0);
	io_set_eventfd(&iocb, efd);
	for (int i = 0; i < 3; i++)
		show("io_submit", submit(ctx, &iocb));
	show("poll overflown", submit_poll(ctx, &iocb, efd, POLLIN | POLLOUT, 0));
	show("poll overflown, mask 0", submit_poll(ctx, &iocb, efd, 0, 0));
	word = 1;
	show("write", raw(write(efd, &word, 8)));

	show("read", raw(read(efd, &word, 8)));
	printf("counter %lx\n", word);
	show("read", raw(read(efd, &word, 8)));
	reap(ctx, 3);
	reap_polls(ctx, 2);
	show_ring(ctx);
	return 0;
}
