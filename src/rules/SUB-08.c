/* SUB-08: aio_nbytes of 2^63 or more is EINVAL, before the fd; anything below is cut to what one call may move. */
#include "rule.h"

int main(void)
{
	io_context_t ctx = context(1);
	int fd = open_file("data", O_RDONLY);
	char *buf = pages(16384);
	struct iocb iocb;

	io_prep_pread(&iocb, fd, buf, 1ul << 63, 0);
	show("nbytes 2^63", submit(ctx, &iocb));
	iocb.aio_fildes = -1;
	show("nbytes 2^63, bad fd", submit(ctx, &iocb));
	io_prep_pread(&iocb, fd, buf, -1ul, 0);
	show("nbytes -1", submit(ctx, &iocb));
	io_prep_pread(&iocb, fd, buf, (1ul << 63) - 1, 0);
	show("nbytes 2^63 - 1", submit(ctx, &iocb));
	reap(ctx, 1);
	return 0;
}
