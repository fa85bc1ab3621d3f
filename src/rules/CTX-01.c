/* CTX-01, COR-04: every call finds its context by ring.id at the handle; with a wrong id it is EINVAL until put back. */
#include "rule.h"

static void try_all(const char *what, io_context_t ctx)
{
	struct io_event event;
	struct timespec zero = { 0, 0 };

	printf("%s\n", what);
	show("  io_submit", io_submit(ctx, 0, NULL));
	show("  io_getevents", sys_io_getevents(ctx, 0, 1, &event, &zero));
	show("  io_destroy", io_destroy(ctx));
}

int main(void)
{
	io_context_t ctx = context(1), other = context(1);
	struct aio_ring *ring = ring_of(ctx);
	struct io_event event;
	struct timespec zero = { 0, 0 };
	long words[8] = { 0 };

	ring->id = ring_of(other)->id;
	try_all("id of another context", ctx);
	ring->id = 2;
	try_all("id of an empty slot", ctx);
	ring->id = 1000000;
	try_all("id outside the table", ctx);
	ring->id = 0xffffffff;
	try_all("id -1", ctx);
	ring->id = 0;
	printf("id put back\n");
	show("  io_submit", io_submit(ctx, 0, NULL));
	show("  io_getevents", sys_io_getevents(ctx, 0, 1, &event, &zero));
	show("  io_destroy", io_destroy(ctx));

	try_all("NULL", NULL);
	try_all("1", (io_context_t)1);
	try_all("-1", (io_context_t)-1);
	words[0] = ring_of(other)->id;
	try_all("readable memory with a live id in it", (io_context_t)words);
	show("the other context", io_destroy(other));
	return 0;
}
