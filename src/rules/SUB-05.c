/* SUB-05: list[i] is read one by one; where it cannot be read: EFAULT. It needs no alignment. */
#include "rule.h"

int main(void)
{
	io_context_t ctx = context(4);
	int fd = open_file("data", O_RDONLY);
	struct iocb iocb, *pointer = &iocb;
	struct iocb **volatile nowhere = (struct iocb **)8, **volatile kernel = (struct iocb **)-4096;
	char bytes[20];

	io_prep_pread(&iocb, fd, NULL, 0, 0);
	show("list NULL", io_submit(ctx, 1, NULL));
	show("list nowhere", io_submit(ctx, 1, nowhere));
	show("list in the kernel's half", io_submit(ctx, 1, kernel));

	memcpy(bytes + 3, &pointer, sizeof(pointer));
	show("list at an odd address", io_submit(ctx, 1, (struct iocb **)(bytes + 3)));

	/* The last 8 bytes of a page, and nothing behind it: the first entry is fine. */
	char *map = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	munmap(map + 4096, 4096);
	memcpy(map + 4088, &pointer, sizeof(pointer));
	show("list that ends at a hole", io_submit(ctx, 2, (struct iocb **)(map + 4088)));
	show("from the hole on", io_submit(ctx, 1, (struct iocb **)(map + 4096)));
	show("list half in a hole", io_submit(ctx, 1, (struct iocb **)(map + 4092)));
	show_ring(ctx);
	return 0;
}
