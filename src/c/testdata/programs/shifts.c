#include <stdio.h>
int main(void)
{
	for (int n = 0; n < 32; n += 5) {
		int i = -123456789; unsigned u = 0xdeadbeef; long l = -1234567890123456789; unsigned long ul = 0xfeedfacecafebeef;
		printf("%d %d %u %u\n", i >> n, (int)((unsigned)i << n), u >> n, u << n);
		printf("%ld %lu %lu %ld\n", l >> n, ul >> (n * 2), ul << (n * 2), l >> (n * 2));
		unsigned char c = 0xa5; c >>= n & 7; unsigned char d = 0xa5; d <<= n & 7; short s = -1000; s >>= n & 15;
		printf("%d %d %d\n", c, d, s);
	}
	printf("%d %u %ld\n", 1 << 4, 1u << 31, 1L << 62);
	return 0;
}
