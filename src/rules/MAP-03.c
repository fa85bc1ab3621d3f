/* MAP-03: MADV_DONTNEED keeps what is in the ring, and the ring stays in use; MADV_DONTFORK keeps it from a child. */
#include "rule.h"
#include <sys/wait.h>

int main(void)
{
	io_context_t ctx = context(8);
	int fd = open_file("data", O_RDONLY);
	char *memory = mmap(NULL, 3 * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	char *shared = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	struct iocb iocb;

	io_prep_pread(&iocb, fd, memory, 16, 0);
	iocb.data = (void *)7;
	show("io_submit", submit(ctx, &iocb));
	show("MADV_DONTNEED of the ring", raw(madvise(ctx, 4096, MADV_DONTNEED)));
	show_ring(ctx);
	printf("its first event: data %ld\n", (long)ring_of(ctx)->events[0].data);
	show("io_submit", submit(ctx, &iocb));
	reap(ctx, 2);
	show("MADV_DONTFORK of the ring", raw(madvise(ctx, 4096, MADV_DONTFORK)));
	int fds[2];
	if (pipe(fds) != 0)
		return 1;
	fflush(stdout);
	if (fork() == 0) {
		show("in a child, write from it", raw(write(fds[1], ring_of(ctx), 4)));
		exit(0);
	}
	wait(NULL);
	show("here", raw(write(fds[1], ring_of(ctx), 4)));
	show("MADV_DOFORK of the ring", raw(madvise(ctx, 4096, MADV_DOFORK)));
	show("io_submit", submit(ctx, &iocb));
	reap(ctx, 1);

	memset(memory, 'm', 3 * 4096);
	shared[0] = 's';
	show("of two pages", raw(madvise(memory + 4096, 4097, MADV_DONTNEED)));
	printf("they read %d %d, the one before them %d\n", memory[4096], memory[3 * 4096 - 1], memory[4095]);
	memory[4096] = 'w';
	printf("written again: %d\n", memory[4096]);
	show("of a shared page", raw(madvise(shared, 4096, MADV_DONTNEED)));
	printf("it reads %d\n", shared[0]);

	show("not aligned", raw(madvise(memory + 1, 4096, MADV_DONTNEED)));
	show("no such advice", raw(madvise(memory, 4096, 12345)));
	show("no bytes", raw(madvise(memory, 0, MADV_DONTNEED)));
	munmap(memory + 4096, 4096);
	memory[0] = 'a';
	memory[8192] = 'b';
	show("over a hole", raw(madvise(memory, 3 * 4096, MADV_DONTNEED)));
	printf("on both sides of it %d %d\n", memory[0], memory[8192]);
	return 0;
}
