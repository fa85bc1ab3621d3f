/* RNG-01, RNG-02, RNG-03: nr_events is rounded up to whole pages of ring, and what fits follows from the CPU count. */
#include "rule.h"

int main(void)
{
	static const int asked[] = { 1, 8, 62, 63, 126, 127, 190, 191, 254, 255, 256, 318, 319, 512, 1024 };
	int fd = open_file("data", O_RDONLY);

	for (unsigned i = 0; i < sizeof(asked) / sizeof(asked[0]); i++) {
		io_context_t ctx = context(asked[i]);
		unsigned nr = ring_of(ctx)->nr;

		printf("nr_events %d: ring nr %u, %u pages, ", asked[i], nr, (32 + 32 * nr + 4095) / 4096);
		printf("%ld requests fit\n", fill(ctx, fd));
		io_destroy(ctx);
	}
	return 0;
}
