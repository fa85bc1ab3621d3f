/* RES-06: an O_DIRECT read at the end of a file of 5000 bytes gives the exact count; the length asked must be aligned. */
#include "rule.h"

int main(void)
{
	io_context_t ctx = context(8);
	int direct = open_file("odd", O_RDONLY | O_DIRECT);
	int buffered = open_file("odd", O_RDONLY);
	char *buf = pages(8192), *same = pages(8192);
	struct iocb iocb;

	io_prep_pread(&iocb, direct, buf, 4096, 4096);
	show("4096 bytes at 4096", submit(ctx, &iocb));
	reap(ctx, 1);
	show("pread", pread(buffered, same, 904, 4096));
	printf("the same bytes: %s\n", memcmp(buf, same, 904) ? "no" : "yes");

	io_prep_pread(&iocb, direct, buf, 8192, 0);
	show("8192 bytes at 0", submit(ctx, &iocb));
	reap(ctx, 1);
	io_prep_pread(&iocb, direct, buf, 904, 4096);
	show("904 bytes at 4096", submit(ctx, &iocb));
	reap(ctx, 1);
	io_prep_pread(&iocb, direct, buf, 4096, 8192);
	show("4096 bytes at 8192", submit(ctx, &iocb));
	reap(ctx, 1);
	return 0;
}
