/* Waiting for descriptors. */
#include <kring/syscall.h>
#include <poll.h>

int poll(struct pollfd *fds, nfds_t count, int milliseconds)
{
	return __result(SYSCALL3(poll, fds, count, milliseconds));
}

/* The kernel writes the time that is left; the caller's stays as it is. */
int ppoll(struct pollfd *fds, nfds_t count, const struct timespec *timeout, const sigset_t *mask)
{
	struct timespec left;
	if (timeout)
		left = *timeout;
	return __result(__syscall(SYS_ppoll, (long)fds, count, timeout ? (long)&left : 0, (long)mask, 8, 0));
}
