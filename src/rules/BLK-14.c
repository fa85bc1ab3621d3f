/* BLK-14: when the queue of the device is full io_submit waits for room, request by request; NOWAIT does not help. */
#include "rule.h"
#include "blocking.h"

int main(void)
{
	io_context_t ctx = context(64);
	struct iocb iocbs[32];

	cold_file("file", 64);
	int fd = open_file("file", O_RDONLY | O_DIRECT);
	/* The device takes 4 requests at a time, and wakes those who wait for several at once. */
	prepare(iocbs, 2, IO_CMD_PREAD, fd, 1, 7);
	submit_count("2 reads", ctx, iocbs, 2, 3);
	prepare(iocbs, 32, IO_CMD_PREAD, fd, 0, 2);
	submit_count("32 reads", ctx, iocbs, 32, 3);
	set_flags(iocbs, 32, RWF_NOWAIT);
	submit_count("32 reads with NOWAIT", ctx, iocbs, 32, 3);
	return 0;
}
