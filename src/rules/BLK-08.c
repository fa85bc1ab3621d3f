/* BLK-08, BLK-18: O_DIRECT overwrites with RWF_DSYNC: io_submit returns at once. */
#include "rule.h"
#include "blocking.h"

int main(void)
{
	io_context_t ctx = context(8);
	struct iocb iocbs[4];

	cold_file("file", 64);
	prepare(iocbs, 4, IO_CMD_PWRITE, open_file("file", O_RDWR | O_DIRECT), 0, 8);
	set_flags(iocbs, 4, RWF_DSYNC);
	submit_all("O_DIRECT overwrites with RWF_DSYNC", ctx, iocbs, 4);
	return 0;
}
