/* SLT-06, SLT-09: reaping only moves head. The slot comes back when a submit finds none, or at a completion. */
#include "rule.h"

int main(void)
{
	io_context_t ctx = context(8);
	struct aio_ring *ring = ring_of(ctx);
	int fd = open_file("data", O_RDONLY);
	long fitted = fill(ctx, fd);

	show("fill", fitted);
	show("reaped by io_getevents", take(ctx, 1000));
	show_ring(ctx);

	/* As if they had not been reaped: nothing was given back yet. */
	ring->head = 0;
	show("head back to 0: fit", fill(ctx, fd));
	ring->head = (unsigned)fitted;
	show("head forward again: fit", fill(ctx, fd));
	show_ring(ctx);

	/* A bogus head creates no slots. */
	for (unsigned head = 0; head < 2 * ring->nr; head += 13) {
		ring->head = head;
		fill(ctx, fd);
	}
	ring->head = ring->tail;
	show("after many wrong heads: fit", fill(ctx, fd));
	return 0;
}
