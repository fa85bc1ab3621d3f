/* BLK-07, BLK-18: buffered writes with O_SYNC, O_DSYNC, RWF_DSYNC or RWF_SYNC: io_submit waits for the disk. */
#include "rule.h"
#include "blocking.h"

int main(void)
{
	io_context_t ctx = context(8);
	struct iocb iocbs[4];
	int fd = written_file("file", 64);

	prepare(iocbs, 4, IO_CMD_PWRITE, open_file("file", O_RDWR | O_SYNC), 0, 8);
	submit_all("O_SYNC writes", ctx, iocbs, 4);
	prepare(iocbs, 4, IO_CMD_PWRITE, open_file("file", O_RDWR | O_DSYNC), 0, 8);
	submit_all("O_DSYNC writes", ctx, iocbs, 4);
	prepare(iocbs, 4, IO_CMD_PWRITE, fd, 0, 8);
	set_flags(iocbs, 4, RWF_DSYNC);
	submit_all("writes with RWF_DSYNC", ctx, iocbs, 4);
	set_flags(iocbs, 4, RWF_SYNC);
	submit_all("writes with RWF_SYNC", ctx, iocbs, 4);
	return 0;
}
