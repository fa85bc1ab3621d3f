/* RES-12: a pipe has no offset; a write without a reader sends SIGPIPE, from inside io_submit. */
#include "rule.h"

int main(void)
{
	io_context_t ctx = context(8);
	int fds[2];
	char buf[8] = "";
	struct iocb iocb;

	if (pipe(fds) != 0)
		return 1;
	io_prep_pwrite(&iocb, fds[1], "abcdef", 6, 5000);
	show("pwrite, offset 5000", submit(ctx, &iocb));
	io_prep_pread(&iocb, fds[0], buf, 4, 77);
	show("pread, offset 77", submit(ctx, &iocb));
	reap(ctx, 2);
	printf("%s\n", buf);

	close(fds[0]);
	io_prep_pwrite(&iocb, fds[1], "x", 1, 0);
	printf("now without a reader\n");
	fflush(stdout);
	show("pwrite", submit(ctx, &iocb));
	return 0;
}
