/* RW-09: a signal while io_submit sleeps in a pipe: the event is EINTR, also with SA_RESTART, and io_submit goes on. */
#include "rule.h"
#include <signal.h>
#include <sys/time.h>

static volatile sig_atomic_t handled;

static void handler(int signal)
{
	handled = signal;
}

static void alarm_in_20_ms(int flags)
{
	struct sigaction action = { .sa_handler = handler, .sa_flags = flags };
	struct itimerval timer = { { 0, 0 }, { 0, 20000 } };

	handled = 0;
	if (sigaction(SIGALRM, &action, NULL) != 0 || setitimer(ITIMER_REAL, &timer, NULL) != 0)
		exit(1);
}

static char block[65536 + 4096];

int main(void)
{
	io_context_t ctx = context(8);
	int fds[2], file = open_file("data", O_RDONLY);
	struct iocb iocb, other, *both[2] = { &iocb, &other };

	if (pipe(fds) != 0)
		return 1;
	io_prep_pread(&iocb, fds[0], block, 10, 0);
	iocb.data = (void *)1;
	io_prep_pread(&other, file, block, 10, 0);
	other.data = (void *)2;

	alarm_in_20_ms(0);
	show("read from an empty pipe", submit(ctx, &iocb));
	printf("handler ran: %s\n", handled ? "yes" : "no");
	reap(ctx, 1);
	alarm_in_20_ms(SA_RESTART);
	show("with SA_RESTART, and one more request", io_submit(ctx, 2, both));
	printf("handler ran: %s\n", handled ? "yes" : "no");
	reap(ctx, 2);

	/* What was written before it counts. */
	alarm_in_20_ms(SA_RESTART);
	io_prep_pwrite(&iocb, fds[1], block, sizeof(block), 0);
	iocb.data = (void *)3;
	show("write of more than fits", submit(ctx, &iocb));
	reap(ctx, 1);
	alarm_in_20_ms(0);
	iocb.data = (void *)4;
	show("write to a full pipe", submit(ctx, &iocb));
	reap(ctx, 1);

	/* read(2) and write(2) themselves do as SA_RESTART says. */
	alarm_in_20_ms(0);
	show("write(2), no SA_RESTART", raw(write(fds[1], block, 1)));
	while (read(fds[0], block, sizeof(block)) == (ssize_t)sizeof(block))
		;
	alarm_in_20_ms(0);
	show("read(2), no SA_RESTART", raw(read(fds[0], block, 1)));
	return 0;
}
