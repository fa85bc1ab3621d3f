/* SLT-05: a completion recycles reaped slots itself, once more than one completed event is counted. */
#include "rule.h"

static void submit_some(io_context_t ctx, int fd, int count)
{
	struct iocb iocb;

	io_prep_pread(&iocb, fd, NULL, 0, 0);
	for (int i = 0; i < count; i++) {
		if (submit(ctx, &iocb) != 1)
			exit(1);
	}
}

int main(void)
{
	int fd = open_file("data", O_RDONLY);

	/*
	 * head goes ahead of the events, one completion sees it, then head goes back, so that nothing more can be
	 * recycled. What fits then tells whether that completion has recycled anything.
	 */
	for (int events = 0; events < 4; events++) {
		io_context_t ctx = context(8);
		struct aio_ring *ring = ring_of(ctx);

		submit_some(ctx, fd, events);
		ring->head = (unsigned)events + 1;
		submit_some(ctx, fd, 1);
		ring->head = 0;
		printf("%d events, one more with head ahead: %ld fit\n", events, fill(ctx, fd));
		io_destroy(ctx);
	}

	/* Ten reaped by hand, one completion, head back: the ten were free already. */
	io_context_t ctx = context(8);
	submit_some(ctx, fd, 10);
	ring_of(ctx)->head = 10;
	submit_some(ctx, fd, 1);
	ring_of(ctx)->head = 0;
	show("ten reaped, one completion, head back: fit", fill(ctx, fd));
	show_ring(ctx);
	return 0;
}
