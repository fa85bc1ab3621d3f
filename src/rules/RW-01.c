/* RW-01: with IOPRIO the class in reqprio must exist, and class 0 has no levels; without the flag it is ignored. */
#include "rule.h"

int main(void)
{
	io_context_t ctx = context(8);
	int fd = open_file("data", O_RDONLY);
	char byte, text[64];
	struct iocb iocb;

	/* Class 1, real time, needs a capability: left out, so that the output is the same for everybody. */
	for (int class = 0; class < 8; class++) {
		for (int level = 0; level < 8 && class != 1; level += 7) {
			io_prep_pread(&iocb, fd, &byte, 1, 0);
			iocb.u.c.flags = 2;
			iocb.aio_reqprio = (short)(class << 13 | level);
			snprintf(text, sizeof(text), "class %d, level %d", class, level);
			show(text, submit(ctx, &iocb));
			iocb.u.c.flags = 0;
			if (submit(ctx, &iocb) != 1)
				printf("refused without the flag\n");
		}
	}
	show_ring(ctx);
	return 0;
}
