/* RW-05: a buffer in the kernel's half is EFAULT at io_submit, even for 0 bytes; any other bad buffer passes. */
#include "rule.h"

int main(void)
{
	static const unsigned long kernel[] = { -4096ul, 0xffff800000000000, 0x8000000000000000 };
	static const unsigned long unmapped[] = { 0, 8, 0x100001000 };
	io_context_t ctx = context(8);
	int fd = open_file("data", O_RDONLY);
	struct iocb iocb;

	for (int i = 0; i < 3; i++) {
		printf("%lx\n", kernel[i]);
		io_prep_pread(&iocb, fd, (void *)kernel[i], 16, 0);
		show("  16 bytes", submit(ctx, &iocb));
		io_prep_pread(&iocb, fd, (void *)kernel[i], 0, 0);
		show("  0 bytes", submit(ctx, &iocb));
		io_prep_pread(&iocb, fd, (void *)kernel[i], 16, -1);
		show("  16 bytes at offset -1", submit(ctx, &iocb));
	}
	for (int i = 0; i < 3; i++) {
		printf("%lx\n", unmapped[i]);
		io_prep_pread(&iocb, fd, (void *)unmapped[i], 16, 0);
		show("  16 bytes", submit(ctx, &iocb));
		reap(ctx, 1);
		io_prep_pread(&iocb, fd, (void *)unmapped[i], 0, 0);
		show("  0 bytes", submit(ctx, &iocb));
		reap(ctx, 1);
	}
	return 0;
}
