/* Threads: clone(2), and the futex that their end wakes. */
#include <errno.h>
#include <kring/syscall.h>
#include <kring/thread.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

/* CLONE_VM | FS | FILES | SIGHAND | THREAD | SYSVSEM | SETTLS | PARENT_SETTID | CHILD_CLEARTID */
#define THREAD_FLAGS (0x100 | 0x200 | 0x400 | 0x800 | 0x10000 | 0x40000 | 0x80000 | 0x100000 | 0x200000)
#define STACK_SIZE (256 * 1024)
#define FUTEX_WAIT 0
#define FUTEX_WAKE 1

static struct __pthread first_thread;
static int thread_count = 1;

long __futex_wait(void *word, int value, const void *time)
{
	return SYSCALL4(futex, word, FUTEX_WAIT, value, time);
}

void __futex_wake(void *word, int count)
{
	SYSCALL3(futex, word, FUTEX_WAKE, count);
}

static struct __pthread *self(void)
{
	struct __pthread *thread = __builtin_thread_pointer();
	return thread ? thread : &first_thread;
}

pthread_t pthread_self(void)
{
	return (pthread_t)self();
}

int pthread_equal(pthread_t one, pthread_t other)
{
	return one == other;
}

/* The last thread ends the process as exit(0) does. A detached one gives its stack back, on which it still runs. */
void pthread_exit(void *result)
{
	struct __pthread *thread = self();

	thread->result = result;
	if (--thread_count == 0)
		exit(0);
	if (thread->detached)
		munmap(thread, STACK_SIZE);
	for (;;)
		SYSCALL1(exit, 0);
}

/* The new thread comes out of the same system call, on its own stack, from which there is no return. */
static long start(struct __pthread *thread)
{
	long ret = __syscall(SYS_clone, THREAD_FLAGS, (long)(thread + 1), (long)&thread->tid, (long)&thread->tid,
			     (long)thread, 0);
	if (ret == 0)
		pthread_exit(self()->start(self()->argument));
	return ret;
}

int pthread_create(pthread_t *restrict id, const pthread_attr_t *restrict attributes, void *(*function)(void *),
		   void *restrict argument)
{
	if (attributes)
		return ENOTSUP;
	int error = errno;
	struct __pthread *thread = mmap(NULL, STACK_SIZE, PROT_READ | PROT_WRITE,
				       MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
	if (thread == MAP_FAILED) {
		errno = error;
		return EAGAIN;
	}
	thread->start = function;
	thread->argument = argument;
	*id = (pthread_t)thread;
	thread_count++;
	long ret = start(thread);
	if (ret > 0)
		return 0;
	thread_count--;
	munmap(thread, STACK_SIZE);
	return -ret;
}

int pthread_join(pthread_t id, void **result)
{
	struct __pthread *thread = (struct __pthread *)id;

	if (thread == self())
		return EDEADLK;
	if (thread->detached)
		return EINVAL;
	for (int tid; (tid = *(volatile int *)&thread->tid) != 0;)
		__futex_wait(&thread->tid, tid, NULL);
	if (result)
		*result = thread->result;
	munmap(thread, STACK_SIZE);
	return 0;
}

int pthread_detach(pthread_t id)
{
	((struct __pthread *)id)->detached = 1;
	return 0;
}

static pid_t tid_of(pthread_t id)
{
	struct __pthread *thread = (struct __pthread *)id;
	return thread == &first_thread ? getpid() : thread->tid;
}

int pthread_kill(pthread_t id, int signal)
{
	pid_t tid = tid_of(id);
	return tid == 0 ? 0 : -SYSCALL3(tgkill, getpid(), tid, signal);
}

int pthread_sigmask(int how, const sigset_t *restrict set, sigset_t *restrict old)
{
	int error = errno, ret = sigprocmask(how, set, old) < 0 ? errno : 0;
	errno = error;
	return ret;
}

int pthread_once(pthread_once_t *once, void (*function)(void))
{
	if (*once == 0) {
		*once = 1;
		function();
		*once = 2;
		__futex_wake(once, 0x7fffffff);
	}
	while (*(volatile int *)once == 1)
		__futex_wait(once, 1, NULL);
	return 0;
}

int pthread_setaffinity_np(pthread_t id, size_t size, const cpu_set_t *set)
{
	return -SYSCALL3(sched_setaffinity, tid_of(id), size, set);
}

int pthread_getaffinity_np(pthread_t id, size_t size, cpu_set_t *set)
{
	int error = errno, ret = sched_getaffinity(tid_of(id), size, set) < 0 ? errno : 0;
	errno = error;
	return ret;
}
