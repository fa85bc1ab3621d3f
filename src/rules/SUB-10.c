/* SUB-10: an fd that is closed, -1 or O_PATH is EBADF, and that wins over a bad opcode and a bad resfd. */
#include "rule.h"

int main(void)
{
	io_context_t ctx = context(1);
	int closed = open_file("data", O_RDONLY);
	int path = open_file("data", O_PATH);
	struct iocb iocb;

	close(closed);
	io_prep_pread(&iocb, closed, NULL, 0, 0);
	iocb.key = 77;
	show("closed", submit(ctx, &iocb));
	iocb.aio_lio_opcode = 99;
	show("closed, bad opcode", submit(ctx, &iocb));
	io_set_eventfd(&iocb, -1);
	show("closed, bad resfd", submit(ctx, &iocb));
	iocb.aio_fildes = -1;
	show("-1", submit(ctx, &iocb));
	iocb.aio_fildes = 1000000;
	show("1000000", submit(ctx, &iocb));
	io_prep_pread(&iocb, path, NULL, 0, 0);
	show("O_PATH", submit(ctx, &iocb));
	show_ring(ctx);
	return 0;
}
