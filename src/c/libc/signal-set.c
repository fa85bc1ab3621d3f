/* Sets of signals: bit n-1 is signal n. */
#include <errno.h>
#include <signal.h>
#include <string.h>

static int valid(int signal)
{
	if (signal >= 1 && signal < NSIG)
		return 1;
	errno = EINVAL;
	return 0;
}

int sigemptyset(sigset_t *set)
{
	memset(set, 0, sizeof(*set));
	return 0;
}

int sigfillset(sigset_t *set)
{
	memset(set, 0xff, sizeof(*set));
	return 0;
}

int sigaddset(sigset_t *set, int signal)
{
	if (!valid(signal))
		return -1;
	set->__bits[0] |= 1UL << (signal - 1);
	return 0;
}

int sigdelset(sigset_t *set, int signal)
{
	if (!valid(signal))
		return -1;
	set->__bits[0] &= ~(1UL << (signal - 1));
	return 0;
}

int sigismember(const sigset_t *set, int signal)
{
	return valid(signal) ? (int)(set->__bits[0] >> (signal - 1) & 1) : -1;
}
