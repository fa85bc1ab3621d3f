#include <stdio.h>
#include <stdint.h>
int main(void)
{
	long values[] = { 0, 1, -1, 127, 128, 255, 256, -129, 32767, 32768, 65535, 65536, 2147483647, 2147483648, 4294967295, 4294967296, -2147483649, 0x7fffffffffffffff };
	for (unsigned i = 0; i < sizeof values / sizeof *values; i++) {
		long v = values[i];
		printf("%ld: %d %d %d %d %d %u %d %lu\n", v, (signed char)v, (unsigned char)v, (short)v, (unsigned short)v, (int)v, (unsigned)v, (_Bool)v, (unsigned long)v);
		int n = (int)v; unsigned u = (unsigned)v;
		printf("  %ld %ld %lu %lu %d %d\n", (long)n, (long)u, (unsigned long)n, (unsigned long)u, (signed char)u, (unsigned short)n);
	}
	int x = 42; void *p = &x; uintptr_t a = (uintptr_t)p; int *q = (int *)a; printf("%d %d\n", *q, (char *)q == (char *)p);
	printf("%d\n", *(unsigned char *)&(int){ 0x01020304 }); printf("%d\n", (_Bool)p);
	const char *t = "xyz"; printf("%c\n", *(char *)(void *)(t + 1));
	printf("%lx\n", (unsigned long)(void *)-1); printf("%d\n", (void *)0 == 0);
	return 0;
}
