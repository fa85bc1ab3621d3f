/* Waiting for descriptors. */
#include <kring/syscall.h>
#include <poll.h>

int poll(struct pollfd *fds, nfds_t count, int milliseconds)
{
	return __result(SYSCALL3(poll, fds, count, milliseconds));
}
