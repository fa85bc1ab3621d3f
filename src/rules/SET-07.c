/* SET-07: a new context takes the lowest free slot of the process's table; the slot's number is ring.id. */
#include "rule.h"

int main(void)
{
	io_context_t ctx[24];

	for (int i = 0; i < 6; i++) {
		ctx[i] = context(1);
		printf("context %d: id %u\n", i, ring_of(ctx[i])->id);
	}
	show("io_destroy(3)", io_destroy(ctx[3]));
	show("io_destroy(1)", io_destroy(ctx[1]));
	ctx[1] = context(1);
	ctx[3] = context(1);
	ctx[6] = context(1);
	printf("new contexts: id %u, id %u, id %u\n", ring_of(ctx[1])->id, ring_of(ctx[3])->id, ring_of(ctx[6])->id);

	/* The table grows when it is full: 4, 16, 64 slots. Nobody notices. */
	for (int i = 7; i < 24; i++)
		ctx[i] = context(1);
	printf("the 24th: id %u\n", ring_of(ctx[23])->id);
	for (int i = 0; i < 24; i++) {
		if (io_submit(ctx[i], 0, NULL) != 0)
			printf("context %d does not work\n", i);
	}
	return 0;
}
