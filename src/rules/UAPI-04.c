/* UAPI-04, SUB-13: PREAD 0, PWRITE 1, PREADV 7 and PWRITEV 8 are taken; 4, NOOP 6 and all others are EINVAL. */
#include "rule.h"

int main(void)
{
	io_context_t ctx = context(8);
	int fd = open_file("new", O_RDWR | O_CREAT);
	static const int opcodes[] = { 0, 1, 4, 6, 7, 8, 9, 10, 100, 0x7fff, -1, -0x8000 };
	char text[40];
	struct iocb iocb;

	/* 2, 3 and 5 are FSYNC, FDSYNC and POLL, which have rules of their own. */
	for (unsigned i = 0; i < sizeof(opcodes) / sizeof(opcodes[0]); i++) {
		memset(&iocb, 0, sizeof(iocb));
		iocb.aio_fildes = fd;
		iocb.aio_lio_opcode = (short)opcodes[i];
		snprintf(text, sizeof(text), "opcode %d", opcodes[i]);
		show(text, submit(ctx, &iocb));
	}
	show_ring(ctx);
	reap(ctx, 4);
	return 0;
}
