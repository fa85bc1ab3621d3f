/* BLK-09, BLK-18: O_DIRECT writes that make the file longer: io_submit waits for each of them. */
#include "rule.h"
#include "blocking.h"

int main(void)
{
	io_context_t ctx = context(8);
	struct iocb iocbs[8];
	int fd = open_file("file", O_RDWR | O_CREAT | O_DIRECT);

	prepare(iocbs, 8, IO_CMD_PWRITE, fd, 0, 1);
	submit_all("O_DIRECT appends", ctx, iocbs, 8);
	printf("the file has %ld bytes\n", (long)lseek(fd, 0, SEEK_END));
	return 0;
}
