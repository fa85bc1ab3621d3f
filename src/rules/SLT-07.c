/* SLT-07, RNG-03: slots that lie idle on another CPU make EAGAIN come early; on one CPU whole batches fit. */
#include "rule.h"
#include <sched.h>

static int go_to(int cpu)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	return sched_setaffinity(0, sizeof(set), &set);
}

/* One request on the first CPU, then as many as fit on the second; then again on the first. */
static void move_between(int nr_events, int fd)
{
	io_context_t ctx = context(nr_events);
	struct iocb iocb;

	go_to(0);
	io_prep_pread(&iocb, fd, NULL, 0, 0);
	printf("nr_events %d\n", nr_events);
	show("  one on CPU 0", submit(ctx, &iocb));
	go_to(1);
	show("  fit on CPU 1", fill(ctx, fd));
	show("  refused there", submit(ctx, &iocb));
	go_to(0);
	show("  fit on CPU 0", fill(ctx, fd));
	show("  taken", take(ctx, 1000));
	show("  fit on CPU 0 again", fill(ctx, fd));
	go_to(1);
	show("  and on CPU 1", fill(ctx, fd));
	io_destroy(ctx);
}

static void stay(int nr_events, int fd)
{
	io_context_t ctx = context(nr_events);

	printf("nr_events %d on one CPU: %ld\n", nr_events, fill(ctx, fd));
	io_destroy(ctx);
}

int main(void)
{
	int fd = open_file("data", O_RDONLY);

	if (go_to(1) != 0) {
		printf("there is only one CPU\n");
		return 0;
	}
	stay(1, fd);
	stay(100, fd);
	stay(256, fd);
	move_between(1, fd);
	move_between(100, fd);
	move_between(256, fd);
	return 0;
}
