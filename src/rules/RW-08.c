/* RW-08: once the I/O has started io_submit returns success, and every result, errors too, comes as an event. */
#include "rule.h"

int main(void)
{
	io_context_t ctx = context(8);
	int fd = open_file("data", O_RDONLY);
	int direct = open_file("data", O_RDONLY | O_DIRECT);
	int writer = open_file("new", O_WRONLY | O_CREAT);
	char *buf = pages(4096);
	struct iovec iov[2] = { { buf, 10 }, { (void *)8, 10 } };
	struct iocb iocb;

	io_prep_pread(&iocb, fd, (void *)8, 16, 0);
	show("a bad buffer", submit(ctx, &iocb));
	reap(ctx, 1);
	io_prep_pwrite(&iocb, writer, (void *)8, 16, 0);
	show("a bad buffer to write from", submit(ctx, &iocb));
	reap(ctx, 1);
	io_prep_preadv(&iocb, fd, iov, 2, 0);
	show("a bad second segment", submit(ctx, &iocb));
	reap(ctx, 1);
	io_prep_pread(&iocb, fd, buf, 4096, 1000000);
	show("past the end", submit(ctx, &iocb));
	reap(ctx, 1);
	io_prep_pread(&iocb, direct, buf, 4096, 1);
	show("O_DIRECT at offset 1", submit(ctx, &iocb));
	reap(ctx, 1);
	return 0;
}
