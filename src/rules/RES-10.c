/* RES-10: AIO never moves the file position. */
#include "rule.h"

int main(void)
{
	io_context_t ctx = context(8);
	int fd = open_file("data", O_RDWR);
	int appender = open_file("data", O_WRONLY | O_APPEND);
	char buf[100];
	struct iocb iocb;

	show("lseek", lseek(fd, 50, SEEK_SET));
	io_prep_pread(&iocb, fd, buf, 100, 1000);
	show("pread", submit(ctx, &iocb));
	reap(ctx, 1);
	io_prep_pwrite(&iocb, fd, buf, 100, 2000);
	show("pwrite", submit(ctx, &iocb));
	reap(ctx, 1);
	show("position", lseek(fd, 0, SEEK_CUR));
	io_prep_pwrite(&iocb, appender, buf, 100, 0);
	show("append", submit(ctx, &iocb));
	reap(ctx, 1);
	show("position of the appender", lseek(appender, 0, SEEK_CUR));
	show("size", lseek(fd, 0, SEEK_END));
	return 0;
}
