/* SUB-04: a huge nr is no error: the list is read until something in it is refused. */
#include "rule.h"

int main(void)
{
	io_context_t ctx = context(1);
	int fd = open_file("data", O_RDONLY);
	struct iocb iocb, *list[4] = { &iocb, &iocb, NULL, &iocb };

	io_prep_pread(&iocb, fd, NULL, 0, 0);
	show("nr LONG_MAX, two good entries", io_submit(ctx, 0x7fffffffffffffff, list));
	show("nr 1000000, from the third on", io_submit(ctx, 1000000, list + 2));
	show_ring(ctx);
	return 0;
}
