/* BLK-12, BLK-18: FSYNC with dirty pages is done by a worker, and io_submit returns at once. */
#include "rule.h"
#include "blocking.h"

int main(void)
{
	io_context_t ctx = context(16);
	struct iocb iocbs[16];
	int fd = written_file("file", 64);

	prepare(iocbs, 16, IO_CMD_PWRITE, fd, 0, 4);
	submit_all("buffered writes", ctx, iocbs, 16);
	io_prep_fsync(&iocbs[0], fd);
	submit_all("FSYNC", ctx, iocbs, 1);
	return 0;
}
