/* LIB-03: io_prep_* clear all 64 bytes, then fill in opcode, fd, buffer, count and offset. */
#include "rule.h"

static struct iocb iocb;

static struct iocb *dirty(void)
{
	return memset(&iocb, 0xff, sizeof(iocb));
}

static void dump(const char *what)
{
	const unsigned char *byte = (const unsigned char *)&iocb;

	printf("%s\n", what);
	for (int i = 0; i < 64; i++)
		printf("%02x%s", byte[i], i % 16 == 15 ? "\n" : " ");
}

static void callback(io_context_t ctx, struct iocb *done, long res, long res2)
{
	printf("callback: context %s, iocb %s, res %ld, res2 %ld\n", ctx ? "ok" : "wrong", done == &iocb ? "ok" : "wrong",
	       res, res2);
}

int main(void)
{
	void *buf = (void *)0x1122334455667788;
	long long offset = 0x0102030405060708;

	io_prep_pread(dirty(), 9, buf, 0x1234, offset);
	dump("io_prep_pread");
	io_prep_pwrite(dirty(), -1, buf, -1ul, -1);
	dump("io_prep_pwrite");
	io_prep_preadv(dirty(), 9, buf, 3, offset);
	dump("io_prep_preadv");
	io_prep_pwritev(dirty(), 9, buf, -3, offset);
	dump("io_prep_pwritev");
	io_prep_preadv2(dirty(), 9, buf, 3, offset, 8);
	dump("io_prep_preadv2");
	io_prep_pwritev2(dirty(), 9, buf, 3, offset, -1);
	dump("io_prep_pwritev2");
	io_prep_fsync(dirty(), 9);
	dump("io_prep_fsync");
	io_prep_fdsync(dirty(), 9);
	dump("io_prep_fdsync");
	io_prep_poll(dirty(), 9, -2);
	dump("io_prep_poll");
	io_set_eventfd(&iocb, 7);
	dump("io_set_eventfd");
	io_set_callback(&iocb, callback);
	printf("io_set_callback stores it in data: %s\n", iocb.data == (void *)callback ? "yes" : "no");
	((io_callback_t)iocb.data)((io_context_t)1, &iocb, -22, 0);
	return 0;
}
