/* The program's beginning and end. */
#include <errno.h>
#include <kring/stream.h>
#include <kring/syscall.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv, char **envp);

static char *arguments[] = { "./program", NULL };
static char *no_environment[] = { NULL };

char **environ = no_environment;
char *program_invocation_name = "./program";
char *program_invocation_short_name = "program";

/* A program has no arguments and an empty environment, and is called ./program. */
void _start(void)
{
	exit(main(1, arguments, environ));
}

#define MAX_HANDLERS 32	/* ATEXIT_MAX of POSIX */
static void (*handlers[MAX_HANDLERS])(void);
static int handler_count;

void (*__flush_all)(void);

int atexit(void (*function)(void))
{
	if (handler_count == MAX_HANDLERS)
		return -1;
	handlers[handler_count++] = function;
	return 0;
}

void exit(int status)
{
	while (handler_count > 0)
		handlers[--handler_count]();
	if (__flush_all)
		__flush_all();
	_exit(status);
}

void _exit(int status)
{
	for (;;)
		SYSCALL1(exit_group, status);
}

void _Exit(int status)
{
	_exit(status);
}

/* A handler of SIGABRT runs once; when it returns the program ends all the same. */
void abort(void)
{
	sigset_t set;
	raise(SIGABRT);
	sigemptyset(&set);
	sigaddset(&set, SIGABRT);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
	signal(SIGABRT, SIG_DFL);
	raise(SIGABRT);
	__builtin_trap();
}

char *getenv(const char *name)
{
	size_t length = strlen(name);
	for (char **variable = environ; *variable; variable++)
		if (strncmp(*variable, name, length) == 0 && (*variable)[length] == '=')
			return *variable + length + 1;
	return NULL;
}

void __assert_fail(const char *assertion, const char *file, unsigned int line, const char *function)
{
	fprintf(stderr, "%s: %s:%u: %s: Assertion `%s' failed.\n", program_invocation_short_name, file, line, function,
		assertion);
	abort();
}

void __unsupported(const char *what)
{
	if (__flush_all)
		__flush_all();
	fprintf(stderr, "kring: %s\n", what);
	_exit(125);
}
