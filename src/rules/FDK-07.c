/* FDK-07: a timerfd: reads give an event, writes are EINVAL, there is no fsync; a poll waits. */
#include "rule.h"
#include "fdk.h"
#include <sys/timerfd.h>

int main(void)
{
	struct itimerspec past = { .it_value = { 0, 1 } };
	int timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK);

	try_fd("a timerfd", timer);
	timerfd_settime(timer, 0, &past, NULL);
	usleep(2000);
	try_fd("a timerfd that has gone off", timer);
	return 0;
}
