/* fork, wait, and what a child has of its parent. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int global = 1;
static volatile sig_atomic_t got, got_pid, got_status, got_code;

static void handler(int signal)
{
	got = signal;
}

static void child_handler(int signal, siginfo_t *info, void *context)
{
	(void)context;
	got = signal;
	got_pid = info->si_pid;
	got_status = info->si_status;
	got_code = info->si_code;
}

static void show_status(const char *what, pid_t pid, pid_t wanted, int status)
{
	printf("%s: %s", what, pid == wanted ? "it" : pid == -1 ? strerrorname_np(errno) : "another");
	if (pid > 0 && WIFEXITED(status))
		printf(", exit %d", WEXITSTATUS(status));
	if (pid > 0 && WIFSIGNALED(status))
		printf(", signal %d", WTERMSIG(status));
	if (pid > 0 && WIFSTOPPED(status))
		printf(", stopped by %d", WSTOPSIG(status));
	printf("\n");
	fflush(stdout);
}

#define SHOW(what, call, wanted) do { pid_t pid_ = (call); show_status(what, pid_, wanted, status); } while (0)

static int recurse(int n)
{
	int mine = n * 3, status;
	if (n > 0)
		return recurse(n - 1) + mine;
	pid_t pid = fork();
	if (pid == 0)
		return 100;
	waitpid(pid, &status, 0);
	show_status("from deep inside", pid, pid, status);
	return WEXITSTATUS(status);
}

int main(void)
{
	int status, local = 10, fds[2], parent_to_child[2];
	char *shared = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	char *private = mmap(NULL, 3 * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	int *heap = malloc(100);
	char text[16] = "";
	pid_t me = getpid(), pid;

	setvbuf(stdout, NULL, _IOLBF, 0);
	*heap = 5;
	private[0] = 1;
	pid = fork();
	if (pid == 0) {
		printf("child: %d %d %d %d, its parent is right: %d\n", global, local, *heap, private[0], getppid() == me);
		global = local = *heap = 77;
		private[0] = private[4096] = 7;
		shared[0] = 's';
		printf("not the same pid: %d\n", getpid() != me);
		_exit(3);
	}
	SHOW("wait", wait(&status), pid);
	printf("parent: %d %d %d %d %d, shared %c\n", global, local, *heap, private[0], private[4096], shared[0]);
	SHOW("nobody left", wait(&status), 0);
	SHOW("no such child", waitpid(me, &status, 0), 0);

	/* Files are the same open files. */
	int fd = open("shared-file", O_RDWR | O_CREAT | O_TRUNC, 0600);
	pipe(fds);
	pipe(parent_to_child);
	pid = fork();
	if (pid == 0) {
		char byte;
		read(parent_to_child[0], &byte, 1);
		write(fd, "child", 5);
		write(fds[1], "ok", 2);
		close(fds[1]);
		exit(0);
	}
	close(fds[1]);
	write(fd, "parent ", 7);
	write(parent_to_child[1], "g", 1);
	printf("read %zd, then %zd\n", read(fds[0], text, 2), read(fds[0], text + 2, 1));
	waitpid(pid, &status, 0);
	printf("position %ld\n", (long)lseek(fd, 0, SEEK_CUR));
	pread(fd, text, 15, 0);
	printf("%s\n", text);
	unlink("shared-file");

	/* Ends by signals. */
	pid = fork();
	if (pid == 0) {
		for (;;)
			pause();
	}
	kill(pid, SIGTERM);
	SHOW("killed", waitpid(pid, &status, 0), pid);
	SHOW("waited for", waitpid(pid, &status, 0), pid);
	printf("kill: %s\n", kill(pid, 0) == 0 ? "?" : strerrorname_np(errno));
	pid = fork();
	if (pid == 0)
		*(volatile char *)16 = 1;
	SHOW("bad store", waitpid(pid, &status, 0), pid);
	pid = fork();
	if (pid == 0)
		abort();
	SHOW("abort", waitpid(pid, &status, 0), pid);

	/* SIGCHLD, with what it knows. */
	struct sigaction action;
	memset(&action, 0, sizeof(action));
	action.sa_sigaction = child_handler;
	action.sa_flags = SA_SIGINFO;
	sigaction(SIGCHLD, &action, NULL);
	sigset_t set, old, none;
	sigemptyset(&set);
	sigemptyset(&none);
	sigaddset(&set, SIGCHLD);
	sigprocmask(SIG_BLOCK, &set, &old);
	pid = fork();
	if (pid == 0)
		_exit(42);
	sigsuspend(&none);
	printf("SIGCHLD %d, from it %d, status %d, code %d\n", got == SIGCHLD, got_pid == pid, got_status, got_code);
	SHOW("WNOHANG", waitpid(pid, &status, WNOHANG), pid);
	pid = fork();
	if (pid == 0) {
		signal(SIGTERM, SIG_DFL);
		raise(SIGTERM);
	}
	sigsuspend(&none);
	printf("SIGCHLD from it %d, status %d, code %d\n", got_pid == pid, got_status, got_code);
	waitpid(pid, NULL, 0);
	signal(SIGCHLD, SIG_DFL);
	sigprocmask(SIG_SETMASK, &old, NULL);

	/* Handlers and masks are inherited; what is pending and the alarm are not. */
	signal(SIGUSR1, handler);
	sigaddset(&set, SIGUSR2);
	sigprocmask(SIG_BLOCK, &set, &old);
	raise(SIGUSR2);
	alarm(100);
	pid = fork();
	if (pid == 0) {
		sigset_t pending, blocked;
		got = 0;
		raise(SIGUSR1);
		sigpending(&pending);
		sigprocmask(SIG_BLOCK, NULL, &blocked);
		printf("handler ran %d, pending %d, blocked %d, alarm %u\n", got == SIGUSR1,
		       sigismember(&pending, SIGUSR2), sigismember(&blocked, SIGUSR2), alarm(0));
		_exit(0);
	}
	waitpid(pid, &status, 0);
	printf("here the alarm had %d s\n", alarm(0) > 90 ? 100 : 0);
	signal(SIGUSR2, SIG_IGN);
	sigprocmask(SIG_SETMASK, &old, NULL);

	/* Stopped and continued. */
	pipe(fds);
	pid = fork();
	if (pid == 0) {
		char byte;
		read(fds[0], &byte, 1);
		_exit(byte);
	}
	kill(pid, SIGSTOP);
	SHOW("SIGSTOP", waitpid(pid, &status, WUNTRACED), pid);
	SHOW("once only", waitpid(pid, &status, WUNTRACED | WNOHANG), 0);
	write(fds[1], "\5", 1);
	kill(pid, SIGCONT);
	SHOW("SIGCONT, and it went on reading", waitpid(pid, &status, 0), pid);
	pid = fork();
	if (pid == 0) {
		raise(SIGSTOP);
		_exit(9);
	}
	waitpid(pid, &status, WUNTRACED);
	kill(pid, SIGTERM);
	SHOW("stopped, it takes no SIGTERM", waitpid(pid, &status, WNOHANG), 0);
	kill(pid, SIGKILL);
	SHOW("but SIGKILL", waitpid(pid, &status, 0), pid);

	/* A child's child, whose parent ends first. */
	pipe(fds);
	pid = fork();
	if (pid == 0) {
		pid_t parent = getpid();
		if (fork() == 0) {
			while (getppid() == parent) {
				struct timespec moment = { 0, 1000000 };
				nanosleep(&moment, NULL);
			}
			write(fds[1], "x", 1);
			_exit(0);
		}
		_exit(1);
	}
	waitpid(pid, &status, 0);
	read(fds[0], text, 1);
	SHOW("a grandchild is not waited for", wait(&status), 0);

	/* An ignored SIGCHLD: children are gone at once. */
	signal(SIGCHLD, SIG_IGN);
	pid = fork();
	if (pid == 0)
		_exit(0);
	SHOW("ignored", waitpid(pid, &status, 0), pid);
	signal(SIGCHLD, SIG_DFL);

	/* More of them than fit at a time, one after the other. */
	int sum = 0;
	for (int i = 0; i < 70; i++) {
		pid = fork();
		if (pid == 0)
			_exit(i);
		waitpid(pid, &status, 0);
		sum += WEXITSTATUS(status);
	}
	printf("70 children: %d\n", sum);
	int deep = recurse(20);
	if (getpid() != me)
		_exit(deep & 0xff);
	printf("deep %d\n", deep);
	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		printf("the last child\n");
		exit(0);
	}
	wait(NULL);
	return 6;
}
