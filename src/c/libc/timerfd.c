/* Timers to wait for. */
#include <kring/syscall.h>
#include <sys/timerfd.h>

int timerfd_create(clockid_t clock, int flags)
{
	return __result(SYSCALL2(timerfd_create, clock, flags));
}

int timerfd_settime(int fd, int flags, const struct itimerspec *time, struct itimerspec *old)
{
	return __result(SYSCALL4(timerfd_settime, fd, flags, time, old));
}

int timerfd_gettime(int fd, struct itimerspec *left)
{
	return __result(SYSCALL2(timerfd_gettime, fd, left));
}
