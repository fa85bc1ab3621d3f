/* FDK-06: an eventfd: reads give 8 bytes, writes are EINVAL, there is no fsync; a poll waits. */
#include "rule.h"
#include "fdk.h"
#include <sys/eventfd.h>

int main(void)
{
	try_fd("an eventfd of 3", eventfd(3, EFD_NONBLOCK));
	try_fd("an eventfd of 0", eventfd(0, EFD_NONBLOCK));
	return 0;
}
