#include <stdio.h>
int main(void)
{
	char c = 200; signed char s = 200; unsigned char u = 200; printf("%d %d %d\n", c, s, u); printf("%d %d %d\n", c == s, c == u, (unsigned char)c == u); printf("%d %d\n", c < 0, '\xc8' == c); char *p = "\xff\x01"; printf("%d %d %d\n", p[0], (unsigned char)p[0], p[0] == 255); unsigned x = c; printf("%u %u\n", x, (unsigned char)c); long l = c; printf("%ld\n", l); c = 127; c++; printf("%d\n", c); c = 'A' + 1; printf("%c\n", c); int i = u << 1; u <<= 1; printf("%d %d\n", i, u); u = ~0; printf("%d %d\n", u, u == ~0); s = -1; printf("%d %d\n", s >> 1, (unsigned char)s >> 1); c = 'a' ^ ' '; putchar(c); puts(""); unsigned char arr[] = { 250, 5 }; printf("%d %d\n", arr[0] + arr[1], (unsigned char)(arr[0] + arr[1] * 2)); signed char t = -128; t = -t; printf("%d\n", t); t = t / -1 ; printf("%d\n", t); return 0;
}
