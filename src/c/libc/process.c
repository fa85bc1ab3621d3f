/* The process: who it is, what it may know, and system calls by number. */
#include <errno.h>
#include <kring/syscall.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <sys/resource.h>
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

pid_t gettid(void)
{
	return SYSCALL0(gettid);
}

int getrusage(int who, struct rusage *usage)
{
	return __result(SYSCALL2(getrusage, who, usage));
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

int kill(pid_t pid, int signal)
{
	return __result(SYSCALL2(kill, pid, signal));
}

int raise(int signal)
{
	return __result(SYSCALL3(tgkill, getpid(), gettid(), signal));
}
