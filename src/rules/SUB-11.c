/* SUB-11, EFD-01: with RESFD, resfd must be an open eventfd; each event adds 1 to it. Without the flag it is ignored. */
#include "rule.h"
#include <sys/eventfd.h>

int main(void)
{
	io_context_t ctx = context(4);
	int fd = open_file("data", O_RDONLY);
	int efd = eventfd(0, EFD_NONBLOCK);
	int closed = eventfd(0, 0);
	char buf[16];
	struct iocb iocb;
	unsigned long counter = 0;

	close(closed);
	io_prep_pread(&iocb, fd, buf, sizeof(buf), 0);
	iocb.key = 77;
	io_set_eventfd(&iocb, closed);
	show("resfd closed", submit(ctx, &iocb));
	io_set_eventfd(&iocb, fd);
	show("resfd is a file", submit(ctx, &iocb));
	iocb.aio_lio_opcode = 99;
	show("resfd is a file, bad opcode", submit(ctx, &iocb));
	printf("key is still %u\n", iocb.key);

	io_prep_pread(&iocb, fd, buf, sizeof(buf), 0);
	iocb.u.c.resfd = (unsigned)closed;
	show("resfd closed, flag clear", submit(ctx, &iocb));
	show("read eventfd", raw(read(efd, &counter, 8)));

	io_set_eventfd(&iocb, efd);
	show("resfd is an eventfd", submit(ctx, &iocb));
	show("once more", submit(ctx, &iocb));
	io_prep_pread(&iocb, fd, (void *)8, 16, 0);
	io_set_eventfd(&iocb, efd);
	show("a read that fails", submit(ctx, &iocb));
	show("read eventfd", raw(read(efd, &counter, 8)));
	printf("counter %lu\n", counter);
	show("read eventfd", raw(read(efd, &counter, 8)));
	reap(ctx, 4);
	return 0;
}
