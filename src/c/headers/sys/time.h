/* sys/time.h: times with microseconds. */
#pragma once

#include <sys/types.h>

struct timeval {
	time_t tv_sec;		/* 0 */
	suseconds_t tv_usec;	/* 8 */
};

struct itimerval {
	struct timeval it_interval;	/* 0 */
	struct timeval it_value;	/* 16 */
};

enum __itimer_which {
	ITIMER_REAL,
	ITIMER_VIRTUAL,
	ITIMER_PROF,
};
#define ITIMER_REAL ITIMER_REAL
#define ITIMER_VIRTUAL ITIMER_VIRTUAL
#define ITIMER_PROF ITIMER_PROF

typedef enum __itimer_which __itimer_which_t;

int gettimeofday(struct timeval *restrict time, void *restrict zone);
int getitimer(__itimer_which_t which, struct itimerval *timer);
int setitimer(__itimer_which_t which, const struct itimerval *restrict timer, struct itimerval *restrict old);
