/* SUB-15: a refused iocb gives its slot back at once, makes no event, and its eventfd stays silent. */
#include "rule.h"
#include <sys/eventfd.h>

int main(void)
{
	io_context_t ctx = context(1);
	int fd = open_file("data", O_RDONLY);
	int efd = eventfd(0, EFD_NONBLOCK);
	struct iocb iocb;
	unsigned long counter;
	int refused = 0;

	for (int i = 0; i < 1000; i++) {
		io_prep_pread(&iocb, i % 2 ? fd : -1, NULL, 0, 0);
		io_set_eventfd(&iocb, efd);
		iocb.aio_lio_opcode = 99;
		refused += submit(ctx, &iocb) < 0;
	}
	show("refused", refused);
	show("read eventfd", raw(read(efd, &counter, 8)));
	show_ring(ctx);
	show("requests that fit", fill(ctx, fd));
	return 0;
}
