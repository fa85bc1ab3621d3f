/* CAN-01, CAN-02, CAN-04: io_cancel reads the key first, EFAULT; then key, context, iocb: EINVAL. Reads never match. */
#include "rule.h"

int main(void)
{
	io_context_t ctx = context(4), bad = (io_context_t)4096;
	int fd = open_file("data", O_RDONLY);
	char buf[16];
	struct iocb iocb;
	struct io_event event;

	show("iocb NULL", io_cancel(ctx, NULL, &event));
	show("iocb NULL, bad context", io_cancel(bad, NULL, &event));

	io_prep_pread(&iocb, fd, buf, sizeof(buf), 0);
	show("never submitted", io_cancel(ctx, &iocb, &event));
	show("bad context", io_cancel(bad, &iocb, &event));
	iocb.key = 1;
	show("key 1", io_cancel(ctx, &iocb, &event));

	show("io_submit", submit(ctx, &iocb));
	show("finished, not reaped", io_cancel(ctx, &iocb, &event));
	show("result NULL", io_cancel(ctx, &iocb, NULL));
	reap(ctx, 1);
	show("finished and reaped", io_cancel(ctx, &iocb, &event));
	return 0;
}
