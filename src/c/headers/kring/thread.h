/* kring/thread.h: a thread's control block, at the lower end of its stack. Not for programs. */
#pragma once

#include <kring/types.h>

struct __pthread {
	/* errno.c: what the thread pointer points to */
	int error;
	/* cleared by the kernel when the thread has ended */
	int tid;
	int detached;
	void *(*start)(void *);
	void *argument;
	void *result;
};

/* Sleeps while *word is value; time is relative, NULL: for ever. Returns 0 or -errno. */
long __futex_wait(void *word, int value, const void *time);
void __futex_wake(void *word, int count);
