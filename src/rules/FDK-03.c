/* FDK-03: pipes and sockets with O_NONBLOCK: EAGAIN is an event; they have no fsync, and a poll waits. */
#include "rule.h"
#include "fdk.h"
#include <sys/socket.h>

int main(void)
{
	int fds[2];

	if (pipe2(fds, O_NONBLOCK) != 0)
		return 1;
	try_fd("the reading end", fds[0]);
	try_fd("the writing end", fds[1]);
	try_fd("the reading end, with bytes", fds[0]);
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, fds) != 0)
		return 1;
	try_fd("a socket", fds[0]);
	try_fd("its peer, with bytes", fds[1]);
	close(fds[0]);
	try_fd("its peer, alone with the bytes", fds[1]);
	close(fds[1]);
	return 0;
}
