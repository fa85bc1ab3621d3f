/* RES-05: files in memory take O_DIRECT, and with any alignment: it goes through the page cache all the same. */
#include "rule.h"

int main(void)
{
	io_context_t ctx = context(8);
	int fd = open_file("/dev/shm/kring-rule", O_RDWR | O_CREAT | O_TRUNC | O_DIRECT);
	char *buf = pages(8192);
	struct iocb iocb;

	unlink("/dev/shm/kring-rule");
	/* A memfd was never opened, and nobody has said that it can. */
	show("O_DIRECT for a memfd", raw(fcntl(memfd_create("memory", 0), F_SETFL, O_DIRECT)));
	memset(buf, 'a', 8192);
	io_prep_pwrite(&iocb, fd, buf + 1, 4999, 3);
	show("io_submit", submit(ctx, &iocb));
	printf("%u event at its return\n", events_in(ctx));
	reap(ctx, 1);
	memset(buf, 0, 8192);
	io_prep_pread(&iocb, fd, buf + 7, 777, 1);
	show("io_submit", submit(ctx, &iocb));
	reap(ctx, 1);
	printf("%d %d %c\n", buf[7], buf[8], buf[9]);
	return 0;
}
