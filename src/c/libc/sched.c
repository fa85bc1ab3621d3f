/* Which CPU a task runs on. */
#include <kring/syscall.h>
#include <sched.h>
#include <string.h>

int __sched_cpucount(size_t size, const cpu_set_t *set)
{
	int count = 0;
	for (size_t cpu = 0; cpu < size * 8; cpu++)
		count += CPU_ISSET(cpu, set);
	return count;
}

int sched_yield(void)
{
	return __result(SYSCALL0(sched_yield));
}

int sched_getcpu(void)
{
	unsigned int cpu;
	long ret = __result(SYSCALL3(getcpu, &cpu, NULL, NULL));
	return ret < 0 ? -1 : (int)cpu;
}

int sched_setaffinity(pid_t pid, size_t size, const cpu_set_t *set)
{
	return __result(SYSCALL3(sched_setaffinity, pid, size, set));
}

/* The kernel fills as much as it knows. */
int sched_getaffinity(pid_t pid, size_t size, cpu_set_t *set)
{
	long filled = SYSCALL3(sched_getaffinity, pid, size, set);
	if (filled < 0)
		return __result(filled);
	memset((char *)set + filled, 0, size - filled);
	return 0;
}
