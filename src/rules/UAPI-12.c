/* UAPI-12, GET-01: io_pgetevents takes { mask, size }: size 8, unless there is no mask. */
#include "rule.h"
#include <signal.h>

int main(void)
{
	io_context_t ctx = context(4), bad = (io_context_t)4096;
	struct io_event event;
	sigset_t mask;
	struct {
		void *mask;
		unsigned long size;
	} set = { &mask, 8 };

	sigemptyset(&mask);
	show("no set", raw(syscall(SYS_io_pgetevents, ctx, 0L, 1L, &event, NULL, NULL)));
	show("mask", raw(syscall(SYS_io_pgetevents, ctx, 0L, 1L, &event, NULL, &set)));
	show("set at 8", raw(syscall(SYS_io_pgetevents, bad, 0L, 1L, &event, NULL, (void *)8)));
	set.size = 7;
	show("size 7", raw(syscall(SYS_io_pgetevents, ctx, 0L, 1L, &event, NULL, &set)));
	set.size = 8;
	set.mask = (void *)8;
	show("mask at 8", raw(syscall(SYS_io_pgetevents, bad, 0L, 1L, &event, NULL, &set)));
	set.mask = NULL;
	set.size = 7;
	show("no mask, size 7", raw(syscall(SYS_io_pgetevents, ctx, 0L, 1L, &event, NULL, &set)));
	show("no mask, bad context", raw(syscall(SYS_io_pgetevents, bad, 0L, 1L, &event, NULL, &set)));
	return 0;
}
