/* SUB-16: the kernel copies the iocb: it may be reused at once, and be in flight several times; its address comes back. */
#include "rule.h"

int main(void)
{
	io_context_t ctx = context(8);
	int fd = open_file("data", O_RDONLY | O_DIRECT);
	char *buf = pages(3 * 4096);
	struct iocb iocb, *list[3] = { &iocb, &iocb, &iocb };
	struct io_event events[4];

	/* Three reads, one iocb, filled anew for each. */
	for (long i = 0; i < 3; i++) {
		io_prep_pread(&iocb, fd, buf + 4096 * i, 4096, 4096 * i);
		iocb.data = (void *)(10 + i);
		show("io_submit", submit(ctx, &iocb));
		memset(&iocb, 0xff, sizeof(iocb));
	}
	show("io_getevents", io_getevents(ctx, 3, 4, events, NULL));
	long sum = 0, mine = 0, done = 0;
	for (int i = 0; i < 3; i++) {
		sum += (long)events[i].data;
		mine += events[i].obj == &iocb;
		done += (long)events[i].res;
	}
	printf("data 10 + 11 + 12 = %ld, obj is the iocb: %ld times, bytes %ld\n", sum, mine, done);

	char *same = pages(3 * 4096);
	show("pread", pread(fd, same, 3 * 4096, 0));
	printf("every buffer has its part: %s\n", memcmp(buf, same, 3 * 4096) ? "no" : "yes");

	/* The same iocb three times in one list. */
	io_prep_pread(&iocb, fd, buf, 4096, 0);
	iocb.data = (void *)7;
	show("io_submit of one iocb, three times", io_submit(ctx, 3, list));
	reap(ctx, 3);
	return 0;
}
