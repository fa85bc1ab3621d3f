/* sys/resource.h: limits, and what a process has used. */
#pragma once

#include <sys/time.h>
#include <sys/types.h>

enum __rlimit_resource {
	RLIMIT_FSIZE = 1,
	RLIMIT_STACK = 3,
	RLIMIT_NOFILE = 7,
	RLIMIT_AS = 9,
};
#define RLIMIT_FSIZE RLIMIT_FSIZE
#define RLIMIT_STACK RLIMIT_STACK
#define RLIMIT_NOFILE RLIMIT_NOFILE
#define RLIMIT_AS RLIMIT_AS

#define RLIM_INFINITY (~0UL)

typedef enum __rlimit_resource __rlimit_resource_t;
typedef unsigned long rlim_t;

struct rlimit {
	rlim_t rlim_cur, rlim_max;
};

#define RUSAGE_SELF 0
#define RUSAGE_CHILDREN (-1)
#define RUSAGE_THREAD 1

struct rusage {
	struct timeval ru_utime;
	struct timeval ru_stime;
	long ru_maxrss;
	long ru_ixrss;
	long ru_idrss;
	long ru_isrss;
	long ru_minflt;
	long ru_majflt;
	long ru_nswap;
	long ru_inblock;
	long ru_oublock;
	long ru_msgsnd;
	long ru_msgrcv;
	long ru_nsignals;
	long ru_nvcsw;
	long ru_nivcsw;
};

int getrlimit(__rlimit_resource_t resource, struct rlimit *limit);
int setrlimit(__rlimit_resource_t resource, const struct rlimit *limit);
int getrusage(int who, struct rusage *usage);
