/* FDK-13: a pty: reads and writes give events; there is no fsync, and it has two wait queues, so a poll cannot wait. */
#include "rule.h"
#include "fdk.h"

int main(void)
{
	try_fd("the master of a pty", open("/dev/ptmx", O_RDWR | O_NOCTTY | O_NONBLOCK));
	return 0;
}
