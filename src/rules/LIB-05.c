/* LIB-05: libaio answers a zero timeout on an empty ring with 0 itself, without looking at the other arguments. */
#include "rule.h"

int main(void)
{
	io_context_t ctx = context(4);
	struct aio_ring *ring = ring_of(ctx);
	int fd = open_file("data", O_RDONLY);
	struct iocb iocb;
	struct io_event event;
	struct timespec zero = { 0, 0 }, short_time = { 0, 1 };

	show("min_nr 9 > nr 1, zero timeout", io_getevents(ctx, 9, 1, NULL, &zero));
	show("the kernel's answer", sys_io_getevents(ctx, 9, 1, NULL, &zero));
	show("nr -1, zero timeout", io_getevents(ctx, 0, -1, NULL, &zero));
	show("min_nr 9 > nr 1, timeout 1 ns", io_getevents(ctx, 9, 1, NULL, &short_time));
	show("min_nr 9 > nr 1, no timeout", io_getevents(ctx, 9, 1, NULL, NULL));

	/* Not empty, or the magic number is wrong: the kernel is asked. */
	io_prep_pread(&iocb, fd, NULL, 0, 0);
	show("io_submit", submit(ctx, &iocb));
	show("one event, min_nr 9 > nr 1, zero timeout", io_getevents(ctx, 9, 1, &event, &zero));
	show("one event, zero timeout", io_getevents(ctx, 0, 1, &event, &zero));
	ring->magic++;
	show("wrong magic, min_nr 9 > nr 1, zero timeout", io_getevents(ctx, 9, 1, &event, &zero));
	ring->magic--;

	/* A ring that is none. */
	struct aio_ring forged = { .magic = 0xa10a10a1 };
	show("forged ring, zero timeout", io_getevents((io_context_t)&forged, 0, 1, &event, &zero));
	show("forged ring, timeout 1 ns", io_getevents((io_context_t)&forged, 0, 1, &event, &short_time));
	forged.head = 1;
	show("forged ring, head is not tail", io_getevents((io_context_t)&forged, 0, 1, &event, &zero));
	return 0;
}
