/* SLT-03, SLT-04: a submit that finds no slot computes from head, modulo nr, how many events were reaped. */
#include "rule.h"

int main(void)
{
	io_context_t ctx = context(8);
	struct aio_ring *ring = ring_of(ctx);
	int fd = open_file("data", O_RDONLY);

	show("fill", fill(ctx, fd));
	show_ring(ctx);
	ring->head = 10;
	show("head = 10: fit", fill(ctx, fd));
	show_ring(ctx);
	ring->head = 3 * ring->nr + 20;
	show("head = 3 * nr + 20: fit", fill(ctx, fd));
	show_ring(ctx);
	ring->head = 0xffffffff;
	show("head = -1: fit", fill(ctx, fd));
	show_ring(ctx);
	ring->head = ring->tail;
	show("head = tail: fit", fill(ctx, fd));
	show_ring(ctx);
	return 0;
}
