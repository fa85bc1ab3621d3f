/* UAPI-07: the handle is the ring's address: page aligned, 8 bytes wide, readable. */
#include "rule.h"

int main(void)
{
	io_context_t handles[3] = { 0, 0, (io_context_t)-1 };

	show("io_setup", io_setup(1, &handles[0]));
	show("io_setup", io_setup(1, &handles[1]));
	printf("page aligned: %s %s\n", (long)handles[0] % 4096 ? "no" : "yes", (long)handles[1] % 4096 ? "no" : "yes");
	printf("different: %s\n", handles[0] != handles[1] ? "yes" : "no");
	printf("neighbour untouched: %s\n", handles[2] == (io_context_t)-1 ? "yes" : "no");
	printf("magic at the handle: %x %x\n", ring_of(handles[0])->magic, ring_of(handles[1])->magic);
	printf("ids %u %u\n", ring_of(handles[0])->id, ring_of(handles[1])->id);

	/* An address beside it is no handle, although it lies in the same page. */
	show("handle + 8", io_submit((io_context_t)((char *)handles[0] + 8), 0, NULL));
	show("handle", io_submit(handles[0], 0, NULL));
	return 0;
}
