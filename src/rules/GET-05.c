/* GET-05: io_pgetevents waits under another mask: what that lets in ends it with EINTR, unless it has events to return. */
#include "rule.h"
#include <signal.h>
#include <sys/time.h>
#include <sys/wait.h>

static volatile sig_atomic_t handled;

static void handler(int signal)
{
	handled = signal;
}

/* fs/aio.c: struct __aio_sigset */
struct aio_sigset {
	const sigset_t *mask;
	size_t size;
};

static long wait_under(io_context_t ctx, long min_nr, struct timespec *timeout, const sigset_t *mask, size_t size)
{
	struct io_event events[8];
	struct aio_sigset set = { mask, size };

	return raw(syscall(SYS_io_pgetevents, ctx, min_nr, 8, events, timeout, mask ? &set : NULL));
}

static void show_wait(const char *what, long result)
{
	sigset_t mask;

	show(what, result);
	sigprocmask(SIG_SETMASK, NULL, &mask);
	printf("  handler ran: %s, SIGUSR1 blocked: %d\n", handled ? "yes" : "no", sigismember(&mask, SIGUSR1));
	handled = 0;
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

static long a_moment(io_context_t ctx)
{
	struct timespec moment = { 0, 120 * 1000 * 1000 };
	sigset_t none;

	sigemptyset(&none);
	return wait_under(ctx, 1, &moment, &none, 8);
}

int main(void)
{
	io_context_t ctx = context(8);
	int fd = open_file("data", O_RDONLY);
	struct iocb iocb;
	struct timespec zero = { 0, 0 }, moment = { 0, 60 * 1000 * 1000 };
	struct itimerval timer = { { 0, 0 }, { 0, 20000 } };
	sigset_t usr1, none;
	struct sigaction action = { .sa_handler = handler, .sa_flags = SA_RESTART };

	sigemptyset(&none);
	sigemptyset(&usr1);
	sigaddset(&usr1, SIGUSR1);
	sigprocmask(SIG_BLOCK, &usr1, NULL);
	sigaction(SIGUSR1, &action, NULL);
	sigaction(SIGALRM, &action, NULL);

	/* Pending under the old mask, allowed by the new one. */
	raise(SIGUSR1);
	show_wait("still blocked, 60 ms", wait_under(ctx, 1, &moment, &usr1, 8));
	show_wait("no longer blocked, for ever", wait_under(ctx, 1, NULL, &none, 8));
	raise(SIGUSR1);
	show_wait("no longer blocked, timeout 0", wait_under(ctx, 0, &zero, &none, 8));

	/* The event wins; the handler runs all the same. */
	io_prep_pread(&iocb, fd, NULL, 0, 0);
	submit(ctx, &iocb);
	raise(SIGUSR1);
	show_wait("with an event there", wait_under(ctx, 1, NULL, &none, 8));

	/* A signal while it sleeps: not restarted. */
	setitimer(ITIMER_REAL, &timer, NULL);
	show_wait("SIGALRM after 20 ms", wait_under(ctx, 1, NULL, &none, 8));
	setitimer(ITIMER_REAL, &timer, NULL);
	show_wait("SIGALRM, no mask", wait_under(ctx, 1, NULL, NULL, 0));

	/* Blocked for the time of the call only. */
	sigset_t alarm_set;
	sigemptyset(&alarm_set);
	sigaddset(&alarm_set, SIGALRM);
	setitimer(ITIMER_REAL, &timer, NULL);
	show_wait("SIGALRM blocked meanwhile", wait_under(ctx, 1, &moment, &alarm_set, 8));

	/* A refused call changes nothing. */
	show_wait("size 4", wait_under(ctx, 0, &zero, &none, 4));
	raise(SIGUSR1);
	show_wait("min_nr beyond nr", wait_under(ctx, 9, &zero, &none, 8));
	show_wait("bad context", wait_under(NULL, 0, &zero, &none, 8));

	/* SIGSTOP and SIGCONT only interrupt it: it waits for the whole time again. */
	printf("SIGSTOP and SIGCONT\n");
	stop_and_continue(context, a_moment);
	return 0;
}
