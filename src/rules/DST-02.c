/* DST-02: after io_destroy the handle is EINVAL for every call, a second io_destroy included. */
#include "rule.h"

int main(void)
{
	io_context_t ctx = context(4);
	int fd = open_file("data", O_RDONLY);
	char buf[16];
	struct iocb iocb;
	struct io_event event;
	struct timespec zero = { 0, 0 };

	io_prep_pread(&iocb, fd, buf, sizeof(buf), 0);
	show("io_submit", submit(ctx, &iocb));
	show("io_destroy, with an event in the ring", io_destroy(ctx));
	show("io_destroy", io_destroy(ctx));
	show("io_submit(nr 0)", io_submit(ctx, 0, NULL));
	show("io_submit", submit(ctx, &iocb));
	show("io_getevents", sys_io_getevents(ctx, 0, 1, &event, &zero));
	show("io_cancel", io_cancel(ctx, &iocb, &event));
	return 0;
}
