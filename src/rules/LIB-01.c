/* LIB-01: libaio's calls return -errno, and leave errno as it was. */
#include "rule.h"

int main(void)
{
	io_context_t ctx = 0;
	struct iocb iocb;
	struct io_event event;
	struct timespec zero = { 0, 0 };

	errno = 77;
	show("io_setup(0)", io_setup(0, &ctx));
	show("io_setup(1, NULL)", io_setup(1, NULL));
	show("io_setup(1)", io_setup(1, &ctx));
	show("io_submit(-1)", io_submit(ctx, -1, NULL));
	show("io_submit(NULL)", io_submit(ctx, 1, NULL));
	show("io_getevents(min_nr 2, nr 1)", io_getevents(ctx, 2, 1, &event, NULL));
	show("io_getevents(NULL context)", io_getevents(NULL, 0, 1, &event, &zero));
	io_prep_pread(&iocb, -1, NULL, 0, 0);
	show("io_submit(bad fd)", submit(ctx, &iocb));
	show("io_destroy", io_destroy(ctx));
	show("io_destroy(NULL)", io_destroy(NULL));
	printf("errno is still %d\n", errno);
	return 0;
}
