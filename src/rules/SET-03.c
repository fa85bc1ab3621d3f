/* SET-03, SET-04: far too many events are EINVAL, more than aio-max-nr EAGAIN; near 2^31 the doubling wraps. */
#include "rule.h"

int main(void)
{
	static const unsigned asked[] = { 4194304, 4194305, 0x7fffffff, 0x80000000, 0x80000001,
					  0x80400000, 0x80400001, 0xffffffff };
	char text[40];

	for (unsigned i = 0; i < sizeof(asked) / sizeof(asked[0]); i++) {
		io_context_t ctx = 0;

		snprintf(text, sizeof(text), "io_setup(%u)", asked[i]);
		show(text, io_setup((int)asked[i], &ctx));
		if (ctx != 0)
			printf("*ctxp has changed\n");
	}
	return 0;
}
