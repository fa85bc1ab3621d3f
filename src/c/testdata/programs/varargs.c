#include <stdarg.h>
#include <stdio.h>
#include <string.h>
struct p { int x, y; }; struct q { long a[3]; }; struct t { char c[3]; };
static long sum(int n, ...) { va_list ap; va_start(ap, n); long s = 0; while (n--) s += va_arg(ap, int); va_end(ap); return s; }
static void kinds(const char *f, ...)
{
	va_list ap, again; va_start(ap, f); va_copy(again, ap);
	for (int pass = 0; pass < 2; pass++) {
		va_list *l = pass ? &again : &ap;
		for (const char *c = f; *c; c++) switch (*c) {
		case 'i': printf("%d ", va_arg(*l, int)); break; case 'u': printf("%u ", va_arg(*l, unsigned)); break;
		case 'l': printf("%ld ", va_arg(*l, long)); break; case 's': printf("%s ", va_arg(*l, char *)); break;
		case 'p': { struct p p = va_arg(*l, struct p); printf("{%d %d} ", p.x, p.y); break; }
		case 'q': { struct q q = va_arg(*l, struct q); printf("{%ld %ld} ", q.a[0], q.a[2]); break; }
		case 't': printf("{%c} ", va_arg(*l, struct t).c[1]); break;
		case 'f': printf("f%d ", va_arg(*l, int (*)(int))(20)); break; }
	}
	puts(""); va_end(ap); va_end(again);
}
static int twice(int x) { return 2 * x; }
static int out(char *buf, const char *f, ...) { va_list ap; va_start(ap, f); int n = vsprintf(buf, f, ap); va_end(ap); return n; }
static struct q many(struct p p, int n, ...) { struct q q = { { p.x, p.y, 0 } }; va_list ap; va_start(ap, n); for (int i = 0; i < n; i++) q.a[2] += va_arg(ap, long); va_end(ap); return q; }
int main(void)
{
	printf("%ld %ld %ld\n", sum(0), sum(3, 1, 2, 3), sum(10, 1, 2, 3, 4, 5, 6, 7, 8, 9, -10));
	char c = -3; short s = -300; unsigned char uc = 250; struct p p = { 1, 2 }; struct q q = { { 3, 4, 5 } }; struct t t = { "abc" };
	kinds("iiuslpqtf", c, s, uc, "str", -1L, p, q, t, twice); kinds("ti", t, 9); kinds("");
	char buf[100]; int n = out(buf, "%d-%s-%c-%lx-%5d|%-5d|%05d", 42, "x", 'y', 0xabcdefL, 7, 8, 9); printf("%d %s %zu\n", n, buf, strlen(buf));
	q = many(p, 3, 10L, 20L, 30L); printf("%ld %ld %ld %ld\n", q.a[0], q.a[1], q.a[2], many(p, 1, 5L).a[2]);
	int (*pf)(const char *, ...) = printf; pf("%s %d\n", "through a pointer", 5); printf("%ld\n", sum(2, (int)sum(1, 5), (int)sum(2, 6, 7)));
	return 0;
}
