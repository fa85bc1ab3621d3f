/* Limits, and what a process has used. */
#include <kring/syscall.h>
#include <sys/resource.h>

int getrlimit(__rlimit_resource_t resource, struct rlimit *limit)
{
	return __result(SYSCALL4(prlimit64, 0, resource, 0, limit));
}

int setrlimit(__rlimit_resource_t resource, const struct rlimit *limit)
{
	return __result(SYSCALL4(prlimit64, 0, resource, limit, 0));
}

int getrusage(int who, struct rusage *usage)
{
	return __result(SYSCALL2(getrusage, who, usage));
}
