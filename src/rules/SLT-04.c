/* SLT-04, SLT-03: submitting, reaping both ways and writing any head, at random: the same requests fit everywhere. */
#include "rule.h"

static unsigned state = 1;

static unsigned chance(unsigned below)
{
	state = state * 1103515245 + 12345;
	return (state >> 16) % below;
}

int main(void)
{
	io_context_t ctx = context(8);
	struct aio_ring *ring = ring_of(ctx);
	int fd = open_file("data", O_RDONLY);
	long submitted = 0, refused = 0, taken = 0;
	struct iocb iocb, *list[32];

	for (int i = 0; i < 32; i++)
		list[i] = &iocb;
	for (int step = 1; step <= 3000; step++) {
		unsigned n = 1 + chance(30), which = chance(100);

		if (which < 50) {
			io_prep_pread(&iocb, fd, NULL, 0, 0);
			int ret = io_submit(ctx, n, list);
			if (ret > 0)
				submitted += ret;
			else
				refused++;
		} else if (which < 75) {
			taken += take(ctx, n);
		} else if (which < 97) {
			unsigned there = (ring->tail + ring->nr - ring->head % ring->nr) % ring->nr;
			ring->head = (ring->head + (n < there ? n : there)) % ring->nr;
		} else {
			ring->head = chance(3 * ring->nr);
		}
		if (step % 200 == 0)
			printf("step %d: submitted %ld, refused %ld times, taken %ld, head %u, tail %u\n", step, submitted,
			       refused, taken, ring->head, ring->tail);
	}
	return 0;
}
