/* BUF-01: while O_DIRECT is in flight the buffer is the device's: what is done to it meanwhile shows who holds its pages. */
#include "rule.h"
#include "blocking.h"

static io_context_t ctx;
static int fd;

/* The slow disk lets a few requests pass at once, so that many go first. */
enum { FIRST = 8 };

/* A page of the file on its way to or from the slow disk. */
static void start(int opcode, void *buf, int page)
{
	struct iocb iocbs[FIRST + 1], *list[FIRST + 1];

	prepare(iocbs, FIRST, opcode, fd, 16, 1);
	io_prep_pread(&iocbs[FIRST], fd, buf, PAGE, (long)page * PAGE);
	iocbs[FIRST].aio_lio_opcode = opcode;
	iocbs[FIRST].data = (void *)FIRST;
	for (int i = 0; i <= FIRST; i++) {
		list[i] = &iocbs[i];
		/* One by one: together they would become one request. */
		if (io_submit(ctx, 1, &list[i]) != 1)
			exit(1);
	}
}

/* Waits for all of them, and shows the one that counts. */
static void finish(void)
{
	struct io_event events[FIRST + 1];

	if (io_getevents(ctx, FIRST + 1, FIRST + 1, events, NULL) != FIRST + 1)
		exit(1);
	for (int i = 0; i <= FIRST; i++)
		if ((long)events[i].data == FIRST)
			show_event(&events[i]);
}

int main(void)
{
	ctx = context(16);
	cold_file("file", 32);
	fd = open_file("file", O_RDWR | O_DIRECT);
	char *buf = mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	memset(buf, 'o', 2 * PAGE);
	start(IO_CMD_PREAD, buf, 0);
	printf("a read in flight: the buffer has %d, as before\n", buf[0]);
	finish();
	printf("after the event: %d\n", buf[0]);

	start(IO_CMD_PREAD, buf, 1);
	madvise(buf, PAGE, MADV_DONTNEED);
	printf("MADV_DONTNEED in flight: it has %d\n", buf[0]);
	finish();
	printf("after the event: %d\n", buf[0]);

	memset(buf, 'o', PAGE);
	start(IO_CMD_PREAD, buf, 2);
	mprotect(buf, PAGE, PROT_NONE);
	finish();
	mprotect(buf, PAGE, PROT_READ | PROT_WRITE);
	printf("PROT_NONE in flight: %d\n", buf[0]);

	start(IO_CMD_PREAD, buf, 3);
	munmap(buf, PAGE);
	mmap(buf, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
	buf[0] = 'n';
	finish();
	printf("another page in its place: %d\n", buf[0]);

	memset(buf, 'w', PAGE);
	start(IO_CMD_PWRITE, buf, 4);
	buf[0] = 'W';
	finish();
	start(IO_CMD_PREAD, buf + PAGE, 4);
	finish();
	printf("changed while the write was in flight, read back: %c%c\n", buf[PAGE], buf[PAGE + 1]);

	start(IO_CMD_PWRITE, buf, 5);
	munmap(buf, PAGE);
	finish();
	start(IO_CMD_PREAD, buf + PAGE, 5);
	finish();
	printf("unmapped while the write was in flight, read back: %c%c\n", buf[PAGE], buf[PAGE + 1]);

	start(IO_CMD_PREAD, buf + PAGE, 6);
	close(fd);
	finish();
	printf("the fd closed in flight: %d\n", buf[PAGE]);

	fd = open_file("file", O_RDWR | O_DIRECT);
	start(IO_CMD_PREAD, buf + PAGE, 7);
	show("ftruncate in flight", raw(ftruncate(fd, 0)));
	printf("it waited: %u events\n", events_in(ctx));
	finish();
	return 0;
}
