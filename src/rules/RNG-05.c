/* RNG-05: the program may take events by moving head itself, and mix that with io_getevents. */
#include "rule.h"

/* One event, without a system call; 0 when there is none. */
static int reap_by_hand(struct aio_ring *ring, struct io_event *event)
{
	unsigned head = ring->head;

	if (head == __atomic_load_n(&ring->tail, __ATOMIC_ACQUIRE))
		return 0;
	*event = ring->events[head];
	__atomic_store_n(&ring->head, (head + 1) % ring->nr, __ATOMIC_RELEASE);
	return 1;
}

int main(void)
{
	io_context_t ctx = context(1);
	struct aio_ring *ring = ring_of(ctx);
	int fd = open_file("data", O_RDONLY);
	struct iocb iocb;
	struct io_event event;
	long submitted = 0, reaped = 0, by_hand = 0;

	/* Five requests at a time, so that both ways of reaping meet the end of the ring. */
	while (reaped < 400) {
		for (int i = 0; i < 5; i++) {
			io_prep_pread(&iocb, fd, NULL, 0, 0);
			iocb.data = (void *)submitted;
			submitted += submit(ctx, &iocb) == 1;
		}
		while (reaped < submitted) {
			if (reaped % 3 == 0) {
				if (!reap_by_hand(ring, &event))
					return 1;
				by_hand++;
			} else if (io_getevents(ctx, 1, 1, &event, NULL) != 1) {
				return 2;
			}
			if ((long)event.data != reaped)
				printf("expected %ld, got %ld\n", reaped, (long)event.data);
			reaped++;
		}
	}
	printf("submitted %ld, reaped %ld, by hand %ld\n", submitted, reaped, by_hand);
	show_ring(ctx);
	show("one more by hand", reap_by_hand(ring, &event));
	return 0;
}
