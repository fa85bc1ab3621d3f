/* PRO-01: C counts possible CPUs; pages have 4096 bytes, blocks 512, one request 1024 segments and 0x7ffff000 bytes. */
#include "rule.h"

static int possible_cpus(void)
{
	char text[64] = "", *dash;
	int fd = open_file("/sys/devices/system/cpu/possible", O_RDONLY);

	if (read(fd, text, sizeof(text) - 1) < 0)
		exit(1);
	close(fd);
	dash = strchr(text, '-');
	return dash ? atoi(dash + 1) + 1 : 1;
}

int main(void)
{
	static struct iovec vector[1025];
	int cpus = possible_cpus(), fd = open_file("data", O_RDONLY | O_DIRECT), null = open_file("/dev/null", O_WRONLY);
	io_context_t ctx = context(1);
	char *buf = pages(4096);
	struct iocb iocb;

	printf("pages of %d bytes, fs.aio-max-nr %ld\n", getpagesize(), aio_sysctl("/proc/sys/fs/aio-max-nr"));
	/* RNG-01 with at least 4 events for each CPU. */
	printf("the smallest ring is that of C CPUs: %d\n", ring_of(ctx)->nr == (2u * 4 * cpus + 3 + 127) / 128 * 128 - 1);
	for (int bytes = 256; bytes <= 1024; bytes *= 2) {
		io_prep_pread(&iocb, fd, buf, bytes, bytes);
		iocb.data = (void *)(long)bytes;
		submit(ctx, &iocb);
		reap(ctx, 1);
	}
	for (int i = 0; i < 1025; i++)
		vector[i] = (struct iovec){ buf, 1 };
	for (int count = 1024; count <= 1025; count++) {
		io_prep_preadv(&iocb, open_file("data", O_RDONLY), vector, count, 0);
		show("segments", submit(ctx, &iocb));
	}
	reap(ctx, 1);
	io_prep_pwrite(&iocb, null, vector, 0xffffffff, 0);
	show("io_submit", submit(ctx, &iocb));
	reap(ctx, 1);
	return 0;
}
