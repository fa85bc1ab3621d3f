/* pthread.h: threads, mutexes, condition variables and barriers, as far as programs about AIO need them. */
#pragma once

#include <kring/sigset.h>
#include <sched.h>
#include <time.h>

typedef unsigned long pthread_t;

/* Sizes are those of glibc. */
typedef union {
	size_t __stack_size;
	char __bytes[56];
	long __align;
} pthread_attr_t;

typedef union {
	struct {
		int state, count, owner, users, kind;
	} __data;
	char __bytes[40];
	long __align;
} pthread_mutex_t;

typedef union {
	int __kind;
	char __bytes[4];
} pthread_mutexattr_t;

typedef union {
	struct {
		unsigned int sequence;
	} __data;
	char __bytes[48];
	long long __align;
} pthread_cond_t;

typedef union {
	int __clock;
	char __bytes[4];
} pthread_condattr_t;

typedef union {
	struct {
		unsigned int count, arrived, round;
	} __data;
	char __bytes[32];
	long __align;
} pthread_barrier_t;

typedef union {
	int __shared;
	char __bytes[4];
} pthread_barrierattr_t;

typedef int pthread_once_t;

enum {
	PTHREAD_MUTEX_NORMAL,
	PTHREAD_MUTEX_RECURSIVE,
	PTHREAD_MUTEX_ERRORCHECK,
	PTHREAD_MUTEX_DEFAULT = PTHREAD_MUTEX_NORMAL,
};

#define PTHREAD_MUTEX_INITIALIZER { { 0, 0, 0, 0, 0 } }
#define PTHREAD_COND_INITIALIZER { { 0 } }
#define PTHREAD_ONCE_INIT 0
#define PTHREAD_BARRIER_SERIAL_THREAD (-1)

int pthread_create(pthread_t *restrict thread, const pthread_attr_t *restrict attributes, void *(*start)(void *),
		   void *restrict argument);
int pthread_join(pthread_t thread, void **result);
int pthread_detach(pthread_t thread);
void pthread_exit(void *result) __attribute__((noreturn));
pthread_t pthread_self(void);
int pthread_equal(pthread_t one, pthread_t other);
int pthread_kill(pthread_t thread, int signal);
int pthread_sigmask(int how, const __sigset_t *restrict set, __sigset_t *restrict old);
int pthread_once(pthread_once_t *once, void (*function)(void));
int pthread_setaffinity_np(pthread_t thread, size_t size, const cpu_set_t *set);
int pthread_getaffinity_np(pthread_t thread, size_t size, cpu_set_t *set);

int pthread_mutex_init(pthread_mutex_t *mutex, const pthread_mutexattr_t *attributes);
int pthread_mutex_destroy(pthread_mutex_t *mutex);
int pthread_mutex_lock(pthread_mutex_t *mutex);
int pthread_mutex_trylock(pthread_mutex_t *mutex);
int pthread_mutex_unlock(pthread_mutex_t *mutex);
int pthread_mutexattr_init(pthread_mutexattr_t *attributes);
int pthread_mutexattr_destroy(pthread_mutexattr_t *attributes);
int pthread_mutexattr_settype(pthread_mutexattr_t *attributes, int kind);

int pthread_cond_init(pthread_cond_t *restrict condition, const pthread_condattr_t *restrict attributes);
int pthread_cond_destroy(pthread_cond_t *condition);
int pthread_cond_wait(pthread_cond_t *restrict condition, pthread_mutex_t *restrict mutex);
int pthread_cond_timedwait(pthread_cond_t *restrict condition, pthread_mutex_t *restrict mutex,
			   const struct timespec *restrict time);
int pthread_cond_signal(pthread_cond_t *condition);
int pthread_cond_broadcast(pthread_cond_t *condition);

int pthread_barrier_init(pthread_barrier_t *restrict barrier, const pthread_barrierattr_t *restrict attributes,
			 unsigned int count);
int pthread_barrier_destroy(pthread_barrier_t *barrier);
int pthread_barrier_wait(pthread_barrier_t *barrier);
