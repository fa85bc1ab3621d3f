/* FDK-08: an epoll can only be polled. */
#include "rule.h"
#include "fdk.h"
#include <sys/epoll.h>

int main(void)
{
	try_fd("an epoll", epoll_create1(0));
	return 0;
}
