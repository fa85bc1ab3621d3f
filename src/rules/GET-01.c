/* GET-01: unreadable timeout EFAULT, bad context EINVAL, min_nr < 0 or > nr EINVAL; events is not checked in advance. */
#include "rule.h"

int main(void)
{
	io_context_t ctx = context(4), bad = (io_context_t)4096;
	struct io_event events[4], *nowhere = (struct io_event *)8;
	struct timespec zero = { 0, 0 }, *bad_timeout = (struct timespec *)8;

	show("bad timeout", sys_io_getevents(ctx, 0, 1, events, bad_timeout));
	show("bad timeout and context", sys_io_getevents(bad, 0, 1, events, bad_timeout));
	show("bad timeout, min_nr > nr", sys_io_getevents(ctx, 5, 1, events, bad_timeout));
	show("bad context", sys_io_getevents(bad, 0, 1, events, &zero));
	show("bad context, min_nr > nr", sys_io_getevents(bad, 5, 1, events, &zero));
	show("min_nr > nr", sys_io_getevents(ctx, 2, 1, events, &zero));
	show("min_nr > nr, no timeout", sys_io_getevents(ctx, 2, 1, events, NULL));
	show("min_nr -1", sys_io_getevents(ctx, -1, 1, events, &zero));
	show("nr -1, min_nr -1", sys_io_getevents(ctx, -1, -1, events, &zero));
	show("nr -1, min_nr 0", sys_io_getevents(ctx, 0, -1, events, &zero));
	show("nr 0, min_nr 1", sys_io_getevents(ctx, 1, 0, events, &zero));
	show("events nowhere, nothing there", sys_io_getevents(ctx, 0, 4, nowhere, &zero));
	show("events nowhere, nr 0", sys_io_getevents(ctx, 0, 0, nowhere, NULL));
	return 0;
}
