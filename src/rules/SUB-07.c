/* SUB-07: aio_reserved2 (libaio: __pad3) must be 0: EINVAL, before a slot is taken or the fd looked up. */
#include "rule.h"

int main(void)
{
	io_context_t ctx = context(1);
	int fd = open_file("data", O_RDONLY);
	struct iocb iocb;

	io_prep_pread(&iocb, fd, NULL, 0, 0);
	iocb.u.c.__pad3 = 1;
	iocb.key = 77;
	show("reserved2 = 1", submit(ctx, &iocb));
	iocb.u.c.__pad3 = (long long)(1ull << 63);
	show("reserved2 = 2^63", submit(ctx, &iocb));
	iocb.aio_fildes = -1;
	show("reserved2 and a bad fd", submit(ctx, &iocb));
	printf("key is still %u\n", iocb.key);
	iocb.u.c.__pad3 = 0;
	iocb.aio_fildes = fd;
	show("reserved2 = 0", submit(ctx, &iocb));
	printf("key is now %u\n", iocb.key);
	return 0;
}
