/* COR-05, COR-06, COR-07, COR-10, COR-11, COR-12: what the program writes into head, tail and events is believed. */
#include "rule.h"

static io_context_t ctx;
static int fd;

static void submit_one(long data)
{
	struct iocb iocb;

	io_prep_pread(&iocb, fd, NULL, 0, 0);
	iocb.data = (void *)data;
	if (submit(ctx, &iocb) != 1)
		exit(1);
}

/* Reaps all there is; shows the first and last three events. */
static void get(const char *what)
{
	static struct io_event events[256];
	struct timespec zero = { 0, 0 };
	long got = sys_io_getevents(ctx, 0, 256, events, &zero);

	show(what, got);
	for (long i = 0; i < got; i++) {
		if (i < 3 || i >= got - 3)
			show_event(&events[i]);
	}
	printf("  head %u, tail %u\n", ring_of(ctx)->head, ring_of(ctx)->tail);
}

/* A new context with three events in its ring: data 1, 2, 3. */
static struct aio_ring *three_events(void)
{
	if (ctx)
		io_destroy(ctx);
	ctx = context(1);
	for (long i = 1; i <= 3; i++)
		submit_one(i);
	return ring_of(ctx);
}

int main(void)
{
	fd = open_file("data", O_RDONLY);

	struct aio_ring *ring = three_events();
	ring->head = ring->tail;
	get("COR-05 head = tail: the events are gone");
	submit_one(4);
	get("the next one is fine");

	ring = three_events();
	ring->head = 5;
	get("COR-06 head ahead of tail: almost the whole ring, the real ones last");

	ring = three_events();
	get("three events");
	ring->head = 0;
	get("COR-07 head rewound: again");

	ring = three_events();
	ring->tail = 8;
	get("COR-10 tail ahead: five that never were");
	submit_one(4);
	printf("  head %u, tail %u after the next completion\n", ring->head, ring->tail);
	get("and now almost the whole ring");

	ring = three_events();
	ring->tail = 1;
	get("COR-11 tail back: two events hidden");
	submit_one(4);
	get("until the next completion");

	ring = three_events();
	ring->events[1].data = (void *)77;
	ring->events[1].res = 88;
	get("COR-12 an event changed");
	return 0;
}
