/* FDK-05: UDP without an address: EAGAIN and EDESTADDRREQ are events; there is no fsync, and a poll waits. */
#include "rule.h"
#include "fdk.h"
#include <sys/socket.h>

int main(void)
{
	try_fd("a UDP socket", socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0));
	return 0;
}
