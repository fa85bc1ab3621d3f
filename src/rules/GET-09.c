/* GET-09: io_getevents answers how many events it took, never more than nr; nr may be as large as a long. */
#include "rule.h"

int main(void)
{
	io_context_t ctx = context(8);
	struct io_event events[16];
	struct timespec zero = { 0, 0 };
	long numbers[] = { 1, 3, 0x100000002, 0x7fffffffffffffff };
	int fd = open_file("data", O_RDONLY);
	char byte;
	struct iocb iocb, *list[4] = { &iocb, &iocb, &iocb, &iocb };

	io_prep_pread(&iocb, fd, &byte, 1, 0);
	for (int i = 0; i < 4; i++) {
		show("io_submit", io_submit(ctx, 4, list));
		show("io_getevents", sys_io_getevents(ctx, 0, numbers[i], events, &zero));
		printf("%u left\n", events_in(ctx));
		take(ctx, 16);
	}
	return 0;
}
