/* BLK-03, BLK-18: buffered reads of what is in the page cache are done inside io_submit, at once. */
#include "rule.h"
#include "blocking.h"

int main(void)
{
	io_context_t ctx = context(8);
	struct iocb iocbs[8];
	int fd = written_file("file", 64);

	prepare(iocbs, 8, IO_CMD_PREAD, fd, 0, 8);
	submit_all("buffered reads, warm", ctx, iocbs, 8);
	prepare(iocbs, 8, IO_CMD_PREAD, cold_file("other", 64), 0, 8);
	submit_all("buffered reads, cold", ctx, iocbs, 8);
	submit_all("buffered reads, warm again", ctx, iocbs, 8);
	return 0;
}
