/* LIF-01: exit and SIGKILL destroy all contexts of a process and wait for their requests. */
#include "rule.h"
#include <signal.h>
#include <sys/wait.h>

static long before;

static void show_end(const char *what, pid_t pid)
{
	int status;

	if (waitpid(pid, &status, 0) != pid)
		exit(1);
	if (WIFSIGNALED(status))
		printf("%s: signal %d", what, WTERMSIG(status));
	else
		printf("%s: exit %d", what, WEXITSTATUS(status));
	printf(", aio-nr is what it was: %s\n", aio_nr() == before ? "yes" : "no");
}

/* Says through the pipe that it is ready, by how much aio-nr grew, and waits as it is told. */
static pid_t child(int ready, int fd, void *memory, int how)
{
	struct iocb iocbs[16], *list[16];
	struct io_event event;
	pid_t pid = fork();

	if (pid != 0)
		return pid;
	io_context_t one = context(30), two = context(70);
	for (int i = 0; i < 16; i++) {
		io_prep_pread(&iocbs[i], fd, (char *)memory + i * 512, 512, i * 512);
		list[i] = &iocbs[i];
	}
	if (io_submit(two, 16, list) != 16)
		exit(99);
	long grown = aio_nr() - before;
	write(ready, &grown, sizeof(grown));
	if (how == 0)
		exit(7);
	if (how == 1)
		_exit(8);
	if (how == 2)
		raise(SIGTERM);
	if (how == 3)
		*(volatile int *)16 = 1;
	sys_io_getevents(one, 1, 1, &event, NULL);
	exit(98);
}

int main(void)
{
	static const char *const names[] = { "exit", "_exit", "SIGTERM", "bad store", "SIGKILL while it waits" };
	int fd = open_file("data", O_RDONLY | O_DIRECT), fds[2];
	void *memory = pages(8192);
	long grown;

	if (pipe(fds) != 0)
		return 1;
	before = aio_nr();
	for (int how = 0; how < 5; how++) {
		fflush(stdout);
		pid_t pid = child(fds[1], fd, memory, how);
		if (read(fds[0], &grown, sizeof(grown)) != sizeof(grown))
			return 1;
		printf("aio-nr grew by %ld\n", grown);
		if (how == 4)
			kill(pid, SIGKILL);
		show_end(names[how], pid);
	}
	return 0;
}
