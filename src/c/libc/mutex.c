/* Mutexes, condition variables and barriers: a word each, and the futex behind it. */
#include <errno.h>
#include <kring/thread.h>
#include <pthread.h>
#include <time.h>
#include <unistd.h>

#define EVERYBODY 0x7fffffff

/* state: 0 free, 1 locked, 2 locked and somebody may sleep */

int pthread_mutex_init(pthread_mutex_t *mutex, const pthread_mutexattr_t *attributes)
{
	*mutex = (pthread_mutex_t)PTHREAD_MUTEX_INITIALIZER;
	if (attributes)
		mutex->__data.kind = attributes->__kind;
	return 0;
}

int pthread_mutex_destroy(pthread_mutex_t *mutex)
{
	return mutex->__data.state == 0 ? 0 : EBUSY;
}

/* A mutex that knows its owner: 0 when it is his already, and counts; else the answer; -1 when it has to be taken. */
static int owned(pthread_mutex_t *mutex, int trying)
{
	if (mutex->__data.kind == PTHREAD_MUTEX_NORMAL || mutex->__data.owner != gettid())
		return -1;
	if (mutex->__data.kind == PTHREAD_MUTEX_ERRORCHECK)
		return trying ? EBUSY : EDEADLK;
	mutex->__data.count++;
	return 0;
}

static void own(pthread_mutex_t *mutex)
{
	if (mutex->__data.kind == PTHREAD_MUTEX_NORMAL)
		return;
	mutex->__data.owner = gettid();
	mutex->__data.count = 1;
}

int pthread_mutex_trylock(pthread_mutex_t *mutex)
{
	int answer = owned(mutex, 1);
	if (answer >= 0)
		return answer;
	if (mutex->__data.state != 0)
		return EBUSY;
	mutex->__data.state = 1;
	own(mutex);
	return 0;
}

int pthread_mutex_lock(pthread_mutex_t *mutex)
{
	int answer = owned(mutex, 0);
	if (answer >= 0)
		return answer;
	if (mutex->__data.state == 0) {
		mutex->__data.state = 1;
	} else {
		do {
			mutex->__data.state = 2;
			__futex_wait(&mutex->__data.state, 2, NULL);
		} while (*(volatile int *)&mutex->__data.state != 0);
		mutex->__data.state = 2;
	}
	own(mutex);
	return 0;
}

int pthread_mutex_unlock(pthread_mutex_t *mutex)
{
	if (mutex->__data.kind != PTHREAD_MUTEX_NORMAL) {
		if (mutex->__data.owner != gettid())
			return EPERM;
		if (--mutex->__data.count > 0)
			return 0;
		mutex->__data.owner = 0;
	}
	int before = mutex->__data.state;
	mutex->__data.state = 0;
	if (before == 2)
		__futex_wake(&mutex->__data.state, 1);
	return 0;
}

int pthread_mutexattr_init(pthread_mutexattr_t *attributes)
{
	attributes->__kind = PTHREAD_MUTEX_DEFAULT;
	return 0;
}

int pthread_mutexattr_destroy(pthread_mutexattr_t *attributes)
{
	(void)attributes;
	return 0;
}

int pthread_mutexattr_settype(pthread_mutexattr_t *attributes, int kind)
{
	if (kind < PTHREAD_MUTEX_NORMAL || kind > PTHREAD_MUTEX_ERRORCHECK)
		return EINVAL;
	attributes->__kind = kind;
	return 0;
}

int pthread_cond_init(pthread_cond_t *restrict condition, const pthread_condattr_t *restrict attributes)
{
	(void)attributes;
	*condition = (pthread_cond_t)PTHREAD_COND_INITIALIZER;
	return 0;
}

int pthread_cond_destroy(pthread_cond_t *condition)
{
	(void)condition;
	return 0;
}

static long wait(pthread_cond_t *condition, pthread_mutex_t *mutex, const struct timespec *time)
{
	unsigned int sequence = condition->__data.sequence;
	int count = mutex->__data.count;

	mutex->__data.count = 1;
	pthread_mutex_unlock(mutex);
	long ret = __futex_wait(&condition->__data.sequence, sequence, time);
	pthread_mutex_lock(mutex);
	mutex->__data.count = count;
	return ret;
}

int pthread_cond_wait(pthread_cond_t *restrict condition, pthread_mutex_t *restrict mutex)
{
	wait(condition, mutex, NULL);
	return 0;
}

/* Until a time of CLOCK_REALTIME. */
int pthread_cond_timedwait(pthread_cond_t *restrict condition, pthread_mutex_t *restrict mutex,
			   const struct timespec *restrict time)
{
	struct timespec now, left;

	if (time->tv_nsec < 0 || time->tv_nsec >= 1000000000)
		return EINVAL;
	clock_gettime(CLOCK_REALTIME, &now);
	left.tv_sec = time->tv_sec - now.tv_sec;
	left.tv_nsec = time->tv_nsec - now.tv_nsec;
	if (left.tv_nsec < 0) {
		left.tv_sec--;
		left.tv_nsec += 1000000000;
	}
	if (left.tv_sec < 0)
		return ETIMEDOUT;
	return wait(condition, mutex, &left) == -ETIMEDOUT ? ETIMEDOUT : 0;
}

int pthread_cond_signal(pthread_cond_t *condition)
{
	condition->__data.sequence++;
	__futex_wake(&condition->__data.sequence, 1);
	return 0;
}

int pthread_cond_broadcast(pthread_cond_t *condition)
{
	condition->__data.sequence++;
	__futex_wake(&condition->__data.sequence, EVERYBODY);
	return 0;
}

int pthread_barrier_init(pthread_barrier_t *restrict barrier, const pthread_barrierattr_t *restrict attributes,
			 unsigned int count)
{
	(void)attributes;
	if (count == 0)
		return EINVAL;
	barrier->__data.count = count;
	barrier->__data.arrived = 0;
	barrier->__data.round = 0;
	return 0;
}

int pthread_barrier_destroy(pthread_barrier_t *barrier)
{
	(void)barrier;
	return 0;
}

int pthread_barrier_wait(pthread_barrier_t *barrier)
{
	unsigned int round = barrier->__data.round;

	if (++barrier->__data.arrived == barrier->__data.count) {
		barrier->__data.arrived = 0;
		barrier->__data.round++;
		__futex_wake(&barrier->__data.round, EVERYBODY);
		return PTHREAD_BARRIER_SERIAL_THREAD;
	}
	while (*(volatile unsigned int *)&barrier->__data.round == round)
		__futex_wait(&barrier->__data.round, round, NULL);
	return 0;
}
