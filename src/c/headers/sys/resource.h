/* sys/resource.h: limits. */
#pragma once

#include <kring/types.h>

enum __rlimit_resource {
	RLIMIT_FSIZE = 1,
	RLIMIT_STACK = 3,
	RLIMIT_NOFILE = 7,
};
#define RLIMIT_FSIZE RLIMIT_FSIZE
#define RLIMIT_STACK RLIMIT_STACK
#define RLIMIT_NOFILE RLIMIT_NOFILE

#define RLIM_INFINITY (~0UL)

typedef enum __rlimit_resource __rlimit_resource_t;
typedef unsigned long rlim_t;

struct rlimit {
	rlim_t rlim_cur, rlim_max;
};

int getrlimit(__rlimit_resource_t resource, struct rlimit *limit);
int setrlimit(__rlimit_resource_t resource, const struct rlimit *limit);
