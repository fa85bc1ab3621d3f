/* RNG-06, COR-08, COR-09: the kernel takes head modulo nr, except when it equals tail: then it does not look further. */
#include "rule.h"

static void submit_some(io_context_t ctx, int fd, long count)
{
	struct iocb iocb;

	for (long i = 0; i < count; i++) {
		io_prep_pread(&iocb, fd, NULL, 0, 0);
		iocb.data = (void *)(100 + i);
		if (submit(ctx, &iocb) != 1)
			exit(1);
	}
}

static void get(const char *what, io_context_t ctx)
{
	struct io_event events[8];
	struct timespec zero = { 0, 0 };
	long got = sys_io_getevents(ctx, 0, 8, events, &zero);

	show(what, got);
	for (long i = 0; i < got; i++)
		show_event(&events[i]);
	printf("  head %u, tail %u\n", ring_of(ctx)->head, ring_of(ctx)->tail);
}

int main(void)
{
	io_context_t ctx = context(1);
	struct aio_ring *ring = ring_of(ctx);
	int fd = open_file("data", O_RDONLY);

	get("empty", ctx);
	submit_some(ctx, fd, 3);
	ring->head = ring->nr;
	get("head = nr: the same as 0", ctx);

	submit_some(ctx, fd, 3);
	ring->head = ring->nr + ring->tail;
	get("head = nr + tail: nothing there, and head is put right", ctx);

	ring->head = ring->nr + 4;
	ring->tail = ring->nr + 4;
	get("head = tail = nr + 4: nothing there, and head stays", ctx);

	ring->tail = 6;
	ring->head = 10 * ring->nr + 4;
	get("head = 10 * nr + 4", ctx);
	return 0;
}
