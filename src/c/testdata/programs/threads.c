/* Threads: one memory, several tasks. */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define THREADS 5
#define ROUNDS 300

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t full = PTHREAD_COND_INITIALIZER, empty = PTHREAD_COND_INITIALIZER;
static int counter, box, box_is_full;
static volatile int flag;
static volatile sig_atomic_t handled_by;
static int fds[2];

static void *adds(void *argument)
{
	for (int i = 0; i < ROUNDS; i++) {
		pthread_mutex_lock(&mutex);
		int before = counter;
		counter = before + 1;
		pthread_mutex_unlock(&mutex);
	}
	return (char *)argument + 1;
}

static void *produces(void *argument)
{
	(void)argument;
	for (int i = 1; i <= 50; i++) {
		pthread_mutex_lock(&mutex);
		while (box_is_full)
			pthread_cond_wait(&empty, &mutex);
		box = i * i;
		box_is_full = 1;
		pthread_cond_signal(&full);
		pthread_mutex_unlock(&mutex);
	}
	return NULL;
}

static void *has_its_errno(void *argument)
{
	(void)argument;
	errno = 0;
	close(-1);
	int after = errno;
	sched_yield();
	return (void *)(long)(after == EBADF && errno == EBADF);
}

static void *spins(void *argument)
{
	while (flag == 0)
		;
	flag = 2;
	return argument;
}

static void *exits(void *argument)
{
	(void)argument;
	pthread_exit("from pthread_exit");
}

static pthread_barrier_t barrier;
static int arrived;

static void *meets(void *argument)
{
	(void)argument;
	pthread_mutex_lock(&mutex);
	arrived++;
	pthread_mutex_unlock(&mutex);
	int serial = pthread_barrier_wait(&barrier) == PTHREAD_BARRIER_SERIAL_THREAD;
	return (void *)(long)(arrived == 3 ? serial : -1);
}

static void handler(int signal)
{
	(void)signal;
	handled_by = gettid();
}

static void *sleeps(void *argument)
{
	char byte;
	*(pid_t *)argument = gettid();
	write(fds[1], "r", 1);
	long ret = read(fds[0] + 2, &byte, 1);
	return (void *)(long)(ret < 0 ? errno : 0);
}

static int calls;

static void once_only(void)
{
	calls++;
}

static void *uses_stack(void *argument)
{
	char array[40000];
	memset(array, 3, sizeof(array));
	return argument ? uses_stack((char *)argument - 1) : (void *)(long)array[39999];
}

int main(void)
{
	pthread_t threads[THREADS], one;
	void *result;
	long sum = 0;

	for (long i = 0; i < THREADS; i++)
		if (pthread_create(&threads[i], NULL, adds, (void *)i) != 0)
			return 1;
	for (int i = 0; i < THREADS; i++) {
		pthread_join(threads[i], &result);
		sum += (long)result;
	}
	printf("counter %d, results %ld\n", counter, sum);

	pthread_create(&one, NULL, produces, NULL);
	sum = 0;
	for (int i = 0; i < 50; i++) {
		pthread_mutex_lock(&mutex);
		while (!box_is_full)
			pthread_cond_wait(&full, &mutex);
		sum += box;
		box_is_full = 0;
		pthread_cond_signal(&empty);
		pthread_mutex_unlock(&mutex);
	}
	pthread_join(one, NULL);
	printf("sum of squares %ld\n", sum);

	errno = ENOENT;
	pthread_create(&one, NULL, has_its_errno, NULL);
	pthread_join(one, &result);
	printf("its errno %ld, ours %s\n", (long)result, strerrorname_np(errno));

	/* Both run, whoever has the CPU. */
	pthread_create(&one, NULL, spins, "spun");
	flag = 1;
	while (flag != 2)
		;
	pthread_join(one, &result);
	printf("%s\n", (char *)result);

	pthread_create(&one, NULL, exits, NULL);
	pthread_join(one, &result);
	printf("%s\n", (char *)result);
	printf("not itself: %s, equal %d\n", strerrorname_np(pthread_join(pthread_self(), NULL)),
	       !!pthread_equal(pthread_self(), pthread_self()));

	pthread_barrier_init(&barrier, NULL, 3);
	for (int i = 0; i < 3; i++)
		pthread_create(&threads[i], NULL, meets, NULL);
	sum = 0;
	for (int i = 0; i < 3; i++) {
		pthread_join(threads[i], &result);
		sum += (long)result;
	}
	printf("one of three is the serial thread: %ld\n", sum);

	/* Mutexes that know their owner. */
	pthread_mutexattr_t attributes;
	pthread_mutex_t recursive, checking;
	pthread_mutexattr_init(&attributes);
	pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_RECURSIVE);
	pthread_mutex_init(&recursive, &attributes);
	pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_ERRORCHECK);
	pthread_mutex_init(&checking, &attributes);
	printf("recursive %d", pthread_mutex_lock(&recursive));
	printf(" %d", pthread_mutex_lock(&recursive));
	printf(" %d", pthread_mutex_unlock(&recursive));
	printf(" %d", pthread_mutex_unlock(&recursive));
	printf(" %s\n", strerrorname_np(pthread_mutex_unlock(&recursive)));
	pthread_mutex_lock(&checking);
	printf("checking %s\n", strerrorname_np(pthread_mutex_lock(&checking)));
	pthread_mutex_lock(&mutex);
	printf("trylock %s\n", strerrorname_np(pthread_mutex_trylock(&mutex)));

	struct timespec time;
	clock_gettime(CLOCK_REALTIME, &time);
	time.tv_nsec += 5000000;
	if (time.tv_nsec >= 1000000000) {
		time.tv_sec++;
		time.tv_nsec -= 1000000000;
	}
	printf("timedwait %s\n", strerrorname_np(pthread_cond_timedwait(&full, &mutex, &time)));
	pthread_mutex_unlock(&mutex);

	pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, once_only);
	pthread_once(&once, once_only);
	printf("once %d\n", calls);

	/* A signal to one thread interrupts that one. */
	struct sigaction action;
	pid_t tid = 0;
	char byte;
	int more[2];
	memset(&action, 0, sizeof(action));
	action.sa_handler = handler;
	sigaction(SIGUSR1, &action, NULL);
	pipe(fds);
	pipe(more);
	pthread_create(&one, NULL, sleeps, &tid);
	read(fds[0], &byte, 1);
	struct timespec moment = { 0, 20000000 };
	nanosleep(&moment, NULL);
	pthread_kill(one, SIGUSR1);
	pthread_join(one, &result);
	printf("read: %s, handled by it %d\n", strerrorname_np((long)result), handled_by == tid);

	/* One to the process goes to a thread that takes it. */
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	pthread_create(&one, NULL, sleeps, &tid);
	read(fds[0], &byte, 1);
	nanosleep(&moment, NULL);
	pthread_sigmask(SIG_BLOCK, &set, NULL);
	kill(getpid(), SIGUSR1);
	pthread_join(one, &result);
	printf("read: %s, handled by it %d\n", strerrorname_np((long)result), handled_by == tid);

	pthread_create(&one, NULL, uses_stack, (void *)3);
	pthread_join(one, &result);
	printf("stack %ld\n", (long)result);

	for (int i = 0; i < 100; i++) {
		pthread_create(&one, NULL, exits, NULL);
		pthread_join(one, NULL);
	}
	printf("a hundred more\n");
	cpu_set_t cpus;
	CPU_ZERO(&cpus);
	CPU_SET(0, &cpus);
	printf("setaffinity %d", sched_setaffinity(0, sizeof(cpus), &cpus));
	CPU_ZERO(&cpus);
	printf(" %d", sched_getaffinity(0, sizeof(cpus), &cpus));
	printf(", %d CPU, it is 0: %d, we are on %d\n", CPU_COUNT(&cpus), !!CPU_ISSET(0, &cpus), sched_getcpu());
	fflush(stdout);
	/* The end of main is the end of all. */
	flag = 0;
	pthread_create(&one, NULL, spins, NULL);
	return 4;
}
