/* sys/timerfd.h: timers to wait for. */
#pragma once

#include <time.h>

#define TFD_CLOEXEC 02000000
#define TFD_NONBLOCK 04000
#define TFD_TIMER_ABSTIME 1
#define TFD_TIMER_CANCEL_ON_SET 2

int timerfd_create(clockid_t clock, int flags);
int timerfd_settime(int fd, int flags, const struct itimerspec *time, struct itimerspec *old);
int timerfd_gettime(int fd, struct itimerspec *left);
