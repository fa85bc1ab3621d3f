/* kring/syscall.h: how kring's C library calls the kernel. Not for programs. */
#pragma once

#include <sys/syscall.h>

/* The system call instruction: the result, or -errno. */
long __syscall(long number, long a, long b, long c, long d, long e, long f);

/* -errno becomes errno and -1. */
long __result(long result);

#define SYSCALL0(name) __syscall(SYS_##name, 0, 0, 0, 0, 0, 0)
#define SYSCALL1(name, a) __syscall(SYS_##name, (long)(a), 0, 0, 0, 0, 0)
#define SYSCALL2(name, a, b) __syscall(SYS_##name, (long)(a), (long)(b), 0, 0, 0, 0)
#define SYSCALL3(name, a, b, c) __syscall(SYS_##name, (long)(a), (long)(b), (long)(c), 0, 0, 0)
#define SYSCALL4(name, a, b, c, d) __syscall(SYS_##name, (long)(a), (long)(b), (long)(c), (long)(d), 0, 0)
#define SYSCALL6(name, a, b, c, d, e, f) \
	__syscall(SYS_##name, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e), (long)(f))
