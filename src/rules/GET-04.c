/* GET-04: a signal handler ends the wait: EINTR, or the events so far, also with SA_RESTART; an ignored signal does not. */
#include "rule.h"
#include <signal.h>
#include <sys/time.h>
#include <sys/wait.h>

static volatile sig_atomic_t handled;

static void handler(int signal)
{
	handled = signal;
}

static void handle(int signal, void (*action)(int), int flags)
{
	struct sigaction new_action = { .sa_handler = action, .sa_flags = flags };

	if (sigaction(signal, &new_action, NULL) != 0)
		exit(1);
}

/* SIGALRM in so many milliseconds. */
static void alarm_in(long milliseconds)
{
	struct itimerval timer = { { 0, 0 }, { 0, milliseconds * 1000 } };

	handled = 0;
	if (setitimer(ITIMER_REAL, &timer, NULL) != 0)
		exit(1);
}

static void show_wait(const char *what, long result)
{
	show(what, result);
	printf("  handler ran: %s\n", handled == SIGALRM ? "yes" : "no");
}

/* A child that waits is stopped and goes on; it says itself how its wait ended. */
static void stop_and_continue(io_context_t (*make)(int), long (*wait_in)(io_context_t))
{
	struct timespec moment = { 0, 50 * 1000 * 1000 };
	int status;
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (pid == 0) {
		show("  in the child", wait_in(make(8)));
		exit(0);
	}
	nanosleep(&moment, NULL);
	kill(pid, SIGSTOP);
	if (waitpid(pid, &status, WUNTRACED) == pid && WIFSTOPPED(status))
		printf("  stopped by %s\n", WSTOPSIG(status) == SIGSTOP ? "SIGSTOP" : "?");
	kill(pid, SIGCONT);
	waitpid(pid, &status, 0);
}

static long an_hour(io_context_t ctx)
{
	struct timespec hour = { 3600, 0 };
	struct io_event event;

	return sys_io_getevents(ctx, 1, 1, &event, &hour);
}

int main(void)
{
	io_context_t ctx = context(8);
	int fd = open_file("data", O_RDONLY);
	struct iocb iocb;
	struct io_event events[8];
	struct timespec hour = { 3600, 0 }, moment = { 0, 60 * 1000 * 1000 };

	handle(SIGALRM, handler, 0);
	alarm_in(20);
	show_wait("nothing there, for ever", sys_io_getevents(ctx, 1, 8, events, NULL));
	alarm_in(20);
	show_wait("nothing there, an hour", sys_io_getevents(ctx, 1, 8, events, &hour));

	handle(SIGALRM, handler, SA_RESTART);
	alarm_in(20);
	show_wait("with SA_RESTART", sys_io_getevents(ctx, 1, 8, events, NULL));

	io_prep_pread(&iocb, fd, NULL, 0, 0);
	submit(ctx, &iocb);
	submit(ctx, &iocb);
	alarm_in(20);
	show_wait("2 there, 5 wanted", sys_io_getevents(ctx, 5, 8, events, NULL));
	show_ring(ctx);

	/* libaio says it as a number. */
	alarm_in(20);
	show_wait("io_getevents of libaio", io_getevents(ctx, 1, 8, events, NULL));

	handle(SIGALRM, SIG_IGN, 0);
	alarm_in(20);
	show_wait("ignored, 60 ms", sys_io_getevents(ctx, 1, 8, events, &moment));

	/* Blocked, it waits. */
	sigset_t set, old;
	sigemptyset(&set);
	sigaddset(&set, SIGALRM);
	handle(SIGALRM, handler, 0);
	sigprocmask(SIG_BLOCK, &set, &old);
	alarm_in(20);
	show_wait("blocked, 60 ms", sys_io_getevents(ctx, 1, 8, events, &moment));
	sigpending(&set);
	printf("pending: %d\n", sigismember(&set, SIGALRM));
	sigprocmask(SIG_SETMASK, &old, NULL);
	printf("and no longer blocked: handler ran %s\n", handled == SIGALRM ? "yes" : "no");

	/* SIGSTOP and SIGCONT have no handler, and still end it. */
	printf("SIGSTOP and SIGCONT\n");
	stop_and_continue(context, an_hour);
	return 0;
}
