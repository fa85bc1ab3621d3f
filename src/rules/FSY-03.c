/* FSY-03, CAN-02: several FSYNCs and writes in one batch all finish, in any order; none of them can be cancelled. */
#include "rule.h"

int main(void)
{
	io_context_t ctx = context(8);
	int fd = open_file("data", O_RDWR | O_DIRECT);
	char *buf = pages(4096);
	struct iocb iocb[6], *list[6];
	struct io_event event;
	int seen = 0;

	for (int i = 0; i < 6; i++) {
		if (i % 2 == 0)
			io_prep_pwrite(&iocb[i], fd, buf, 4096, 4096 * (i / 2));
		else if (i == 1)
			io_prep_fdsync(&iocb[i], fd);
		else
			io_prep_fsync(&iocb[i], fd);
		iocb[i].data = (void *)(long)i;
		list[i] = &iocb[i];
	}
	show("io_submit", io_submit(ctx, 6, list));

	/* In flight or finished, the answer is the same. */
	for (int i = 0; i < 6; i++)
		show("io_cancel", io_cancel(ctx, &iocb[i], &event));

	for (int i = 0; i < 6; i++) {
		if (sys_io_getevents(ctx, 1, 1, &event, NULL) != 1)
			return 1;
		seen |= 1 << (long)event.data;
		if ((long)event.res != ((long)event.data % 2 == 0 ? 4096 : 0))
			show_event(&event);
	}
	printf("seen %#x\n", seen);
	show_ring(ctx);
	return 0;
}
