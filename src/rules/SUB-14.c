/* SUB-14: a refusal at list[0] is its errno; further on it is the count so far, and the errno only when resubmitted. */
#include "rule.h"

static io_context_t ctx;
static int fd;

static void submit_three(const char *what, struct iocb *refused)
{
	struct iocb good, *list[3] = { &good, refused, &good };
	unsigned before = ring_of(ctx)->tail;

	io_prep_pread(&good, fd, NULL, 0, 0);
	printf("%s\n", what);
	show("  all three", io_submit(ctx, 3, list));
	show("  from the second on", io_submit(ctx, 2, list + 1));
	show("  the third", io_submit(ctx, 1, list + 2));
	printf("  events: %u\n", ring_of(ctx)->tail - before);
}

int main(void)
{
	struct iocb iocb;

	ctx = context(8);
	fd = open_file("data", O_RDONLY);

	submit_three("a NULL iocb", NULL);
	io_prep_pread(&iocb, fd, NULL, 0, 0);
	iocb.u.c.__pad3 = 1;
	submit_three("reserved2", &iocb);
	io_prep_pread(&iocb, -1, NULL, 0, 0);
	submit_three("a bad fd", &iocb);
	io_prep_pread(&iocb, fd, NULL, 0, 0);
	iocb.aio_lio_opcode = 99;
	submit_three("a bad opcode", &iocb);
	io_prep_pread(&iocb, fd, NULL, 0, -1);
	submit_three("a negative offset", &iocb);
	io_prep_pwrite(&iocb, fd, NULL, 0, 0);
	submit_three("a write to a file opened for reading", &iocb);
	io_prep_pread(&iocb, fd, (void *)8, 16, 0);
	submit_three("a bad buffer, which is no refusal", &iocb);
	return 0;
}
