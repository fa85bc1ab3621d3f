/* RES-03: O_DIRECT with an offset or length that is no multiple of the block is EINVAL: an event, never an errno. */
#include "rule.h"

int main(void)
{
	io_context_t ctx = context(8);
	int reader = open_file("data", O_RDONLY | O_DIRECT);
	int writer = open_file("data", O_WRONLY | O_DIRECT);
	char *buf = pages(8192);
	struct iocb iocb;

	static const struct { const char *what; long length, offset; } reads[] = {
		{ "length 4096, offset 1", 4096, 1 },
		{ "length 100, offset 0", 100, 0 },
		{ "length 1, offset 1", 1, 1 },
		{ "length 0, offset 1", 0, 1 },
		{ "length 4096, offset 16385, past the end", 4096, 16385 },
		{ "length 100, offset 16384, at the end", 100, 16384 },
		{ "length 4096, offset 4096", 4096, 4096 },
	};
	for (int i = 0; i < 7; i++) {
		printf("%s\n", reads[i].what);
		io_prep_pread(&iocb, reader, buf, (size_t)reads[i].length, reads[i].offset);
		show("  pread", submit(ctx, &iocb));
		reap(ctx, 1);
	}
	io_prep_pwrite(&iocb, writer, buf, 100, 0);
	show("pwrite, length 100", submit(ctx, &iocb));
	reap(ctx, 1);
	io_prep_pwrite(&iocb, writer, buf, 4096, 1);
	show("pwrite, offset 1", submit(ctx, &iocb));
	reap(ctx, 1);
	show_ring(ctx);
	return 0;
}
