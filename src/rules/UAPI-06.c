/* UAPI-06, RW-02: aio_rw_flags has a set of known bits; any other bit is EOPNOTSUPP, at io_submit. */
#include "rule.h"

int main(void)
{
	io_context_t ctx = context(8);
	int fd = open_file("data", O_RDONLY);
	char buf[64], text[40];
	struct iocb iocb;

	/* HIPRI, DSYNC, SYNC: nothing to a read, and taken by every version */
	for (unsigned flags = 1; flags <= 4; flags *= 2) {
		io_prep_pread(&iocb, fd, buf, sizeof(buf), 0);
		iocb.aio_rw_flags = flags;
		snprintf(text, sizeof(text), "rw_flags %#x", flags);
		show(text, submit(ctx, &iocb));
		reap(ctx, 1);
	}
	for (int bit = 9; bit < 32; bit++) {
		io_prep_pread(&iocb, fd, buf, sizeof(buf), 0);
		iocb.aio_rw_flags = 1u << bit;
		snprintf(text, sizeof(text), "rw_flags %#x", iocb.aio_rw_flags);
		show(text, submit(ctx, &iocb));
	}
	show_ring(ctx);
	return 0;
}
