/* BLK-13, BLK-18: when io_submit waits for its requests one by one, the first event is there long before it returns. */
#include "rule.h"
#include "blocking.h"

/* The third request writes the beginning of the ring to a file, and so what the second one found. */
int main(void)
{
	io_context_t ctx = context(8);
	struct aio_ring seen;
	struct iocb iocbs[4];
	int fd = cold_file("file", 64), copy = open_file("copy", O_RDWR | O_CREAT);

	prepare(iocbs, 4, IO_CMD_PREAD, fd, 0, 8);
	io_prep_pwrite(&iocbs[1], copy, ctx, sizeof(seen), 0);
	io_prep_pwrite(&iocbs[3], copy, ctx, sizeof(seen), sizeof(seen));
	for (int i = 0; i < 4; i++)
		iocbs[i].data = (void *)(long)i;
	submit_all("a cold read, the ring, a cold read, the ring", ctx, iocbs, 4);
	for (int i = 0; i < 2; i++) {
		if (pread(copy, &seen, sizeof(seen), i * sizeof(seen)) != sizeof(seen))
			return 1;
		printf("the ring as request %d found it: head %u, tail %u\n", 2 * i + 1, seen.head, seen.tail);
	}
	return 0;
}
