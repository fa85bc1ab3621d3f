/* DST-03: io_destroy of an idle context waits for grace periods of RCU: it takes longer than io_setup. */
#include "rule.h"
#include <limits.h>
#include <time.h>

static long now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * 1000000000L + time.tv_nsec;
}

static long shorter(long a, long b)
{
	return a < b ? a : b;
}

int main(void)
{
	long setup = LONG_MAX, destroy = LONG_MAX;

	/* The shortest of several: what else the machine does takes time too. */
	for (int i = 0; i < 5; i++) {
		io_context_t ctx = 0;
		long start = now();
		int made = io_setup(8, &ctx);
		long middle = now();
		int gone = io_destroy(ctx);

		destroy = shorter(destroy, now() - middle);
		setup = shorter(setup, middle - start);
		printf("io_setup %d, io_destroy %d\n", made, gone);
	}
	printf("io_destroy takes longer: %s\n", destroy > setup ? "yes" : "no");
	return 0;
}
