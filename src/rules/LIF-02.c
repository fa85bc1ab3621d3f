/* LIF-02, PRO-02, UAPI-09: a child process has no contexts; up to 6.18 it shares the ring's memory, and can take events away by moving head. */
#include "rule.h"
#include <sys/wait.h>

static void wait_for(pid_t pid)
{
	int status;

	fflush(stdout);
	if (waitpid(pid, &status, 0) == pid && status != 0)
		printf("the child ended with %#x\n", status);
}

/* Not mapped is -EFAULT, from whoever reads it. */
static int is_mapped(const void *address)
{
	int fds[2];

	return pipe(fds) == 0 && write(fds[1], address, 1) == 1;
}

int main(void)
{
	io_context_t ctx = context(8);
	struct aio_ring *ring = ring_of(ctx);
	int fd = open_file("data", O_RDONLY), go[2], done[2];
	struct iocb iocb;
	struct io_event event;
	struct timespec zero = { 0, 0 };
	char byte;
	long nr = aio_nr();

	if (pipe(go) != 0 || pipe(done) != 0)
		return 1;
	io_prep_pread(&iocb, fd, NULL, 0, 0);
	iocb.data = (void *)1;
	submit(ctx, &iocb);

	pid_t pid = fork();
	if (pid == 0) {
		printf("in the child, aio-nr is the same: %s\n", aio_nr() == nr ? "yes" : "no");
		show("io_submit", submit(ctx, &iocb));
		show("io_getevents", sys_io_getevents(ctx, 0, 1, &event, &zero));
		show("io_cancel", io_cancel(ctx, &iocb, &event));
		show("io_destroy", io_destroy(ctx));
		if (is_mapped(ring)) {
			show_ring(ctx);
			show("mremap", raw((long)mremap(ring, 4096, 4096, MREMAP_MAYMOVE | MREMAP_FIXED, ring + 64)));
			show("mprotect PROT_EXEC", raw(mprotect(ring, 4096, PROT_READ | PROT_EXEC)));
			write(done[1], "x", 1);
			read(go[0], &byte, 1);
			printf("what the parent submitted meanwhile is here\n");
			show_ring(ctx);
			printf("  data %ld\n", (long)ring->events[1].data);
			ring->head = 1;
			show("libaio finds an event and asks the kernel", io_getevents(ctx, 0, 1, &event, &zero));
			ring->head = 2;
			show("on an empty ring it does not ask", io_getevents(ctx, 0, 1, &event, &zero));
		} else {
			write(done[1], "x", 1);
			read(go[0], &byte, 1);
			printf("no ring is mapped here\n");
		}
		/* Contexts of its own. */
		io_context_t own = context(20);
		printf("aio-nr grew by %ld\n", aio_nr() - nr);
		printf("ring.id %u\n", ring_of(own)->id);
		show("io_submit", submit(own, &iocb));
		reap(own, 1);
		exit(0);
	}
	if (pid < 0)
		return 1;
	read(done[0], &byte, 1);
	iocb.data = (void *)2;
	show("in the parent, io_submit", submit(ctx, &iocb));
	fflush(stdout);
	write(go[1], "x", 1);
	wait_for(pid);
	printf("the child is gone, aio-nr is back: %s\n", aio_nr() == nr ? "yes" : "no");
	show_ring(ctx);
	show("taken", take(ctx, 8));
	show("io_submit", submit(ctx, &iocb));
	reap(ctx, 1);
	show("io_destroy", io_destroy(ctx));
	return 0;
}
