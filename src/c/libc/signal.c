/* Actions of signals, and the mask. */
#include <errno.h>
#include <kring/syscall.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

/* What the kernel knows of a handler: struct kernel_sigaction. */
struct kernel_sigaction {
	void (*handler)(int);
	unsigned long flags;
	void (*restorer)(void (*)(int, siginfo_t *, void *), int, siginfo_t *, void *);
	unsigned long mask;
};

#define SA_RESTORER 0x04000000
#define SIGSET_SIZE sizeof(unsigned long)

/* Where the kernel lets a task go on that takes a signal. It does not return: rt_sigreturn does. */
static void restore(void (*handler)(int, siginfo_t *, void *), int signal, siginfo_t *info, void *context)
{
	handler(signal, info, context);
	SYSCALL0(rt_sigreturn);
}

int sigaction(int signal, const struct sigaction *restrict action, struct sigaction *restrict old)
{
	struct kernel_sigaction new_action, old_action;

	if (action) {
		new_action.handler = action->sa_handler;
		new_action.flags = (unsigned int)action->sa_flags | SA_RESTORER;
		new_action.restorer = restore;
		new_action.mask = action->sa_mask.__bits[0];
	}
	int ret = __result(SYSCALL4(rt_sigaction, signal, action ? &new_action : NULL, old ? &old_action : NULL,
				    SIGSET_SIZE));
	if (ret == 0 && old) {
		memset(old, 0, sizeof(*old));
		old->sa_handler = old_action.handler;
		old->sa_flags = old_action.flags & ~SA_RESTORER;
		old->sa_mask.__bits[0] = old_action.mask;
	}
	return ret;
}

/* As BSD has it, and glibc: the handler stays, and calls go on behind it. */
__sighandler_t signal(int signal, __sighandler_t handler)
{
	struct sigaction action, old;

	memset(&action, 0, sizeof(action));
	action.sa_handler = handler;
	action.sa_flags = SA_RESTART;
	return sigaction(signal, &action, &old) < 0 ? SIG_ERR : old.sa_handler;
}

int sigprocmask(int how, const sigset_t *restrict set, sigset_t *restrict old)
{
	if (old)
		memset(old, 0, sizeof(*old));
	return __result(SYSCALL4(rt_sigprocmask, how, set, old, SIGSET_SIZE));
}

int sigpending(sigset_t *set)
{
	memset(set, 0, sizeof(*set));
	return __result(SYSCALL2(rt_sigpending, set, SIGSET_SIZE));
}

int sigsuspend(const sigset_t *mask)
{
	return __result(SYSCALL2(rt_sigsuspend, mask, SIGSET_SIZE));
}

int pause(void)
{
	return __result(SYSCALL0(pause));
}

int kill(pid_t pid, int signal)
{
	return __result(SYSCALL2(kill, pid, signal));
}

int raise(int signal)
{
	return __result(SYSCALL3(tgkill, getpid(), gettid(), signal));
}
