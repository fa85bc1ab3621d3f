/* C11 6.3.1: integer promotions and usual arithmetic conversions. */
#include <stdio.h>
#define T(e) printf("%s = %lld, size %zu\n", #e, (long long)(e), sizeof(e))
int main(void)
{
	char c = -1;
	signed char sc = -128;
	unsigned char uc = 255;
	short s = -32768;
	unsigned short us = 65535;
	int i = -1;
	unsigned u = 1;
	long l = -1;
	unsigned long ul = 1;
	long long ll = -1;
	_Bool b = 5;
	T(c + 1); T(uc + 1); T(us * us == 0); T(s - 1); T(-sc); T(~uc); T(!uc);
	T(i < u); T(i < (int)u); T(l < u); T(l < (long)u); T(l < ul); T(c < u); T(c < uc); T(us > i);
	T(u - 2); T((u - 2) >> 1); T(i >> 1); T(uc << 24); T((unsigned)uc << 24); T(sc >> 3);
	T(u + l); T(ul + i); T(ll + u); T(-u); T(-us); T(+c); T(b + b); T(b); T(~b); T(-b);
	T(i / 2); T(i % 2); T(-7 / 2); T(-7 % 2); T(7 / -2); T(7 % -2); T(u / 2 - 1); T((u - 2) % 10);
	T(1 ? i : u); T(1 ? c : uc); T(0 ? l : u); T((char)300); T((unsigned char)-1); T((short)40000);
	T((_Bool)256);
	T('a'); T('\377'); T(sizeof 'a'); T(0x80000000); T(2147483648); T(-2147483648); T(0xffffffffffffffff == -1);
	T(1u << 31); T(1 << 30); T(1L << 40); T(0xffu & ~0u);
	return 0;
}
