/* RES-04: O_DIRECT into memory at an odd address is EINVAL, an event, when the request spans pages. */
#include "rule.h"

int main(void)
{
	io_context_t ctx = context(8);
	int fd = open_file("data", O_RDONLY | O_DIRECT);
	char *buf = pages(3 * 4096);
	struct iocb iocb;

	static const struct { const char *what; long shift, length; } reads[] = {
		{ "4096 bytes to the beginning of a page", 0, 4096 },
		{ "4096 bytes to byte 1", 1, 4096 },
		{ "8192 bytes to byte 1", 1, 8192 },
		{ "4096 bytes to byte 512", 512, 4096 },
		{ "0 bytes to byte 1", 1, 0 },
	};
	for (int i = 0; i < 5; i++) {
		io_prep_pread(&iocb, fd, buf + reads[i].shift, (size_t)reads[i].length, 0);
		show(reads[i].what, submit(ctx, &iocb));
		reap(ctx, 1);
	}
	return 0;
}
