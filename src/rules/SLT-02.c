/* SLT-02: slots that come back are shared out in batches; on one CPU as many fit again as were reaped. */
#include "rule.h"

int main(void)
{
	io_context_t ctx = context(8);
	int fd = open_file("data", O_RDONLY);
	static const int rounds[] = { 1, 2, 14, 15, 16, 29, 30, 31, 60, 119, 120, 7, 45 };

	show("fill", fill(ctx, fd));
	for (unsigned i = 0; i < sizeof(rounds) / sizeof(rounds[0]); i++) {
		show("reaped", take(ctx, rounds[i]));
		show("  fit again", fill(ctx, fd));
		show_ring(ctx);
	}
	return 0;
}
