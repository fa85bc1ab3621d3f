/* RES-09: with O_APPEND or RWF_APPEND the offset is ignored, and the bytes go to the end; the event does not say where. */
#include "rule.h"

#define RWF_APPEND_FLAG 0x10

int main(void)
{
	io_context_t ctx = context(8);
	int appender = open_file("log", O_WRONLY | O_CREAT | O_APPEND);
	int plain = open_file("log", O_RDWR);
	char text[64] = "";
	struct iocb iocb;

	io_prep_pwrite(&iocb, appender, "one ", 4, 0);
	show("O_APPEND, offset 0", submit(ctx, &iocb));
	reap(ctx, 1);
	io_prep_pwrite(&iocb, appender, "two ", 4, 0);
	show("O_APPEND, offset 0", submit(ctx, &iocb));
	reap(ctx, 1);
	io_prep_pwrite(&iocb, plain, "three ", 6, 0);
	iocb.aio_rw_flags = RWF_APPEND_FLAG;
	show("RWF_APPEND, offset 0", submit(ctx, &iocb));
	reap(ctx, 1);
	io_prep_pwrite(&iocb, plain, "ONE", 3, 0);
	show("neither, offset 0", submit(ctx, &iocb));
	reap(ctx, 1);
	show("pread", pread(plain, text, sizeof(text), 0));
	printf("%s\n", text);
	return 0;
}
