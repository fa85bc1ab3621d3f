/* BLK-10, BLK-18: O_DIRECT writes into holes in front of the end of the file: io_submit returns at once. */
#include "rule.h"
#include "blocking.h"

int main(void)
{
	io_context_t ctx = context(8);
	struct iocb iocbs[8];
	int fd = open_file("file", O_RDWR | O_CREAT | O_DIRECT);

	if (ftruncate(fd, 64 * PAGE) != 0)
		return 1;
	prepare(iocbs, 8, IO_CMD_PWRITE, fd, 0, 8);
	submit_all("O_DIRECT writes into holes", ctx, iocbs, 8);
	return 0;
}
