/* kring/types.h: the types that nearly every header needs; <sys/types.h> and <stddef.h> have the others. */
#pragma once

#define NULL ((void *)0)

typedef unsigned long size_t;
typedef long ssize_t;
typedef long off_t;
typedef int pid_t;
typedef unsigned int uid_t;
typedef unsigned int gid_t;
typedef unsigned int mode_t;
typedef unsigned int useconds_t;
typedef long time_t;
typedef long clock_t;
typedef int clockid_t;
