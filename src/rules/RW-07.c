/* RW-07: a negative offset, or an offset + length beyond 2^63 - 1, is EINVAL, also for 0 bytes and for a pipe. */
#include "rule.h"

int main(void)
{
	static const long long offsets[] = { 0, -1, (long long)(1ull << 63), 0x7fffffffffffffff, 0x7ffffffffffffff0 };
	io_context_t ctx = context(8);
	int fd = open_file("data", O_RDONLY);
	int pipe_fds[2];
	char buf[16];
	struct iovec iov = { buf, 16 };
	struct iocb iocb;

	for (int i = 0; i < 5; i++) {
		printf("offset %lld\n", offsets[i]);
		io_prep_pread(&iocb, fd, buf, 16, offsets[i]);
		show("  16 bytes", submit(ctx, &iocb));
		io_prep_pread(&iocb, fd, buf, 0, offsets[i]);
		show("  0 bytes", submit(ctx, &iocb));
		io_prep_preadv(&iocb, fd, &iov, 1, offsets[i]);
		show("  1 segment of 16 bytes", submit(ctx, &iocb));
	}
	show("events", take(ctx, 100));

	if (pipe(pipe_fds) != 0 || write(pipe_fds[1], "1234", 4) != 4)
		return 1;
	io_prep_pread(&iocb, pipe_fds[0], buf, 4, -1);
	show("pipe, offset -1", submit(ctx, &iocb));
	io_prep_pread(&iocb, pipe_fds[0], buf, 4, 1000);
	show("pipe, offset 1000", submit(ctx, &iocb));
	reap(ctx, 1);
	return 0;
}
