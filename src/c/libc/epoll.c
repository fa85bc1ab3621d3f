/* Waiting for many descriptors. */
#include <errno.h>
#include <kring/syscall.h>
#include <sys/epoll.h>

int epoll_create(int size)
{
	return size > 0 ? epoll_create1(0) : __result(-EINVAL);
}

int epoll_create1(int flags)
{
	return __result(SYSCALL1(epoll_create1, flags));
}

int epoll_ctl(int epfd, int operation, int fd, struct epoll_event *event)
{
	return __result(SYSCALL4(epoll_ctl, epfd, operation, fd, event));
}

int epoll_wait(int epfd, struct epoll_event *events, int count, int milliseconds)
{
	return __result(SYSCALL4(epoll_wait, epfd, events, count, milliseconds));
}

int epoll_pwait(int epfd, struct epoll_event *events, int count, int milliseconds, const sigset_t *mask)
{
	return __result(SYSCALL6(epoll_pwait, epfd, events, count, milliseconds, mask, 8));
}
