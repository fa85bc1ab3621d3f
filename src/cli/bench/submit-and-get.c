/* A read of 0 bytes, again and again: io_submit, then io_getevents. Two system calls, and no disk. */
#include <fcntl.h>
#include <linux/aio_abi.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { PAIRS = 1000 };

int main(void)
{
	static aio_context_t ctx;
	static struct iocb iocb, *list[1] = { &iocb };
	static struct io_event event;
	int fd = open("file", O_RDWR | O_CREAT, 0600);
	if (fd < 0 || syscall(SYS_io_setup, 8, &ctx) != 0)
		return 1;
	iocb.aio_lio_opcode = IOCB_CMD_PREAD;
	iocb.aio_fildes = fd;
	for (int i = 0; i < PAIRS; i++)
		if (syscall(SYS_io_submit, ctx, 1, list) != 1 || syscall(SYS_io_getevents, ctx, 1, 1, &event, NULL) != 1)
			return 2;
	return 0;
}
