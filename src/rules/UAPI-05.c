/* UAPI-05: aio_flags knows RESFD = 1 and IOPRIO = 2; every other bit is ignored. */
#include "rule.h"

int main(void)
{
	io_context_t ctx = context(8);
	int fd = open_file("data", O_RDONLY);
	char buf[64];
	struct iocb iocb;

	for (int bit = 2; bit < 32; bit++) {
		io_prep_pread(&iocb, fd, buf, sizeof(buf), 0);
		iocb.u.c.flags = 1u << bit;
		iocb.u.c.resfd = 12345;
		if (submit(ctx, &iocb) != 1)
			printf("bit %d is refused\n", bit);
	}
	show("events of 30 single bits", take(ctx, 100));
	io_prep_pread(&iocb, fd, buf, sizeof(buf), 0);
	iocb.u.c.flags = 0xfffffffc;
	show("all of them at once", submit(ctx, &iocb));
	reap(ctx, 1);
	return 0;
}
