#include <stdio.h>
union u { unsigned char b[8]; unsigned short h[4]; unsigned w[2]; unsigned long d; long s; };
struct v { int kind; union { int i; char *s; struct { short x, y; }; }; };
struct iocb_like { unsigned long data; union { struct { unsigned key, flags; }; unsigned long both; } u; };
int main(void)
{
	union u u = { .d = 0x0123456789abcdef };
	for (int i = 0; i < 8; i++) printf("%02x ", u.b[i]); printf("%x %x %x %lx\n", u.h[0], u.h[3], u.w[1], u.d);
	u.b[3] = 0xff; printf("%lx\n", u.d); u.h[1] = 0; printf("%lx\n", u.d); u.w[0] = -1; printf("%lx %ld\n", u.d, u.s);
	struct v v[] = { { 0, { 5 } }, { 1, .s = "str" }, { 2, .x = 3, .y = -4 } };
	printf("%d %s %d %d %d\n", v[0].i, v[1].s, v[2].x, v[2].y, v[2].i);
	struct iocb_like k = { 1, { { 2, 3 } } }; printf("%lx %zu\n", k.u.both, sizeof k);
	union u w = u, *p = &w; p->b[0] = 1; printf("%lx %lx\n", u.d, w.d);
	return 0;
}
