/* RNG-04: an event is stored at tail, then tail advances, from nr - 1 to 0; old events are not cleared. */
#include "rule.h"

int main(void)
{
	io_context_t ctx = context(1);
	struct aio_ring *ring = ring_of(ctx);
	int fd = open_file("data", O_RDONLY);
	struct iocb iocb;
	struct io_event event;
	long last = (long)ring->nr + 5;

	for (long i = 0; i < last; i++) {
		unsigned head = ring->head, tail = ring->tail;

		io_prep_pread(&iocb, fd, NULL, 0, 0);
		iocb.data = (void *)i;
		if (submit(ctx, &iocb) != 1 || head != tail)
			return 1;
		if (i < 2 || i >= (long)ring->nr - 2)
			printf("request %ld: event in slot %u, tail %u\n", i, tail, ring->tail);
		if ((long)ring->events[tail].data != i)
			printf("it is not there\n");
		if (io_getevents(ctx, 1, 1, &event, NULL) != 1 || (long)event.data != i)
			return 1;
		if (i < 2 || i >= (long)ring->nr - 2)
			printf("reaped: head %u\n", ring->head);
	}
	printf("slot 4: data %ld, slot 5: data %ld, slot %u: data %ld\n", (long)ring->events[4].data,
	       (long)ring->events[5].data, ring->nr - 1, (long)ring->events[ring->nr - 1].data);
	return 0;
}
