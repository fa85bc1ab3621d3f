/*
 * Whether io_submit waits. No clock is asked, which would say how busy the machine is: a call that waits sleeps, and
 * the kernel counts how often a process gives up its CPU by itself.
 */
#include <linux/fs.h>
#include <sys/resource.h>

#define PAGE 4096

static inline long sleeps(void)
{
	struct rusage usage;

	if (getrusage(RUSAGE_SELF, &usage) != 0)
		exit(1);
	return usage.ru_nvcsw;
}

/* A file of so many pages, all of them written to the disk and in the page cache too. Page i is full of i + 1. */
static inline int written_file(const char *name, int count)
{
	int fd = open_file(name, O_RDWR | O_CREAT | O_TRUNC);
	char page[PAGE];

	for (int i = 0; i < count; i++) {
		memset(page, i + 1, sizeof(page));
		if (write(fd, page, sizeof(page)) != sizeof(page))
			exit(1);
	}
	if (fsync(fd) != 0)
		exit(1);
	return fd;
}

/*
 * The same file, of which nothing is or was in the page cache, and which is not read ahead. Advice to drop what is there would
 * not do: a page that the kernel holds just then stays.
 */
static inline int cold_file(const char *name, int count)
{
	int direct = open_file(name, O_RDWR | O_CREAT | O_TRUNC | O_DIRECT);
	char *page = pages(PAGE);

	for (int i = 0; i < count; i++) {
		memset(page, i + 1, PAGE);
		if (write(direct, page, PAGE) != PAGE)
			exit(1);
	}
	if (fsync(direct) != 0 || close(direct) != 0)
		exit(1);
	int fd = open_file(name, O_RDWR);

	if (posix_fadvise(fd, 0, 0, POSIX_FADV_RANDOM) != 0)
		exit(1);
	return fd;
}

/* Requests of a page each, `step` pages apart, into or out of buffers of their own. */
static inline void prepare(struct iocb *iocbs, int count, int opcode, int fd, int first, int step)
{
	static char *buffers;

	if (!buffers)
		buffers = pages(64 * PAGE);
	for (int i = 0; i < count; i++) {
		io_prep_pread(&iocbs[i], fd, buffers + i * PAGE, PAGE, (long)(first + i * step) * PAGE);
		iocbs[i].aio_lio_opcode = opcode;
		iocbs[i].data = (void *)(long)i;
	}
}

static inline void set_flags(struct iocb *iocbs, int count, int flags)
{
	for (int i = 0; i < count; i++)
		iocbs[i].aio_rw_flags = flags;
}

/*
 * Submits all at once, says whether io_submit slept so often that it cannot have been by accident, and what the
 * requests came to.
 */
static inline void submit_count(const char *what, io_context_t ctx, struct iocb *iocbs, int count, int often)
{
	struct iocb *list[64];
	struct io_event events[64];
	long results[64] = { 0 };

	for (int i = 0; i < count; i++)
		list[i] = &iocbs[i];
	long before = sleeps();
	int submitted = io_submit(ctx, count, list);
	long slept = sleeps() - before;

	printf("%s: io_submit %s\n", what, submitted < 0 ? errno_name(-submitted) :
	       slept >= often ? "waits" : "returns at once");
	if (submitted < 0 || io_getevents(ctx, submitted, submitted, events, NULL) != submitted)
		return;
	for (int i = 0; i < submitted; i++)
		results[(long)events[i].data] = (long)events[i].res;
	for (int i = 0; i < submitted;) {
		int same = 1;

		while (i + same < submitted && results[i + same] == results[i])
			same++;
		printf("  %d of res %ld%s%s\n", same, results[i], results[i] < 0 ? " " : "",
		       results[i] < 0 ? errno_name(-results[i]) : "");
		i += same;
	}
}

/* The same where it would sleep for about every request. */
static inline void submit_all(const char *what, io_context_t ctx, struct iocb *iocbs, int count)
{
	submit_count(what, ctx, iocbs, count, (count + 1) / 2);
}
