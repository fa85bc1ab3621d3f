/* RES-11: on a disk that becomes full a buffered write is short, and the next one ENOSPC; O_DIRECT is not short first. */
#include "rule.h"

#define PIECE 65536

static void fill_disk(io_context_t ctx, const char *name, int flags)
{
	int fd = open_file(name, O_RDWR | O_CREAT | flags);
	char *buf = pages(PIECE);
	struct io_event event;
	struct iocb iocb;
	long offset = 0, res;

	/* An odd number of pages first, so that the end does not come between two pieces. */
	io_prep_pwrite(&iocb, fd, buf, 4096, 0);
	do {
		if (submit(ctx, &iocb) != 1 || io_getevents(ctx, 1, 1, &event, NULL) != 1)
			exit(1);
		res = (long)event.res;
		if (res > 0)
			offset += res;
		if (res > 0 && res < PIECE && iocb.u.c.nbytes == PIECE)
			printf("%s: short, by whole pages: %d\n", name, res % 4096 == 0);
		io_prep_pwrite(&iocb, fd, buf, PIECE, offset);
	} while (res > 0);
	show("the next one", res);
	close(fd);
	unlink(name);
}

int main(void)
{
	io_context_t ctx = context(8);

	fill_disk(ctx, "buffered", 0);
	printf("what was unlinked is free again\n");
	fill_disk(ctx, "direct", O_DIRECT);
	return 0;
}
