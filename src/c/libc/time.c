/* Clocks, sleeping and timers. */
#include <errno.h>
#include <kring/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

int clock_gettime(clockid_t clock, struct timespec *time)
{
	return __result(SYSCALL2(clock_gettime, clock, time));
}

int nanosleep(const struct timespec *time, struct timespec *left)
{
	return __result(SYSCALL2(nanosleep, time, left));
}

time_t time(time_t *into)
{
	struct timespec now;
	clock_gettime(CLOCK_REALTIME, &now);
	if (into)
		*into = now.tv_sec;
	return now.tv_sec;
}

int gettimeofday(struct timeval *restrict time, void *restrict zone)
{
	(void)zone;
	struct timespec now;
	clock_gettime(CLOCK_REALTIME, &now);
	time->tv_sec = now.tv_sec;
	time->tv_usec = now.tv_nsec / 1000;
	return 0;
}

unsigned int sleep(unsigned int seconds)
{
	struct timespec time = { seconds, 0 };
	return nanosleep(&time, &time) < 0 ? time.tv_sec : 0;
}

int usleep(useconds_t microseconds)
{
	struct timespec time = { microseconds / 1000000, microseconds % 1000000 * 1000L };
	return nanosleep(&time, NULL);
}

unsigned int alarm(unsigned int seconds)
{
	return SYSCALL1(alarm, seconds);
}

int getitimer(__itimer_which_t which, struct itimerval *timer)
{
	return __result(SYSCALL2(getitimer, which, timer));
}

int setitimer(__itimer_which_t which, const struct itimerval *restrict timer, struct itimerval *restrict old)
{
	return __result(SYSCALL3(setitimer, which, timer, old));
}
