/* SUB-18: up to 2 requests in a list go to the device one by one; from 3 on, those that follow each other become one. */
#include "rule.h"
#include "blocking.h"
#include <sys/stat.h>
#include <sys/sysmacros.h>

/* What the device has done so far: reads, and requests that became part of the one before. */
static void counts(int fd, long *reads, long *merges)
{
	struct stat status;
	char path[64], text[512] = "", *end;

	if (fstat(fd, &status) != 0)
		exit(1);
	sprintf(path, "/sys/dev/block/%u:%u/stat", major(status.st_dev), minor(status.st_dev));
	int stat = open_file(path, O_RDONLY);
	if (read(stat, text, sizeof(text) - 1) <= 0)
		exit(1);
	close(stat);
	*reads = strtol(text, &end, 10);
	*merges = strtol(end, &end, 10);
}

static void batch(io_context_t ctx, int fd, int count, int step)
{
	struct iocb iocbs[8], *list[8];
	struct io_event events[8];
	long reads, merges, reads_after, merges_after;

	prepare(iocbs, count, IO_CMD_PREAD, fd, 0, step);
	for (int i = 0; i < count; i++)
		list[i] = &iocbs[i];
	counts(fd, &reads, &merges);
	if (io_submit(ctx, count, list) != count || io_getevents(ctx, count, count, events, NULL) != count)
		exit(1);
	counts(fd, &reads_after, &merges_after);
	printf("%d pages, %s: the device read %ld times, %ld merged\n", count, step == 1 ? "adjacent" : "apart",
	       reads_after - reads, merges_after - merges);
}

int main(void)
{
	io_context_t ctx = context(8);

	cold_file("file", 64);
	int fd = open_file("file", O_RDONLY | O_DIRECT);
	for (int count = 1; count <= 5; count++)
		batch(ctx, fd, count, 1);
	batch(ctx, fd, 3, 8);
	return 0;
}
