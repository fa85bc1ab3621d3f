/* RES-12: a pipe has no offset, a socket refuses one; a write without a reader sends SIGPIPE, from inside io_submit, unless RWF_NOSIGNAL asks it not to. */
#include "rule.h"
#include <signal.h>
#include <sys/socket.h>

static volatile sig_atomic_t handled;

static void handler(int signal)
{
	handled = signal;
}

static void write_to(io_context_t ctx, const char *what, int fd, int flags)
{
	struct iocb iocb;

	handled = 0;
	io_prep_pwrite(&iocb, fd, "x", 1, 0);
	iocb.aio_rw_flags = flags;
	int submitted = submit(ctx, &iocb);
	show(what, submitted);
	if (submitted == 1)
		reap(ctx, 1);
	printf("  SIGPIPE: %s\n", handled == SIGPIPE ? "yes" : "no");
}

int main(void)
{
	io_context_t ctx = context(8);
	int fds[2];
	char buf[8] = "";
	struct iocb iocb;

	if (pipe(fds) != 0)
		return 1;
	io_prep_pwrite(&iocb, fds[1], "abcdef", 6, 5000);
	show("pwrite, offset 5000", submit(ctx, &iocb));
	io_prep_pread(&iocb, fds[0], buf, 4, 77);
	show("pread, offset 77", submit(ctx, &iocb));
	reap(ctx, 2);
	printf("%s\n", buf);

	int pair[2];

	if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) != 0)
		return 1;
	io_prep_pwrite(&iocb, pair[1], "abcdef", 6, 5000);
	show("socket, pwrite, offset 5000", submit(ctx, &iocb));
	reap(ctx, 1);
	io_prep_pwrite(&iocb, pair[1], "abcdef", 6, 0);
	show("socket, pwrite, offset 0", submit(ctx, &iocb));
	reap(ctx, 1);
	io_prep_pread(&iocb, pair[0], buf, 4, 77);
	show("socket, pread, offset 77", submit(ctx, &iocb));
	reap(ctx, 1);
	close(pair[0]);
	signal(SIGPIPE, handler);
	write_to(ctx, "without its peer", pair[1], 0);

	close(fds[0]);
	printf("now without a reader\n");
	signal(SIGPIPE, handler);
	write_to(ctx, "with a handler", fds[1], 0);
	write_to(ctx, "RWF_NOSIGNAL", fds[1], 0x100);
	signal(SIGPIPE, SIG_IGN);
	write_to(ctx, "ignored", fds[1], 0);
	signal(SIGPIPE, SIG_DFL);
	fflush(stdout);
	write_to(ctx, "by default", fds[1], 0);
	return 0;
}
