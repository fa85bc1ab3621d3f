/* LIB-06: io_getevents reads the ring's magic number first: a bad handle is SIGSEGV, not EINVAL. */
#include "rule.h"

int main(void)
{
	struct io_event event;

	show("NULL", io_getevents(NULL, 0, 1, &event, NULL));
	show("bad handle, asked directly", sys_io_getevents((io_context_t)4096, 0, 1, &event, NULL));
	printf("bad handle, through libaio\n");
	fflush(stdout);
	show("bad handle", io_getevents((io_context_t)4096, 0, 1, &event, NULL));
	return 0;
}
