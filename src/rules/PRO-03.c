/* PRO-03: nr, tail and the slot counters are the kernel's own; of the ring it reads only id, head, and tail to reap. */
#include "rule.h"

/* Writes over all of the ring but id, head and tail. */
static void scribble(struct aio_ring *ring, unsigned bytes)
{
	unsigned head = ring->head, tail = ring->tail, id = ring->id;

	memset(ring, 0x5a, bytes);
	ring->head = head;
	ring->tail = tail;
	ring->id = id;
}

int main(void)
{
	io_context_t ctx = context(8);
	struct aio_ring *ring = ring_of(ctx);
	int fd = open_file("data", O_RDONLY);
	unsigned nr = ring->nr;

	scribble(ring, 4096);
	long fits = fill(ctx, fd);
	printf("%ld requests fit, tail %u\n", fits, ring->tail);
	long taken = take(ctx, nr);
	printf("%ld events taken, head %u\n", taken, ring->head);
	scribble(ring, 4096);
	/* Around the end of the ring, whose size only the kernel knows now. */
	fits = fill(ctx, fd);
	printf("%ld requests fit, tail %u\n", fits, ring->tail);
	/* Completions go on at the kernel's own tail. */
	ring->head = 0;
	ring->tail = 0;
	printf("with tail moved there is nothing to take: %ld\n", take(ctx, nr));
	struct iocb iocb;
	char byte;
	io_prep_pread(&iocb, fd, &byte, 1, 0);
	show("io_submit", submit(ctx, &iocb));
	printf("tail %u\n", ring->tail);
	return 0;
}
