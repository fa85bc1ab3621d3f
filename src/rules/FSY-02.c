/* FSY-02, FSY-01: FSYNC and FDSYNC give an event; for any file that has fsync, however it is open; others are EINVAL. */
#include "rule.h"
#include <sys/eventfd.h>

static io_context_t ctx;

static void sync_file(const char *what, int fd)
{
	struct iocb iocb;
	int ret;

	printf("%s\n", what);
	io_prep_fsync(&iocb, fd);
	ret = submit(ctx, &iocb);
	show("  FSYNC", ret);
	if (ret == 1)
		reap(ctx, 1);
	io_prep_fdsync(&iocb, fd);
	ret = submit(ctx, &iocb);
	show("  FDSYNC", ret);
	if (ret == 1)
		reap(ctx, 1);
}

int main(void)
{
	int fd = open_file("data", O_RDWR), fds[2];
	struct iocb iocb;

	ctx = context(8);
	if (pipe(fds) != 0)
		return 1;
	show("write", write(fd, "new", 3));
	sync_file("a file with new data", fd);
	sync_file("nothing new", fd);
	sync_file("open for reading", open_file("odd", O_RDONLY));
	sync_file("open for writing", open_file("odd", O_WRONLY));
	sync_file("O_DIRECT", open_file("odd", O_RDWR | O_DIRECT));
	sync_file("a directory", open_file(".", O_RDONLY | O_DIRECTORY));
	sync_file("O_PATH", open_file("data", O_PATH));
	sync_file("a pipe", fds[1]);
	sync_file("an eventfd", eventfd(0, 0));
	sync_file("/dev/null", open_file("/dev/null", O_RDWR));
	sync_file("/proc/sys/fs/aio-nr", open_file("/proc/sys/fs/aio-nr", O_RDONLY));

	/* A priority is not looked at. */
	io_prep_fsync(&iocb, fd);
	iocb.u.c.flags = 2;
	iocb.aio_reqprio = (short)0xe000;
	show("IOPRIO with a class that does not exist", submit(ctx, &iocb));
	reap(ctx, 1);
	show_ring(ctx);
	return 0;
}
