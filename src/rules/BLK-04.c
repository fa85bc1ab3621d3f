/* BLK-04, BLK-16: buffered reads with NOWAIT of what is not in the cache: EAGAIN at once; later it is there. */
#include "rule.h"
#include "blocking.h"

static long read_one(io_context_t ctx, struct iocb iocb)
{
	struct iocb *list = &iocb;
	struct io_event event;

	if (io_submit(ctx, 1, &list) != 1 || io_getevents(ctx, 1, 1, &event, NULL) != 1)
		exit(1);
	return (long)event.res;
}

int main(void)
{
	io_context_t ctx = context(8);
	struct iocb iocbs[8];
	int fd = cold_file("file", 64);

	prepare(iocbs, 8, IO_CMD_PREAD, fd, 0, 8);
	set_flags(iocbs, 8, RWF_NOWAIT);
	submit_all("buffered reads with NOWAIT, cold", ctx, iocbs, 8);

	/* The disk was asked all the same. */
	for (int i = 0; i < 8; i++) {
		long res = -EAGAIN;

		for (int tries = 0; res == -EAGAIN && tries < 2000; tries++) {
			usleep(1000);
			res = read_one(ctx, iocbs[i]);
		}
		if (res != PAGE)
			show("a page that never came", res);
	}
	submit_all("a while later", ctx, iocbs, 8);

	/* A read of three pages whose second one is missing ends there, unless the disk is faster than the look at the page. */
	long res = 3 * PAGE;

	for (int tries = 0; res == 3 * PAGE && tries < 20; tries++) {
		prepare(iocbs, 1, IO_CMD_PREAD, cold_file("other", 32), 20, 1);
		read_one(ctx, iocbs[0]);
		iocbs[0].u.c.nbytes = 3 * PAGE;
		set_flags(iocbs, 1, RWF_NOWAIT);
		res = read_one(ctx, iocbs[0]);
	}
	show("three pages, of which two are missing, with NOWAIT", res);
	return 0;
}
