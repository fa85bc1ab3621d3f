/* SET-01: io_setup reads *ctxp first: a bad pointer is EFAULT, whatever nr_events is. */
#include "rule.h"

int main(void)
{
	io_context_t *const bad[] = { NULL, (io_context_t *)8, (io_context_t *)-4096 };

	for (int i = 0; i < 3; i++) {
		show("io_setup(1, bad)", io_setup(1, bad[i]));
		show("io_setup(0, bad)", io_setup(0, bad[i]));
		show("io_setup(-1, bad)", io_setup(-1, bad[i]));
	}
	return 0;
}
