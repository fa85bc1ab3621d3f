#include <stdio.h>
struct in { int a, b; }; struct out { int x; struct in i[3]; struct { char c; union { int u; char bytes[4]; }; }; int y; };
static void show(const char *n, const struct out *o) { printf("%s: %d | %d %d | %d %d | %d %d | %d %d | %d\n", n, o->x, o->i[0].a, o->i[0].b, o->i[1].a, o->i[1].b, o->i[2].a, o->i[2].b, o->c, o->u, o->y); }
static int calls; static int next(void) { return ++calls; }
int main(void)
{
	struct out a = { .y = 9, .x = 1 }, b = { 1, { [1] = { 2, 3 }, { 4 } }, .u = 5, 6 }, c = { .i[1].b = 7, 8, 9, 'c', 10, 11 }, d = { 1, 2, 3, 4, 5, 6, 7, 'd', 8, 9 }, e = { .i = { [0 ... 1].a = 3 }, .bytes = { 1, 2 }, .x = 1, .x = 2 };
	show("a", &a); show("b", &b); show("c", &c); show("d", &d); show("e", &e);
	static struct out f = { .i[2] = { .b = 1 }, 5, .i[0].a = 4 }; show("f", &f);
	int v[] = { [5] = 1, 2, [2] = 3, 4, [0 ... 1] = 9 }; printf("%zu:", sizeof v / sizeof *v); for (unsigned i = 0; i < sizeof v / sizeof *v; i++) printf(" %d", v[i]); puts("");
	int m[3][2] = { [1] = { 1, 2 }, [2][1] = 3, [0] = { [1] = 4 } }; for (int i = 0; i < 6; i++) printf("%d ", (&m[0][0])[i]); puts("");
	struct in arr[] = { { 1 }, { .b = 2 }, 3, 4, [5].a = 6, 7 }; printf("%zu:", sizeof arr / sizeof *arr); for (unsigned i = 0; i < sizeof arr / sizeof *arr; i++) printf(" %d,%d", arr[i].a, arr[i].b); puts("");
	char s[][4] = { "ab", { 'x', 'y' }, "abcd" }; printf("%s %s %.4s %zu\n", s[0], s[1], s[2], sizeof s); struct { char n[8]; int k; } t[] = { { "one", 1 }, { { 't', 'w', 'o' }, 2 }, "three", 3 }; for (int i = 0; i < 3; i++) printf("%s=%d ", t[i].n, t[i].k); puts("");
	struct in z = { next(), next() }, w = { .b = next(), .a = next() }; printf("%d %d %d %d\n", z.a, z.b, w.a, w.b); int n = 4; struct in dyn[2] = { { n, n * 2 }, { n * 3 } }; printf("%d %d %d %d\n", dyn[0].a, dyn[0].b, dyn[1].a, dyn[1].b);
	struct out g = { .i[0] = z, .i[1] = { .a = z.b } }; show("g", &g); struct out h = { 5, { z, w, { 1, 2 } }, { 'h', { 3 } }, 4 }; show("h", &h); int one = { 1 }; char *str = { "braced" }; printf("%d %s\n", one, str); union { int i; long l; } un = { .l = -1 }; printf("%d %ld\n", un.i, un.l); int zero[10] = { 0 }; int t2 = 0; for (int i = 0; i < 10; i++) t2 += zero[i]; printf("%d\n", t2);
	return 0;
}
