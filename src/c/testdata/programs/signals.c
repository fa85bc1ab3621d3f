/* Handlers, masks, and what a signal does to a call that sleeps. */
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t depth, count, budget;
static int fds[2];

static void plain(int signal)
{
	printf("handler of %s\n", strsignal(signal));
	count++;
}

static void writes(int signal)
{
	(void)signal;
	count++;
	write(fds[1], "x", 1);
}

static void on(int signal, void (*handler)(int), int flags)
{
	struct sigaction action;

	memset(&action, 0, sizeof(action));
	action.sa_handler = handler;
	action.sa_flags = flags;
	if (sigaction(signal, &action, NULL) != 0)
		printf("sigaction: %s\n", strerror(errno));
}

static void after(long milliseconds)
{
	struct itimerval timer = { { 0, 0 }, { 0, milliseconds * 1000 } };
	setitimer(ITIMER_REAL, &timer, NULL);
}

static void nested(int signal)
{
	int here = ++depth;
	if (--budget < 0) {
		depth--;
		return;
	}
	printf("%d: %s begins\n", here, strsignal(signal));
	if (here == 1)
		raise(SIGUSR2);
	if (here == 2)
		raise(SIGUSR1);
	printf("%d: ends\n", here);
	depth--;
}

static int recurse(int n)
{
	char array[100];
	memset(array, n, sizeof(array));
	if (n == 0) {
		raise(SIGUSR1);
		return 0;
	}
	return recurse(n - 1) + array[50];
}

static char *page;

static void repair(int signal, siginfo_t *info, void *context)
{
	(void)context;
	printf("%s, code %d, at our page: %d\n", strsignal(signal), info->si_code, info->si_addr == page + 5);
	mprotect(page, 4096, PROT_READ | PROT_WRITE);
}

static void who(int signal, siginfo_t *info, void *context)
{
	(void)context;
	printf("%s: signo %d, code %d, from us %d\n", strsignal(signal), info->si_signo, info->si_code,
	       info->si_pid == getpid());
}

static void who_timer(int signal, siginfo_t *info, void *context)
{
	(void)context;
	printf("%s: code %d\n", strsignal(signal), info->si_code);
}

static void on_info(int signal, void (*handler)(int, siginfo_t *, void *), int flags)
{
	struct sigaction action;

	memset(&action, 0, sizeof(action));
	action.sa_sigaction = handler;
	action.sa_flags = SA_SIGINFO | flags;
	sigaction(signal, &action, NULL);
}

static const char *result(long ret)
{
	static char text[64];
	if (ret >= 0)
		snprintf(text, sizeof(text), "%ld", ret);
	else
		snprintf(text, sizeof(text), "%s", strerrorname_np(errno));
	return text;
}

int main(void)
{
	sigset_t set, old;
	struct sigaction action;
	char byte;

	on(SIGUSR1, plain, 0);
	printf("raise %d\n", raise(SIGUSR1));
	printf("kill %d\n", kill(getpid(), SIGUSR1));
	printf("recursion %d\n", recurse(5));

	/* Two handlers, one inside the other, and the first one's signal again meanwhile. */
	on(SIGUSR1, nested, 0);
	on(SIGUSR2, nested, 0);
	budget = 5;
	raise(SIGUSR1);
	budget = 5;
	on(SIGUSR1, nested, SA_NODEFER);
	on(SIGUSR2, nested, SA_NODEFER);
	raise(SIGUSR1);

	/* Several at once: the lower number's frame is below, so the higher one runs first. */
	on(SIGUSR1, plain, 0);
	on(SIGUSR2, plain, 0);
	on(SIGTERM, plain, 0);
	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	sigaddset(&set, SIGUSR2);
	sigaddset(&set, SIGTERM);
	sigprocmask(SIG_BLOCK, &set, &old);
	raise(SIGUSR2);
	raise(SIGUSR1);
	raise(SIGUSR1);
	kill(getpid(), SIGTERM);
	sigpending(&set);
	printf("pending %d %d %d %d\n", sigismember(&set, SIGUSR1), sigismember(&set, SIGUSR2),
	       sigismember(&set, SIGTERM), sigismember(&set, SIGHUP));
	sigprocmask(SIG_SETMASK, &old, NULL);

	/* What is ignored while it is pending is forgotten. */
	sigprocmask(SIG_BLOCK, &set, &old);
	raise(SIGUSR1);
	signal(SIGUSR1, SIG_IGN);
	on(SIGUSR1, plain, 0);
	sigprocmask(SIG_SETMASK, &old, NULL);
	printf("nothing came\n");

	on(SIGUSR1, plain, SA_RESETHAND);
	raise(SIGUSR1);
	sigaction(SIGUSR1, NULL, &action);
	printf("default again: %d\n", action.sa_handler == SIG_DFL);
	printf("SIGKILL: %s\n", signal(SIGKILL, plain) == SIG_ERR ? strerrorname_np(errno) : "?");
	printf("signal 65: %s\n", signal(65, plain) == SIG_ERR ? strerrorname_np(errno) : "?");
	printf("signal returns what was: %d\n", signal(SIGUSR2, SIG_DFL) == plain);

	/* siginfo */
	on_info(SIGUSR1, who, 0);
	raise(SIGUSR1);
	kill(getpid(), SIGUSR1);
	on_info(SIGPIPE, who, 0);
	pipe(fds);
	close(fds[0]);
	printf("write: %s\n", result(write(fds[1], "x", 1)));
	on_info(SIGALRM, who_timer, 0);
	after(5);
	printf("pause: %s\n", result(pause()));

	/* A fault that the handler repairs: the store is made again. */
	page = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	on_info(SIGSEGV, repair, 0);
	page[5] = 7;
	printf("stored %d\n", page[5]);

	/* Calls that sleep. */
	pipe(fds);
	on(SIGALRM, plain, 0);
	after(5);
	printf("read: %s\n", result(read(fds[0], &byte, 1)));
	on(SIGALRM, writes, SA_RESTART);
	after(5);
	printf("read that goes on: %s\n", result(read(fds[0], &byte, 1)));
	printf("handler ran %d times\n", count);

	on(SIGALRM, plain, SA_RESTART);
	struct timespec time = { 10, 0 }, left = { 0, 0 };
	after(5);
	printf("nanosleep: %s", result(nanosleep(&time, &left)));
	printf(", nearly all is left: %d\n", left.tv_sec == 9 && left.tv_nsec > 900000000);
	struct pollfd pollfd = { fds[0], POLLIN, 0 };
	after(5);
	printf("poll: %s\n", result(poll(&pollfd, 1, -1)));
	int epoll = epoll_create1(0), event = eventfd(0, 0);
	struct epoll_event events[1];
	after(5);
	printf("epoll_wait: %s\n", result(epoll_wait(epoll, events, 1, -1)));
	on(SIGALRM, plain, 0);
	unsigned long value;
	after(5);
	printf("read of an eventfd: %s\n", result(read(event, &value, 8)));

	/* Under another mask. */
	on(SIGALRM, plain, 0);
	sigemptyset(&set);
	sigaddset(&set, SIGALRM);
	sigprocmask(SIG_BLOCK, &set, &old);
	after(5);
	sigset_t none;
	sigemptyset(&none);
	printf("sigsuspend: %s\n", result(sigsuspend(&none)));
	raise(SIGALRM);
	struct timespec zero = { 0, 0 };
	printf("ppoll: %s\n", result(ppoll(&pollfd, 1, &zero, &none)));
	raise(SIGALRM);
	printf("epoll_pwait: %s\n", result(epoll_pwait(epoll, events, 1, -1, &none)));
	sigprocmask(SIG_SETMASK, NULL, &set);
	printf("still blocked: %d\n", sigismember(&set, SIGALRM));
	sigprocmask(SIG_SETMASK, &old, NULL);

	/* alarm counts in seconds. */
	printf("alarm %u", alarm(100));
	printf(", %u", alarm(7));
	printf(", %u\n", alarm(0));
	struct itimerval timer = { { 1, 500000 }, { 50, 0 } }, was;
	setitimer(ITIMER_REAL, &timer, NULL);
	timer.it_value.tv_sec = 0;
	setitimer(ITIMER_REAL, &timer, &was);
	printf("%ld.%06ld every %ld.%06ld\n", was.it_value.tv_sec + (was.it_value.tv_usec > 0), 0L,
	       was.it_interval.tv_sec, was.it_interval.tv_usec);

	/* A timer that comes again. */
	count = 0;
	on(SIGALRM, plain, SA_RESTART);
	struct itimerval every = { { 0, 3000 }, { 0, 3000 } };
	setitimer(ITIMER_REAL, &every, NULL);
	while (count < 3)
		pause();
	memset(&every, 0, sizeof(every));
	setitimer(ITIMER_REAL, &every, NULL);
	printf("three times\n");

	/* A handler of SIGABRT does not save the program. */
	on(SIGABRT, plain, 0);
	fflush(stdout);
	abort();
}
