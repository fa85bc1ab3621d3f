/* SET-06, SET-09: aio-nr grows by nr_events as passed, up to aio-max-nr for all processes together; then EAGAIN. */
#include "rule.h"

int main(void)
{
	long before = aio_nr();
	io_context_t one = context(1), hundred = 0, rest = 0, more = 0;

	printf("io_setup(1): aio-nr + %ld\n", aio_nr() - before);
	hundred = context(100);
	printf("io_setup(100): aio-nr + %ld\n", aio_nr() - before);

	long left = aio_sysctl("/proc/sys/fs/aio-max-nr") - aio_nr();
	show("one more than is left", io_setup((int)left + 1, &rest));
	show("all that is left", io_setup((int)left, &rest));
	printf("aio-nr is aio-max-nr: %s\n", aio_nr() == aio_sysctl("/proc/sys/fs/aio-max-nr") ? "yes" : "no");
	show("one more", io_setup(1, &more));
	printf("no handle for it: %s\n", more == 0 ? "yes" : "no");

	show("io_destroy", io_destroy(rest));
	show("io_setup(1)", io_setup(1, &more));
	io_destroy(more);
	io_destroy(hundred);
	io_destroy(one);
	printf("at the end: aio-nr + %ld\n", aio_nr() - before);
	return 0;
}
