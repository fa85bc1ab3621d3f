/* BLK-04, BLK-16: buffered reads with NOWAIT of what is not in the cache: EAGAIN at once; later it is there. */
#include "rule.h"
#include "blocking.h"

int main(void)
{
	io_context_t ctx = context(8);
	struct iocb iocbs[8], iocb, *list = &iocb;
	struct io_event event;
	int fd = written_file("file", 64);

	make_cold(fd);
	prepare(iocbs, 8, IO_CMD_PREAD, fd, 0, 8);
	set_flags(iocbs, 8, RWF_NOWAIT);
	submit_all("buffered reads with NOWAIT, cold", ctx, iocbs, 8);

	/* The disk was asked all the same. */
	for (int i = 0; i < 8; i++) {
		long res = -EAGAIN;

		for (int tries = 0; res == -EAGAIN && tries < 2000; tries++) {
			usleep(1000);
			iocb = iocbs[i];
			if (io_submit(ctx, 1, &list) == 1 && io_getevents(ctx, 1, 1, &event, NULL) == 1)
				res = (long)event.res;
		}
		if (res != PAGE)
			show("a page that never came", res);
	}
	submit_all("a while later", ctx, iocbs, 8);

	/* A read of three pages whose second one is missing ends there. */
	make_cold(fd);
	prepare(iocbs, 1, IO_CMD_PREAD, fd, 20, 1);
	submit_all("one page", ctx, iocbs, 1);
	iocbs[0].u.c.nbytes = 3 * PAGE;
	set_flags(iocbs, 1, RWF_NOWAIT);
	submit_all("it and two that are missing, with NOWAIT", ctx, iocbs, 1);
	return 0;
}
