/* COR-14, COR-15: the kernel writes a read-only ring through its own mapping; without the page the context is lost. */
#include "rule.h"

int main(void)
{
	io_context_t ctx = context(8);
	struct aio_ring *ring = ring_of(ctx);
	int fd = open_file("data", O_RDONLY);
	long before = aio_nr();
	struct iocb iocb;
	struct timespec zero = { 0, 0 };
	struct io_event event;

	io_prep_pread(&iocb, fd, NULL, 0, 0);
	show("mprotect PROT_READ", mprotect(ring, 4096, PROT_READ));
	show("io_submit", submit(ctx, &iocb));
	show_ring(ctx);
	reap(ctx, 1);
	show_ring(ctx);

	show("mprotect PROT_NONE", mprotect(ring, 4096, PROT_NONE));
	show("io_submit", submit(ctx, &iocb));
	show("io_getevents", sys_io_getevents(ctx, 0, 1, &event, &zero));
	show("mprotect PROT_READ | PROT_WRITE", mprotect(ring, 4096, PROT_READ | PROT_WRITE));
	show("io_submit", submit(ctx, &iocb));

	show("munmap", munmap(ring, 4096));
	show("io_submit", submit(ctx, &iocb));
	show("io_destroy", io_destroy(ctx));
	printf("aio-nr has not dropped: %s\n", aio_nr() == before ? "yes" : "no");
	return 0;
}
