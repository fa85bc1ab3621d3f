/* RW-03: an fd not open in that direction is EBADF, and that wins over a bad buffer and a bad offset. */
#include "rule.h"

int main(void)
{
	io_context_t ctx = context(8);
	int reader = open_file("data", O_RDONLY);
	int writer = open_file("new", O_WRONLY | O_CREAT);
	int both = open_file("new", O_RDWR);
	char byte = 'x';
	struct iovec iov = { &byte, 1 };
	struct iocb iocb;

	io_prep_pwrite(&iocb, reader, &byte, 1, 0);
	show("pwrite to a reader", submit(ctx, &iocb));
	io_prep_pread(&iocb, writer, &byte, 1, 0);
	show("pread from a writer", submit(ctx, &iocb));
	io_prep_pwritev(&iocb, reader, &iov, 1, 0);
	show("pwritev to a reader", submit(ctx, &iocb));
	io_prep_preadv(&iocb, writer, &iov, 1, 0);
	show("preadv from a writer", submit(ctx, &iocb));
	io_prep_preadv(&iocb, writer, (struct iovec *)8, 5000, -1);
	show("preadv from a writer, bad array, count and offset", submit(ctx, &iocb));
	io_prep_pread(&iocb, writer, (void *)-4096, 1, -1);
	show("pread from a writer, bad buffer and offset", submit(ctx, &iocb));

	io_prep_pwrite(&iocb, writer, &byte, 1, 0);
	show("pwrite to a writer", submit(ctx, &iocb));
	io_prep_pread(&iocb, both, &byte, 1, 0);
	show("pread from both", submit(ctx, &iocb));
	reap(ctx, 2);
	return 0;
}
