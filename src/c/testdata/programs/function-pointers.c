#include <stdio.h>
#include <stdlib.h>
typedef int (*op)(int, int);
static int add(int a, int b) { return a + b; } static int sub(int a, int b) { return a - b; } static int mul(int a, int b) { return a * b; }
static const struct { const char *name; op f; } table[] = { { "add", add }, { "sub", &sub }, { "mul", mul } };
static op choose(char c) { return c == '+' ? add : c == '-' ? sub : mul; }
static int apply(int f(int, int), int a, int b) { return f(a, b); }
static int compare(const void *a, const void *b) { const int *x = a, *y = b; return *x < *y ? -1 : *x > *y; }
static int by_length(const void *a, const void *b) { const char *x = *(char *const *)a, *y = *(char *const *)b; int i = 0; while (x[i] && y[i]) i++; return x[i] ? 1 : y[i] ? -1 : 0; }
static void (*chain[3])(int); static void c0(int n) { printf("c0 %d\n", n); if (n) chain[1](n - 1); } static void c1(int n) { printf("c1 %d\n", n); (*chain[2])(n); } static void c2(int n) { printf("c2 %d\n", n); if (n > 0) (**chain)(n - 1); }
static int (*(*getter(void))[2])(int, int) { static int (*pair[2])(int, int) = { add, mul }; return &pair; }
int main(void)
{
	for (unsigned i = 0; i < 3; i++) printf("%s %d\n", table[i].name, table[i].f(7, 3));
	printf("%d %d %d\n", choose('+')(1, 2), (*choose('-'))(1, 2), (***choose('*'))(3, 4)); printf("%d %d\n", apply(add, 1, 1), apply(choose('*'), 5, 5));
	int v[] = { 5, -3, 9, 0, 2, 2, -100, 77 }; qsort(v, 8, sizeof *v, compare); for (int i = 0; i < 8; i++) printf("%d ", v[i]); puts("");
	int key = 9, *hit = bsearch(&key, v, 8, sizeof *v, compare); printf("%ld\n", hit - v);
	const char *w[] = { "three", "a", "fifteen", "", "no" }; qsort(w, 5, sizeof *w, by_length); for (int i = 0; i < 5; i++) printf("[%s]", w[i]); puts("");
	chain[0] = c0; chain[1] = c1; chain[2] = c2; chain[0](3);
	printf("%d %d\n", (*getter())[0](2, 3), (*getter())[1](2, 3)); op p = add; printf("%d %d %d\n", p == add, p == sub, p != 0); p = 0; printf("%d\n", !p);
	op (*pick)(char) = choose; printf("%d\n", pick('-')(9, 4)); printf("%zu %zu\n", sizeof p, sizeof table);
	return 0;
}
