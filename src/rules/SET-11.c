/* SET-11: with aio-max-nr above 2^31, nr_events 0x80000001 doubles to 2: the smallest ring, counted in full. */
#include "rule.h"

static void set_max(const char *text)
{
	int fd = open_file("/proc/sys/fs/aio-max-nr", O_WRONLY);

	if (write(fd, text, strlen(text)) < 0)
		exit(1);
	close(fd);
}

int main(void)
{
	long others = aio_nr();
	char before[32];
	io_context_t ctx = 0;

	sprintf(before, "%ld", aio_sysctl("/proc/sys/fs/aio-max-nr"));
	set_max("4294967296");
	int ret = io_setup(0x80000001, &ctx);
	long counted = aio_nr() - others;
	set_max(before);
	show("io_setup", ret);
	show_ring(ctx);
	printf("aio-nr grew by %ld\n", counted);
	show("io_destroy", io_destroy(ctx));
	printf("aio-nr is %ld more\n", aio_nr() - others);
	return 0;
}
