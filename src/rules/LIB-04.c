/* LIB-04: io_prep_poll stores an int; a mask below 0 or above 0xffff is EINVAL from the kernel. */
#include "rule.h"

int main(void)
{
	static const int masks[] = { -1, 0x10000, 0x7fffffff, -0x7fffffff - 1 };
	io_context_t ctx = context(4);
	int fds[2];
	char text[40];
	struct iocb iocb;

	if (pipe(fds) != 0)
		return 1;
	for (int i = 0; i < 4; i++) {
		io_prep_poll(&iocb, fds[0], masks[i]);
		snprintf(text, sizeof(text), "mask %#x", (unsigned)masks[i]);
		show(text, submit(ctx, &iocb));
	}
	io_prep_poll(&iocb, -1, -1);
	show("mask -1, bad fd", submit(ctx, &iocb));
	show_ring(ctx);
	return 0;
}
