/* BLK-06, BLK-18: buffered writes only make pages of the cache dirty, inside io_submit, at once. */
#include "rule.h"
#include "blocking.h"

int main(void)
{
	io_context_t ctx = context(8);
	struct iocb iocbs[8];

	prepare(iocbs, 8, IO_CMD_PWRITE, written_file("file", 64), 0, 8);
	submit_all("buffered writes", ctx, iocbs, 8);
	return 0;
}
