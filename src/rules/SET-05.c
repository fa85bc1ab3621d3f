/* SET-05: with no room for the ring in RLIMIT_AS io_setup is ENOMEM, and leaves nothing behind. */
#include "rule.h"
#include <sys/mman.h>
#include <sys/resource.h>

static void set_limit(rlim_t bytes)
{
	struct rlimit limit;

	show("getrlimit", raw(getrlimit(RLIMIT_AS, &limit)));
	limit.rlim_cur = bytes;
	show("setrlimit", raw(setrlimit(RLIMIT_AS, &limit)));
}

int main(void)
{
	io_context_t ctx = 0;

	set_limit(65536);
	show("io_setup", io_setup(8, &ctx));
	printf("ctx is 0: %s\n", ctx == 0 ? "yes" : "no");
	void *memory = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	printf("mmap: %s\n", memory == MAP_FAILED ? errno_name(errno) : "0");
	set_limit(RLIM_INFINITY);
	show("io_setup", io_setup(8, &ctx));
	show("io_destroy", io_destroy(ctx));
	return 0;
}
