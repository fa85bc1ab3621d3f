/* time.h: clocks run forward, sleeping takes its time. */
#include <errno.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

static long long now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000000LL + t.tv_nsec;
}

int main(void)
{
	long long before = now();
	struct timespec pause = { 0, 2000000 };
	printf("%d\n", nanosleep(&pause, NULL));
	printf("%d\n", now() - before >= 2000000);
	printf("%d\n", usleep(1000));
	printf("%d\n", now() - before >= 3000000);
	pause.tv_nsec = 1000000000;
	printf("%d ", nanosleep(&pause, NULL));
	printf("%d\n", errno == EINVAL);
	printf("%d ", clock_gettime(99, &pause));
	printf("%d\n", errno == EINVAL);
	return 0;
}
