/* EFD-03: eventfd and ring are independent: reading the counter reaps nothing, reaping does not lower the counter. */
#include "rule.h"
#include <sys/eventfd.h>

int main(void)
{
	io_context_t ctx = context(8);
	int fd = open_file("data", O_RDONLY);
	int sum = eventfd(0, EFD_NONBLOCK), one_by_one = eventfd(0, EFD_NONBLOCK | EFD_SEMAPHORE);
	char buf[16];
	struct iocb iocb;
	unsigned long counter;

	for (int i = 0; i < 5; i++) {
		io_prep_pread(&iocb, fd, buf, sizeof(buf), 0);
		io_set_eventfd(&iocb, i < 3 ? sum : one_by_one);
		show("io_submit", submit(ctx, &iocb));
	}
	show("read", raw(read(sum, &counter, 8)));
	printf("counter %lu\n", counter);
	show_ring(ctx);
	show("reaped", take(ctx, 5));
	for (int i = 0; i < 2; i++) {
		show("read, semaphore", raw(read(one_by_one, &counter, 8)));
		printf("counter %lu\n", counter);
	}
	show("read, semaphore", raw(read(one_by_one, &counter, 8)));
	return 0;
}
