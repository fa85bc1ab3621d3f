/* SUB-06: all 64 bytes of the iocb are copied: EFAULT when one of them cannot be read. It needs no alignment. */
#include "rule.h"

int main(void)
{
	io_context_t ctx = context(4);
	int fd = open_file("data", O_RDONLY);
	char bytes[72];
	struct iocb *iocb;

	show("iocb NULL", submit(ctx, NULL));
	show("iocb nowhere", submit(ctx, (struct iocb *)8));

	char *map = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	munmap(map + 4096, 4096);
	iocb = (struct iocb *)(map + 4096 - 64);
	io_prep_pread(iocb, fd, NULL, 0, 0);
	show("iocb that ends at a hole", submit(ctx, iocb));
	memmove(map + 4096 - 56, iocb, 56);
	show("iocb with 8 bytes in the hole", submit(ctx, (struct iocb *)(map + 4096 - 56)));

	struct iocb good;
	io_prep_pread(&good, fd, NULL, 0, 0);
	memcpy(bytes + 5, &good, sizeof(good));
	show("iocb at an odd address", submit(ctx, (struct iocb *)(bytes + 5)));
	show_ring(ctx);
	return 0;
}
