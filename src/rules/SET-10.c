/* SET-10: aio-max-nr may be lowered below aio-nr, which concerns new contexts only; aio-nr cannot be written. */
#include "rule.h"

static long set_max(const char *text)
{
	int fd = open_file("/proc/sys/fs/aio-max-nr", O_WRONLY);
	long ret = raw(write(fd, text, strlen(text)));

	close(fd);
	return ret;
}

static void try_setup(int nr_events)
{
	io_context_t ctx = 0;

	show("io_setup", io_setup(nr_events, &ctx));
}

int main(void)
{
	long before = aio_sysctl("/proc/sys/fs/aio-max-nr"), others = aio_nr();
	io_context_t ctx = context(1000);
	struct iocb iocb;
	char text[32], byte;

	show("negative", set_max("-1"));
	show("no number", set_max("many"));
	sprintf(text, "%ld\n", others + 500);
	printf("lower than aio-nr: written %d\n", set_max(text) == (long)strlen(text));
	printf("aio-nr is %ld more\n", aio_nr() - others);
	try_setup(1);
	io_prep_pread(&iocb, open_file("data", O_RDONLY), &byte, 1, 0);
	show("io_submit on the old context", submit(ctx, &iocb));
	show("io_destroy", io_destroy(ctx));
	try_setup(501);
	try_setup(500);
	show("0", set_max("0"));
	try_setup(1);
	sprintf(text, "%ld", before);
	set_max(text);
	show("aio-nr for writing", raw(open("/proc/sys/fs/aio-nr", O_WRONLY)));
	return 0;
}
