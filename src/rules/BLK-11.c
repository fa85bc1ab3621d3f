/* BLK-11, BLK-18: O_DIRECT writes into space that fallocate has given: io_submit returns at once. */
#include "rule.h"
#include "blocking.h"

int main(void)
{
	io_context_t ctx = context(8);
	struct iocb iocbs[8];
	int fd = open_file("file", O_RDWR | O_CREAT | O_DIRECT);

	/* A file system that cannot has holes. */
	if (fallocate(fd, 0, 0, 64 * PAGE) != 0 && ftruncate(fd, 64 * PAGE) != 0)
		return 1;
	prepare(iocbs, 8, IO_CMD_PWRITE, fd, 0, 8);
	submit_all("O_DIRECT writes into fallocated space", ctx, iocbs, 8);
	return 0;
}
