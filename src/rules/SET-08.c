/* SET-08: *ctxp is written last: in read-only memory that is EFAULT, and the context is taken back. */
#include "rule.h"

static const io_context_t read_only = 0;

int main(void)
{
	long before = aio_nr();

	show("io_setup(10, read-only)", io_setup(10, (io_context_t *)&read_only));
	printf("aio-nr + %ld\n", aio_nr() - before);
	io_context_t ctx = context(10);
	printf("the next context: id %u, aio-nr + %ld\n", ring_of(ctx)->id, aio_nr() - before);
	return 0;
}
