/* SLT-01, SLT-08: slots come in batches; events not reaped hold theirs, so EAGAIN stays with nothing in flight. */
#include "rule.h"

int main(void)
{
	io_context_t ctx = context(8);
	int fd = open_file("data", O_RDONLY);
	char buf[16];
	struct iocb iocb, *list[200];
	int again = 0;

	io_prep_pread(&iocb, fd, buf, sizeof(buf), 0);
	for (int i = 0; i < 200; i++)
		list[i] = &iocb;
	show("io_submit of 200", io_submit(ctx, 200, list));
	show_ring(ctx);
	for (int i = 0; i < 1000; i++)
		again += submit(ctx, &iocb) == -EAGAIN;
	show("then EAGAIN", again);

	/* All are finished; only somebody who reaps helps. */
	reap(ctx, 1);
	show("one reaped", submit(ctx, &iocb));
	show("and one more", submit(ctx, &iocb));
	show("reaped", take(ctx, 1000));
	show("io_submit of 200", io_submit(ctx, 200, list));
	show_ring(ctx);

	io_context_t larger = context(100);
	show("nr_events 100: io_submit of 200", io_submit(larger, 200, list));
	show("io_submit of 200", io_submit(larger, 200, list));
	show_ring(larger);
	return 0;
}
