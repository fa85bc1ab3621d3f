/* RES-13: one request moves at most 0x7ffff000 bytes; writing to a sealed memfd is EPERM, as an event. */
#include "rule.h"

int main(void)
{
	io_context_t ctx = context(8);
	int null = open_file("/dev/null", O_RDWR), fd = memfd_create("sealed", MFD_ALLOW_SEALING);
	long counts[] = { 0x7fffefff, 0x7ffff000, 0x7ffff001, 0x80000000, 0xffffffff };
	/* Not on the stack, which ends less than 2 GiB in front of the end of user space. */
	static char buf[16] = "sealed";
	struct iocb iocb;

	for (int i = 0; i < 5; i++) {
		io_prep_pwrite(&iocb, null, buf, counts[i], 0);
		if (submit(ctx, &iocb) != 1)
			return 1;
		reap(ctx, 1);
	}
	/* Without pages: the kernel would wait until nobody else holds them. */
	show("ftruncate", raw(ftruncate(fd, sizeof(buf))));
	show("F_SEAL_WRITE", raw(fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE)));
	io_prep_pwrite(&iocb, fd, buf, sizeof(buf), 0);
	show("a write", submit(ctx, &iocb));
	reap(ctx, 1);
	io_prep_pread(&iocb, fd, buf, sizeof(buf), 0);
	show("a read", submit(ctx, &iocb));
	reap(ctx, 1);
	return 0;
}
