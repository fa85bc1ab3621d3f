/* GET-06: tv_sec * 10^9 + tv_nsec is all that counts, unchecked; a negative sum waits for ever. It is not updated. */
#include "rule.h"

static long now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000000 + t.tv_nsec;
}

int main(void)
{
	io_context_t ctx = context(8);
	int fd = open_file("data", O_RDONLY | O_DIRECT);
	char *buf = pages(16384);
	struct iocb iocb;
	struct io_event event;
	struct timespec timeout = { 0, 1100000000 };

	long start = now();
	show("tv_nsec 1.1e9", sys_io_getevents(ctx, 1, 1, &event, &timeout));
	printf("it took at least 1.1 s: %s\n", now() - start >= 1100000000 ? "yes" : "no");
	printf("timeout is still %ld %ld\n", timeout.tv_sec, timeout.tv_nsec);

	timeout = (struct timespec){ -1, 1000000000 };
	show("-1 s + 10^9 ns is 0", sys_io_getevents(ctx, 1, 1, &event, &timeout));

	/* For ever, or until the read is done. */
	static const struct timespec forever[] = { { -1, 0 }, { 0, -1 }, { 0x7fffffffffffffff, 0 } };
	for (int i = 0; i < 3; i++) {
		timeout = forever[i];
		io_prep_pread(&iocb, fd, buf, 16384, 0);
		iocb.data = (void *)(long)i;
		printf("timeout %ld %ld\n", timeout.tv_sec, timeout.tv_nsec);
		show("  io_submit", submit(ctx, &iocb));
		show("  io_getevents", sys_io_getevents(ctx, 1, 1, &event, &timeout));
		show_event(&event);
	}
	return 0;
}
