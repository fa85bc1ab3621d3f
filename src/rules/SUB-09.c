/* SUB-09: a slot is taken before fd and opcode are looked at: on a full ring even a bad fd is EAGAIN. */
#include "rule.h"

int main(void)
{
	io_context_t ctx = context(1);
	int fd = open_file("data", O_RDONLY);
	struct iocb iocb;

	show("requests that fit", fill(ctx, fd));
	io_prep_pread(&iocb, fd, NULL, 0, 0);
	iocb.key = 77;
	show("one more", submit(ctx, &iocb));
	iocb.aio_fildes = -1;
	show("bad fd", submit(ctx, &iocb));
	iocb.aio_lio_opcode = 99;
	show("bad fd, bad opcode", submit(ctx, &iocb));
	iocb.u.c.__pad3 = 1;
	show("reserved2", submit(ctx, &iocb));
	iocb.u.c.__pad3 = 0;
	iocb.u.c.nbytes = -1ul;
	show("nbytes -1", submit(ctx, &iocb));
	show("iocb NULL", submit(ctx, NULL));
	show("list NULL", io_submit(ctx, 1, NULL));
	show("nr 0", io_submit(ctx, 0, NULL));
	printf("key is still %u\n", iocb.key);
	show_ring(ctx);
	return 0;
}
