/* SET-12: ctxp needs no alignment. */
#include "rule.h"

int main(void)
{
	char bytes[24];
	io_context_t ctx;

	memset(bytes, 0, sizeof(bytes));
	show("io_setup(1, odd address)", io_setup(1, (io_context_t *)(bytes + 3)));
	memcpy(&ctx, bytes + 3, sizeof(ctx));
	printf("before and after it: %d %d\n", bytes[2], bytes[11]);
	show("io_submit with that handle", io_submit(ctx, 0, NULL));
	show("io_destroy", io_destroy(ctx));
	return 0;
}
