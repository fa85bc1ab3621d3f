/* BLK-16: with NOWAIT what would have to wait is EAGAIN: dirty or cached pages in the way, holes, the end of the file. */
#include "rule.h"
#include "blocking.h"

int main(void)
{
	io_context_t ctx = context(8);
	struct iocb iocbs[4];
	int fd = written_file("file", 64), direct = open_file("file", O_RDWR | O_DIRECT);

	puts("O_DIRECT over dirty pages");
	prepare(iocbs, 4, IO_CMD_PWRITE, fd, 0, 8);
	submit_all("buffered writes", ctx, iocbs, 4);
	prepare(iocbs, 4, IO_CMD_PREAD, direct, 0, 8);
	set_flags(iocbs, 4, RWF_NOWAIT);
	submit_all("reads with NOWAIT", ctx, iocbs, 4);
	set_flags(iocbs, 4, 0);
	submit_all("reads", ctx, iocbs, 4);
	set_flags(iocbs, 4, RWF_NOWAIT);
	submit_all("reads with NOWAIT, now they are clean", ctx, iocbs, 4);

	puts("O_DIRECT over pages of the cache");
	prepare(iocbs, 4, IO_CMD_PWRITE, direct, 0, 8);
	set_flags(iocbs, 4, RWF_NOWAIT);
	submit_all("writes with NOWAIT", ctx, iocbs, 4);
	set_flags(iocbs, 4, 0);
	submit_all("writes, which throw them out", ctx, iocbs, 4);
	set_flags(iocbs, 4, RWF_NOWAIT);
	submit_all("writes with NOWAIT", ctx, iocbs, 4);

	puts("behind the end and in holes");
	prepare(iocbs, 4, IO_CMD_PWRITE, direct, 64, 1);
	set_flags(iocbs, 4, RWF_NOWAIT);
	submit_all("writes with NOWAIT that make the file longer", ctx, iocbs, 4);
	int holes = open_file("holes", O_RDWR | O_CREAT | O_DIRECT);
	if (ftruncate(holes, 64 * PAGE) != 0)
		return 1;
	prepare(iocbs, 4, IO_CMD_PWRITE, holes, 0, 8);
	set_flags(iocbs, 4, RWF_NOWAIT);
	submit_all("writes with NOWAIT into holes", ctx, iocbs, 4);
	prepare(iocbs, 4, IO_CMD_PREAD, holes, 0, 8);
	set_flags(iocbs, 4, RWF_NOWAIT);
	submit_all("reads with NOWAIT of holes", ctx, iocbs, 4);
	if (fallocate(holes, 0, 0, 64 * PAGE) != 0)
		return 1;
	prepare(iocbs, 4, IO_CMD_PWRITE, holes, 0, 8);
	set_flags(iocbs, 4, RWF_NOWAIT);
	submit_all("writes with NOWAIT into fallocated space", ctx, iocbs, 4);

	puts("buffered");
	prepare(iocbs, 4, IO_CMD_PWRITE, fd, 0, 8);
	set_flags(iocbs, 4, RWF_NOWAIT);
	submit_all("writes with NOWAIT", ctx, iocbs, 4);
	return 0;
}
