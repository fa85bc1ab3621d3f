/* The process: who it is, what it may know, and system calls by number. */
#include <errno.h>
#include <kring/syscall.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <sys/wait.h>
#include <unistd.h>

/* An argument that was not given is whatever stands in its place, as in a register of x86-64. */
long syscall(long number, ...)
{
	long arguments[6];
	va_list args;
	va_start(args, number);
	for (int i = 0; i < 6; i++)
		arguments[i] = va_arg(args, long);
	va_end(args);
	return __result(__syscall(number, arguments[0], arguments[1], arguments[2], arguments[3], arguments[4],
				  arguments[5]));
}

pid_t getpid(void)
{
	return SYSCALL0(getpid);
}

pid_t getppid(void)
{
	return SYSCALL0(getppid);
}

pid_t gettid(void)
{
	return SYSCALL0(gettid);
}

int getpagesize(void)
{
	return 4096;
}

long sysconf(int name)
{
	switch (name) {
	case _SC_PAGESIZE:
		return getpagesize();
	case _SC_CLK_TCK:
		return 100;
	case _SC_IOV_MAX:
		return IOV_MAX;
	case _SC_OPEN_MAX:
		return 1024;
	}
	errno = EINVAL;
	return -1;
}

static char *current_break;

int brk(void *end)
{
	current_break = (char *)SYSCALL1(brk, end);
	if (current_break >= (char *)end)
		return 0;
	errno = ENOMEM;
	return -1;
}

void *sbrk(intptr_t increment)
{
	if (!current_break)
		brk(NULL);
	char *before = current_break;
	if (increment && brk(before + increment) < 0) {
		current_break = before;
		return (void *)-1;
	}
	return before;
}

pid_t fork(void)
{
	return __result(SYSCALL0(fork));
}

pid_t waitpid(pid_t pid, int *status, int options)
{
	return __result(SYSCALL4(wait4, pid, status, options, 0));
}

pid_t wait(int *status)
{
	return waitpid(-1, status, 0);
}
