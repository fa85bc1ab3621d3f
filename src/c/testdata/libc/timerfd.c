/* sys/timerfd.h */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/timerfd.h>
#include <unistd.h>

static void show(const char *what, long result)
{
	printf("%s %ld", what, result);
	if (result < 0)
		printf(" errno %d", errno);
	printf("\n");
}

int main(void)
{
	struct itimerspec time = { .it_value = { 3600, 0 } }, old = { { 9, 9 }, { 9, 9 } }, left;
	uint64_t times = 0;
	int fd = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK);
	int blocking = timerfd_create(CLOCK_REALTIME, TFD_CLOEXEC);

	show("no such clock", timerfd_create(77, 0));
	show("no such flag", timerfd_create(CLOCK_MONOTONIC, 1));
	show("disarmed", timerfd_gettime(fd, &left));
	printf("%ld %ld\n", (long)left.it_value.tv_sec, left.it_value.tv_nsec);
	show("read", read(fd, &times, 8));
	show("an hour", timerfd_settime(fd, 0, &time, &old));
	printf("%ld %ld\n", (long)old.it_value.tv_sec, old.it_value.tv_nsec);
	show("left", timerfd_gettime(fd, &left));
	printf("%s\n", left.it_value.tv_sec == 3599 ? "less than an hour" : "?");
	show("read", read(fd, &times, 8));
	time.it_value = (struct timespec){ 0, 0 };
	show("stop", timerfd_settime(fd, 0, &time, &old));
	printf("%s\n", old.it_value.tv_sec == 3599 ? "less than an hour" : "?");

	time.it_value.tv_nsec = 1000000000;
	show("nanoseconds", timerfd_settime(fd, 0, &time, NULL));
	time.it_value.tv_nsec = 1;
	show("flags", timerfd_settime(fd, 8, &time, NULL));
	show("no timer", timerfd_settime(1, 0, &time, NULL));
	show("nowhere", timerfd_settime(fd, 0, (void *)8, NULL));

	/* Long ago. */
	show("absolute", timerfd_settime(fd, TFD_TIMER_ABSTIME, &time, NULL));
	usleep(1000);
	show("short read", read(fd, &times, 4));
	show("read", read(fd, &times, 8));
	printf("%lu\n", (unsigned long)times);
	show("read", read(fd, &times, 8));
	show("write", write(fd, &times, 8));

	time.it_value.tv_nsec = 2000000;
	show("2 ms", timerfd_settime(blocking, 0, &time, NULL));
	show("read", read(blocking, &times, 8));
	printf("%lu\n", (unsigned long)times);
	timerfd_gettime(blocking, &left);
	printf("%ld %ld\n", (long)left.it_value.tv_sec, left.it_value.tv_nsec);
	return 0;
}
