/* DST-01: io_destroy waits for requests in flight; aio-nr drops, and the buffer has its data. */
#include "rule.h"

int main(void)
{
	long before = aio_nr();
	io_context_t ctx = context(8);
	int fd = open_file("data", O_RDONLY | O_DIRECT);
	char *buf = pages(16384);
	struct iocb iocb;

	memset(buf, 0x55, 16384);
	io_prep_pread(&iocb, fd, buf, 16384, 0);
	show("io_submit", submit(ctx, &iocb));
	show("io_destroy", io_destroy(ctx));
	printf("aio-nr + %ld\n", aio_nr() - before);

	char *same = pages(16384);
	show("pread", pread(fd, same, 16384, 0));
	printf("the data had arrived: %s\n", memcmp(buf, same, 16384) ? "no" : "yes");
	return 0;
}
