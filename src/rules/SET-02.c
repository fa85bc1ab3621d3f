/* SET-02: EINVAL when *ctxp is not 0 already, or nr_events is 0; *ctxp keeps its value. */
#include "rule.h"

int main(void)
{
	io_context_t ctx = (io_context_t)1;

	show("*ctxp = 1", io_setup(1, &ctx));
	show("*ctxp = 1, nr_events 0", io_setup(0, &ctx));
	printf("*ctxp is still %ld\n", (long)ctx);
	ctx = 0;
	show("nr_events 0", io_setup(0, &ctx));
	printf("*ctxp is still %ld\n", (long)ctx);
	show("nr_events 1", io_setup(1, &ctx));
	show("again, with the handle in it", io_setup(1, &ctx));
	show("io_destroy", io_destroy(ctx));
	return 0;
}
