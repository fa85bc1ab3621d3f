/* MAP-01: without its mapping a context is lost; a zero page at the same address brings back the one whose id is 0. */
#include "rule.h"

int main(void)
{
	io_context_t ctx = context(8);
	struct aio_ring *ring = ring_of(ctx);
	int fd = open_file("data", O_RDONLY);
	struct iocb iocb;

	io_prep_pread(&iocb, fd, NULL, 0, 0);
	iocb.data = (void *)1;
	show("io_submit", submit(ctx, &iocb));
	show("munmap", munmap(ring, 4096));
	show("io_submit", submit(ctx, &iocb));

	void *same = mmap(ring, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
	printf("an empty page in its place: %s\n", same == (void *)ring ? "yes" : "no");
	iocb.data = (void *)2;
	show("io_submit", submit(ctx, &iocb));
	printf("head and tail that we see: %u %u\n", ring->head, ring->tail);
	reap(ctx, 2);
	printf("head and tail that we see: %u %u\n", ring->head, ring->tail);
	show("io_destroy", io_destroy(ctx));

	/* It has unmapped our page. */
	int fds[2];
	if (pipe(fds) != 0)
		return 1;
	show("write from that page", raw(write(fds[1], ring, 1)));
	return 0;
}
