#include <stdio.h>
static int calls; static int f(int x) { calls++; return x; }
int main(void)
{
	int i = -1; unsigned u = 1; long l = -5; char c = 'x'; short s = -3; int n = 0; const char *str = 0;
	printf("%d %d %zu\n", (1 ? i : u) > 0, (n ? u : i) > 0, sizeof(1 ? c : s)); printf("%ld %zu\n", 1 ? l : i, sizeof(1 ? i : l)); printf("%s %s\n", str ? str : "null", 1 ? "a" : str); printf("%d %d\n", n ? f(1) : f(2), n ?: 5); printf("%d %d\n", f(3) ?: f(4), calls); int *p = n ? &i : 0; printf("%d\n", p == 0); void *v = n ? (void *)&i : (void *)&u; printf("%d\n", v == &u);
	for (int k = 0; k < 16; k++) printf("%s ", k % 15 == 0 ? "FizzBuzz" : k % 5 == 0 ? "Buzz" : k % 3 == 0 ? "Fizz" : "-"); puts(""); int x = 5; x = x > 3 ? x * 2 : x + 100; x = x < 3 ? 0 : x; printf("%d\n", x); n ? f(1) : (void)0; (n == 0 ? f : f)(9); printf("%d\n", calls); struct { int a, b; } a = { 1, 2 }, b = { 3, 4 }; printf("%d %d\n", (x ? a : b).b, (!x ? a : b).b); *(n ? &i : &x) = 77; printf("%d %d\n", i, x); _Bool q = x ? 2 : 0; printf("%d %d\n", q, q ? -1 : 1); x = n ? x : -x; printf("%d %d\n", x, (x > 0 ? 1 : x < 0 ? -1 : 0)); unsigned long ul = 1 ? -1 : 0u; printf("%lu\n", ul); ul = 1 ? -1 : 0; printf("%lu\n", ul); return 0;
}
