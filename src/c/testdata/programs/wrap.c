/* Unsigned arithmetic wraps, narrow stores truncate, every width. */
#include <stdio.h>
unsigned char guc; unsigned short gus; unsigned gu; unsigned long gul;
signed char gsc; short gs; int gi; long gl;
int main(void)
{
	unsigned char uc = 250; unsigned short us = 65530; unsigned u = 4294967290u; unsigned long ul = 18446744073709551610ul;
	signed char sc = 120; short s = 32760;
	for (int i = 0; i < 12; i++) {
		uc++; us++; u++; ul++; sc++; s++;
		guc += 37; gus += 9000; gu += 600000000u; gul += 3000000000000000000ul;
		gsc -= 37; gs -= 9000; gi -= 1000; gl -= 100000000000;
		printf("%u %u %u %lu %d %d | %u %u %u %lu %d %d %d %ld\n", uc, us, u, ul, sc, s, guc, gus, gu, gul, gsc, gs, gi, gl);
	}
	u = 0; printf("%u %lu\n", u - 1, (unsigned long)(u - 1)); printf("%lu\n", 0ul - 1);
	u = 3000000000u; printf("%u %u %u\n", u * 2, u * u, u + u); printf("%ld\n", (long)u * 2);
	uc = 200; printf("%d %d\n", uc + 100, (unsigned char)(uc + 100));
	uc *= 3; printf("%d\n", uc); us = uc << 8; us <<= 4; printf("%d\n", us); sc = 200; printf("%d\n", sc);
	int big = 100000; s = big; printf("%d\n", s); long bl = 0x123456789abcdef; gi = bl; gs = bl; gsc = bl; printf("%d %d %d\n", gi, gs, gsc);
	return 0;
}
