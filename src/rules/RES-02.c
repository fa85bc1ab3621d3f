/* RES-02: a buffer that cannot be reached is EFAULT in the event; buffered I/O stops there with a short count. */
#include "rule.h"

static const char read_only[16] = "read-only";

static io_context_t ctx;

static void read_into(const char *what, int fd, const void *buf, size_t length, long long offset)
{
	struct iocb iocb;

	io_prep_pread(&iocb, fd, (void *)buf, length, offset);
	show(what, submit(ctx, &iocb));
	reap(ctx, 1);
}

int main(void)
{
	ctx = context(8);
	int fd = open_file("data", O_RDONLY);
	int direct = open_file("data", O_RDONLY | O_DIRECT);

	/* One page, and nothing behind it. */
	char *page = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	munmap(page + 4096, 4096);

	read_into("NULL", fd, NULL, 16, 0);
	read_into("unmapped", fd, page + 4096, 16, 0);
	read_into("read-only", fd, read_only, 16, 0);
	read_into("a page, then nothing", fd, page, 8192, 0);
	read_into("96 bytes, then nothing", fd, page + 4000, 200, 0);
	read_into("NULL, past the end of the file", fd, NULL, 16, 1000000);
	read_into("NULL, 0 bytes", fd, NULL, 0, 0);
	printf("%s\n", read_only);

	read_into("O_DIRECT, NULL", direct, NULL, 4096, 0);
	read_into("O_DIRECT, unmapped", direct, page + 4096, 4096, 0);
	read_into("O_DIRECT, a page, then nothing", direct, page, 8192, 0);
	read_into("O_DIRECT, NULL, past the end of the file", direct, NULL, 4096, 16384);
	return 0;
}
