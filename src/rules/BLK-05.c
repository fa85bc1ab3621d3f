/* BLK-05, BLK-18: O_DIRECT writes over blocks that exist wait at the device, and io_submit returns at once. */
#include "rule.h"
#include "blocking.h"

int main(void)
{
	io_context_t ctx = context(8);
	struct iocb iocbs[8];

	cold_file("file", 64);
	prepare(iocbs, 8, IO_CMD_PWRITE, open_file("file", O_RDWR | O_DIRECT), 0, 8);
	submit_all("O_DIRECT overwrites", ctx, iocbs, 8);
	return 0;
}
