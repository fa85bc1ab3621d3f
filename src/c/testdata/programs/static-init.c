#include <stdio.h>
#include <stddef.h>
int zero, five = 5, arr[5] = { 1, 2 }, *pf = &five, **ppf = &pf; char s[] = "hello", t[3] = "abc", u[10] = "hi", *p = "pointer", *names[] = { "a", "bb", [4] = "eeeee" };
struct s { char c; int i; struct { short x[2]; char *n; } in; } one = { 'c', -1, { { 1, 2 }, "in" } }, two = { .in.n = "two", .i = 2 }, many[3] = { [1] = { 'b' }, { 'c', 3 } };
int *mid = &arr[2], *end = arr + 5, diff = (char *)&one.in - (char *)&one, off = offsetof(struct s, in.n); const int k = 10; int sz = sizeof arr / sizeof *arr, e = 3 * 4 + (1 << 5) - 'a' % 7, tern = 1 > 2 ? 3 : 4; long neg = -5, u32 = 0xffffffff; unsigned char uc = 300 & 255; _Bool b = 7; short sh = -40000 & 0x7fff;
char *inside = "suffix" + 3, *member = s + 1; int m2[2][3] = { { 1, 2, 3 }, { 4, 5 } }, flat[2][3] = { 1, 2, 3, 4 }; void *self = &self; int (*fn)(const char *) = puts; unsigned long addr_diff = sizeof(struct s[3]); struct list { int v; struct list *next; } l3 = { 3 }, l2 = { 2, &l3 }, l1 = { 1, &l2 }; extern int later; int *pl = &later; int later = 77; static int tentative; static int tentative; static int tentative = 9;
static int counter(void) { static int n = 100; static int calls[2]; calls[n & 1]++; return n++ * 10 + calls[0]; }
int main(void)
{
	printf("%d %d %d %d %d %d\n", zero, five, arr[1], arr[4], *pf, **ppf); printf("%s %.3s %s %s %zu %zu %zu\n", s, t, u, p, sizeof s, sizeof t, sizeof names); printf("%s %s %p %s\n", names[0], names[1], (void *)names[3] == 0 ? (void *)0 : (void *)1, names[4]);
	printf("%c %d %d %d %s | %d %s %d | %c %d %c %d\n", one.c, one.i, one.in.x[0], one.in.x[1], one.in.n, two.c, two.in.n, two.i, many[1].c, many[1].i, many[2].c, many[2].i); printf("%d %ld %d %d\n", *mid, (long)(end - arr), diff, off);
	printf("%d %d %d %d %ld %ld %d %d %d\n", k, sz, e, tern, neg, u32, uc, b, sh); printf("%s %s %d %d %d %d\n", inside, member, m2[1][1], m2[1][2], flat[1][0], flat[1][1]); printf("%d\n", self == (void *)&self); fn("fn");
	printf("%lu %d %d %d\n", addr_diff, l1.next->next->v, *pl, tentative); printf("%d ", counter()); printf("%d ", counter()); printf("%d\n", counter());
	return 0;
}
