/* GET-02: min_nr = 0 never waits, whatever the timeout; with enough events there, no timeout waits; nr = 0 takes none. */
#include "rule.h"

int main(void)
{
	io_context_t ctx = context(8);
	int fd = open_file("data", O_RDONLY);
	char buf[16];
	struct iocb iocb;
	struct io_event events[8];
	struct timespec zero = { 0, 0 }, hour = { 3600, 0 };

	show("empty, min 0, no timeout", sys_io_getevents(ctx, 0, 8, events, NULL));
	show("empty, min 0, timeout 1 h", sys_io_getevents(ctx, 0, 8, events, &hour));
	show("empty, min 0, timeout 0", sys_io_getevents(ctx, 0, 8, events, &zero));
	show("empty, min 5, timeout 0", sys_io_getevents(ctx, 5, 8, events, &zero));

	for (long i = 0; i < 5; i++) {
		io_prep_pread(&iocb, fd, buf, sizeof(buf), 0);
		iocb.data = (void *)i;
		if (submit(ctx, &iocb) != 1)
			return 1;
	}
	show_ring(ctx);
	show("5 there, nr 0", sys_io_getevents(ctx, 0, 0, events, NULL));
	show("5 there, min 0, nr 1", sys_io_getevents(ctx, 0, 1, events, &hour));
	show_event(&events[0]);
	show("4 there, min 1, nr 2, no timeout", sys_io_getevents(ctx, 1, 2, events, NULL));
	show_event(&events[1]);
	show("2 there, min 5, nr 8, timeout 0", sys_io_getevents(ctx, 5, 8, events, &zero));
	show_event(&events[1]);
	show_ring(ctx);
	return 0;
}
