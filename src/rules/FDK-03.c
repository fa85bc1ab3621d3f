/* FDK-03: pipes with O_NONBLOCK: EAGAIN is an event; they have no fsync, and a poll waits for its end of the pipe. */
#include "rule.h"
#include "fdk.h"

int main(void)
{
	int fds[2];

	if (pipe2(fds, O_NONBLOCK) != 0)
		return 1;
	try_fd("the reading end", fds[0]);
	try_fd("the writing end", fds[1]);
	try_fd("the reading end, with bytes", fds[0]);
	return 0;
}
