/* LIB-07: io_queue_init clears the handle itself; io_queue_run calls the callbacks of the events that are there. */
#include "rule.h"

static int calls;

static void callback(io_context_t ctx, struct iocb *iocb, long res, long res2)
{
	calls++;
	printf("callback: context %s, offset %lld, res %ld, res2 %ld\n", ctx ? "ok" : "wrong", iocb->u.c.offset, res, res2);
}

int main(void)
{
	io_context_t ctx = (io_context_t)12345;
	int fd = open_file("odd", O_RDONLY);
	char buf[3][100];
	struct iocb iocb[3];

	show("io_queue_init(0)", io_queue_init(0, &ctx));
	show("io_queue_init(-1)", io_queue_init(-1, &ctx));
	printf("the handle is still %ld\n", (long)ctx);
	show("io_queue_init(4)", io_queue_init(4, &ctx));

	show("io_queue_run, nothing there", io_queue_run(ctx));
	for (int i = 0; i < 3; i++) {
		io_prep_pread(&iocb[i], fd, buf[i], 100, 4850 + 50 * i);
		io_set_callback(&iocb[i], callback);
		show("io_submit", submit(ctx, &iocb[i]));
	}
	show("io_queue_run", io_queue_run(ctx));
	show("calls", calls);
	show_ring(ctx);
	show("io_queue_release", io_queue_release(ctx));
	show("io_queue_release", io_queue_release(ctx));
	return 0;
}
