/* RES-08: at the file system's largest size a write is EFBIG, without a signal; across it, short. */
#include "rule.h"

/* ext4 with blocks of 4 KiB: 2^32 - 1 of them. */
#define LARGEST 0xffffffff000

int main(void)
{
	io_context_t ctx = context(8);
	int fd = open_file("large", O_RDWR | O_CREAT), direct = open_file("large", O_RDWR | O_DIRECT);
	char *buf = pages(8192);
	struct iocb iocb;
	long offsets[] = { LARGEST, LARGEST + 1, LARGEST - 100, 0x7fffffffffffe000 };

	for (int i = 0; i < 4; i++) {
		io_prep_pwrite(&iocb, fd, buf, 4096, offsets[i]);
		show("io_submit", submit(ctx, &iocb));
		reap(ctx, 1);
	}
	io_prep_pwrite(&iocb, direct, buf, 4096, LARGEST);
	show("io_submit, O_DIRECT", submit(ctx, &iocb));
	reap(ctx, 1);
	printf("the file has %#lx bytes\n", (long)lseek(fd, 0, SEEK_END));
	return 0;
}
