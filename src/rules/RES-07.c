/* RES-07: across RLIMIT_FSIZE a write is short; at it EFBIG, and SIGXFSZ to the submitter; no bytes at it are fine. */
#include "rule.h"
#include <signal.h>
#include <sys/resource.h>

static volatile sig_atomic_t handled;

static void handler(int signal)
{
	handled = signal;
}

static void write_at(io_context_t ctx, const char *what, int fd, void *memory, size_t bytes, long offset)
{
	struct iocb iocb;

	handled = 0;
	io_prep_pwrite(&iocb, fd, memory, bytes, offset);
	show(what, submit(ctx, &iocb));
	reap(ctx, 1);
	printf("  SIGXFSZ: %s\n", handled == SIGXFSZ ? "yes" : "no");
}

int main(void)
{
	io_context_t ctx = context(8);
	int fd = open_file("new", O_RDWR | O_CREAT), direct = open_file("data", O_RDWR | O_DIRECT);
	int append = open_file("odd", O_WRONLY | O_APPEND);
	char *memory = pages(8192);
	struct rlimit limit;
	struct sigaction action = { .sa_handler = handler };

	sigaction(SIGXFSZ, &action, NULL);
	show("getrlimit", raw(getrlimit(RLIMIT_FSIZE, &limit)));
	printf("no limit: %s\n", limit.rlim_cur == RLIM_INFINITY ? "yes" : "no");
	limit.rlim_cur = 6144;
	show("setrlimit", raw(setrlimit(RLIMIT_FSIZE, &limit)));

	write_at(ctx, "within", fd, memory, 4096, 0);
	write_at(ctx, "across", fd, memory, 4096, 4096);
	write_at(ctx, "at it", fd, memory, 1, 6144);
	write_at(ctx, "beyond it", fd, memory, 100, 10000);
	write_at(ctx, "no bytes at it", fd, memory, 0, 6144);
	write_at(ctx, "no bytes beyond it", fd, memory, 0, 10000);
	write_at(ctx, "O_DIRECT, across", direct, memory, 4096, 4096);
	write_at(ctx, "O_DIRECT, at it", direct, memory, 512, 6144);
	write_at(ctx, "O_APPEND, across", append, memory, 4096, 0);
	write_at(ctx, "O_APPEND, at it", append, memory, 1, 0);

	handled = 0;
	show("write(2) at it", raw(pwrite(fd, memory, 1, 6144)));
	printf("  SIGXFSZ: %s\n", handled == SIGXFSZ ? "yes" : "no");
	handled = 0;
	show("ftruncate beyond it", raw(ftruncate(fd, 7000)));
	printf("  SIGXFSZ: %s\n", handled == SIGXFSZ ? "yes" : "no");
	handled = 0;
	show("ftruncate of a larger file to beyond it", raw(ftruncate(direct, 7000)));
	printf("  SIGXFSZ: %s\n", handled == SIGXFSZ ? "yes" : "no");

	/* Ignored, it is only EFBIG; by default it ends the program, inside io_submit. */
	signal(SIGXFSZ, SIG_IGN);
	write_at(ctx, "ignored", fd, memory, 1, 6144);
	signal(SIGXFSZ, SIG_DFL);
	fflush(stdout);
	write_at(ctx, "by default", fd, memory, 1, 6144);
	return 0;
}
