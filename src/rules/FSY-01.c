/* FSY-01, POL-01: FSYNC wants buffer, offset, count and flags to be 0, POLL all but the buffer: else EINVAL. */
#include "rule.h"

static io_context_t ctx;

/* The same request with one field after the other set. */
static void refuse(const char *what, struct iocb request)
{
	struct iocb iocb;

	printf("%s\n", what);
	iocb = request;
	iocb.u.c.nbytes = 1;
	show("  nbytes 1", submit(ctx, &iocb));
	iocb = request;
	iocb.u.c.offset = 1;
	show("  offset 1", submit(ctx, &iocb));
	iocb = request;
	iocb.aio_rw_flags = 1;
	show("  rw_flags 1", submit(ctx, &iocb));
	iocb = request;
	iocb.u.c.buf = (void *)0x10000;
	show("  buf 0x10000", submit(ctx, &iocb));
	iocb.aio_fildes = -1;
	show("  bad fd", submit(ctx, &iocb));
}

int main(void)
{
	int fd = open_file("data", O_RDONLY);
	struct iocb iocb;

	ctx = context(8);
	io_prep_fsync(&iocb, fd);
	refuse("FSYNC", iocb);
	io_prep_fdsync(&iocb, fd);
	refuse("FDSYNC", iocb);
	io_prep_poll(&iocb, fd, 1);
	refuse("POLL", iocb);
	show_ring(ctx);
	return 0;
}
