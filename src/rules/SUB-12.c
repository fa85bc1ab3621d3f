/* SUB-12: io_submit writes 0 to aio_key after the fd and before the opcode is checked; read-only memory is EFAULT. */
#include "rule.h"

/* fd 1 is open for writing */
static const struct iocb read_only = { .aio_lio_opcode = IO_CMD_PWRITE, .aio_fildes = 1 };
static const struct iocb read_only_bad_fd = { .aio_lio_opcode = IO_CMD_PWRITE, .aio_fildes = -1 };
static const struct iocb read_only_bad_opcode = { .aio_lio_opcode = 99, .aio_fildes = 1 };

int main(void)
{
	io_context_t ctx = context(1);
	int fd = open_file("data", O_RDONLY);
	struct iocb iocb;

	show("read-only iocb", submit(ctx, (struct iocb *)&read_only));
	show("read-only iocb, bad fd", submit(ctx, (struct iocb *)&read_only_bad_fd));
	show("read-only iocb, bad opcode", submit(ctx, (struct iocb *)&read_only_bad_opcode));

	io_prep_pread(&iocb, -1, NULL, 0, 0);
	iocb.key = 0xdeadbeef;
	show("bad fd", submit(ctx, &iocb));
	printf("key %x\n", iocb.key);

	io_prep_pread(&iocb, fd, NULL, 0, 0);
	iocb.key = 0xdeadbeef;
	iocb.aio_lio_opcode = 99;
	show("bad opcode", submit(ctx, &iocb));
	printf("key %x\n", iocb.key);

	io_prep_pread(&iocb, fd, NULL, 0, 0);
	iocb.key = 0xdeadbeef;
	show("a good one", submit(ctx, &iocb));
	printf("key %x\n", iocb.key);
	return 0;
}
