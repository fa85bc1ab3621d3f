/* BLK-02, BLK-18: buffered reads of what is not in the page cache: io_submit waits for each of them. */
#include "rule.h"
#include "blocking.h"

int main(void)
{
	io_context_t ctx = context(8);
	struct iocb iocbs[8];
	int fd = cold_file("file", 64);

	prepare(iocbs, 8, IO_CMD_PREAD, fd, 0, 8);
	submit_all("buffered reads, cold", ctx, iocbs, 8);
	return 0;
}
