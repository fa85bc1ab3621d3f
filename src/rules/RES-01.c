/* RES-01: a read at or past the end gives 0, across the end a short count, and a hole reads as zeroes. */
#include "rule.h"

int main(void)
{
	io_context_t ctx = context(8);
	int odd = open_file("odd", O_RDONLY);
	int direct = open_file("data", O_RDONLY | O_DIRECT);
	int sparse = open_file("sparse", O_RDWR | O_CREAT);
	char *buf = pages(8192);
	struct iocb iocb;

	static const struct { const char *what; long length, offset; } reads[] = {
		{ "the whole file and more", 8192, 0 },
		{ "across the end", 100, 4950 },
		{ "up to the end", 50, 4950 },
		{ "at the end", 100, 5000 },
		{ "past the end", 100, 1000000 },
	};
	for (int i = 0; i < 5; i++) {
		io_prep_pread(&iocb, odd, buf, (size_t)reads[i].length, reads[i].offset);
		show(reads[i].what, submit(ctx, &iocb));
		reap(ctx, 1);
	}

	io_prep_pread(&iocb, direct, buf, 8192, 12288);
	show("O_DIRECT across the end", submit(ctx, &iocb));
	reap(ctx, 1);
	io_prep_pread(&iocb, direct, buf, 4096, 16384);
	show("O_DIRECT at the end", submit(ctx, &iocb));
	reap(ctx, 1);

	memset(buf, 0x55, 8192);
	show("ftruncate", ftruncate(sparse, 10000));
	io_prep_pread(&iocb, sparse, buf, 8192, 5000);
	show("a hole", submit(ctx, &iocb));
	reap(ctx, 1);
	int zeroes = 0;
	while (zeroes < 8192 && buf[zeroes] == 0)
		zeroes++;
	printf("zeroes %d, then %#x\n", zeroes, buf[zeroes]);
	return 0;
}
