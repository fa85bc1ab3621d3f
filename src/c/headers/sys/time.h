/* sys/time.h: times with microseconds. */
#pragma once

#include <sys/types.h>

struct timeval {
	time_t tv_sec;		/* 0 */
	suseconds_t tv_usec;	/* 8 */
};

int gettimeofday(struct timeval *restrict time, void *restrict zone);
