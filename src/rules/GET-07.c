/* GET-07: where events cannot be written io_getevents is EFAULT; head does not move and no event is lost. */
#include "rule.h"

int main(void)
{
	io_context_t ctx = context(8);
	int fd = open_file("data", O_RDONLY);
	char buf[16];
	struct iocb iocb;
	struct io_event *nowhere = (struct io_event *)8;
	struct timespec zero = { 0, 0 };

	for (long i = 0; i < 3; i++) {
		io_prep_pread(&iocb, fd, buf, sizeof(buf), 0);
		iocb.data = (void *)i;
		if (submit(ctx, &iocb) != 1)
			return 1;
	}
	show("events nowhere", sys_io_getevents(ctx, 1, 3, nowhere, &zero));
	show_ring(ctx);

	/* Room for one event before the hole. */
	char *map = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	munmap(map + 4096, 4096);
	struct io_event *last = (struct io_event *)(map + 4096 - 32);
	show("room for one of three", sys_io_getevents(ctx, 1, 3, last, &zero));
	show_ring(ctx);
	show("room for one, nr 1", sys_io_getevents(ctx, 1, 1, last, &zero));
	show_event(last);
	reap(ctx, 2);
	return 0;
}
