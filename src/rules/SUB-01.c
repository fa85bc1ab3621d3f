/* SUB-01, SUB-02, SUB-03: negative nr, then the context, then nr = 0, which returns 0 and never looks at the list. */
#include "rule.h"

int main(void)
{
	io_context_t ctx = context(1);
	io_context_t bad = (io_context_t)4096;
	struct iocb **volatile nowhere = (struct iocb **)8;

	show("nr -1", io_submit(ctx, -1, nowhere));
	show("nr LONG_MIN", io_submit(ctx, (long)(1ul << 63), nowhere));
	show("nr -1, bad context", io_submit(bad, -1, nowhere));
	show("nr 0, bad context", io_submit(bad, 0, NULL));
	show("nr 1, bad context", io_submit(bad, 1, nowhere));
	show("nr 0, list NULL", io_submit(ctx, 0, NULL));
	show("nr 0, list nowhere", io_submit(ctx, 0, nowhere));
	return 0;
}
