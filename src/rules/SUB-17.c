/* SUB-17: requests start in list order; one that is finished at once is finished before the next entry is read. */
#include "rule.h"

int main(void)
{
	io_context_t ctx = context(8);
	int fd = open_file("new", O_RDWR | O_CREAT);
	char text[6] = "hello", read_back[6] = "";
	struct iocb iocb[3], *list[3] = { &iocb[0], &iocb[1], &iocb[2] };

	/* The second request reads what the first has written. */
	io_prep_pwrite(&iocb[0], fd, text, 6, 0);
	io_prep_pread(&iocb[1], fd, read_back, 6, 0);
	show("io_submit", io_submit(ctx, 2, list));
	printf("read back: %s\n", read_back);
	reap(ctx, 2);

	/* Stranger: the first request reads the second iocb out of the file, and the kernel takes that one. */
	io_prep_pread(&iocb[2], fd, read_back, 3, 3);
	iocb[2].data = (void *)99;
	show("pwrite", pwrite(fd, &iocb[2], 64, 1000));
	io_prep_pread(&iocb[0], fd, &iocb[1], 64, 1000);
	io_prep_pread(&iocb[1], -1, NULL, 0, 0);
	show("io_submit", io_submit(ctx, 2, list));
	reap(ctx, 2);

	/* And the list: the first request overwrites list[1], which was NULL. */
	struct iocb *patch = &iocb[2];
	show("pwrite", pwrite(fd, &patch, 8, 2000));
	io_prep_pread(&iocb[0], fd, &list[1], 8, 2000);
	list[1] = NULL;
	show("io_submit", io_submit(ctx, 2, list));
	reap(ctx, 2);
	return 0;
}
