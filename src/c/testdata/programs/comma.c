#include <stdio.h>
static int f(int a, int b) { return a * 10 + b; }
int main(void) { int a, b, c; a = (b = 2, c = 3, b + c); printf("%d\n", a); printf("%d\n", f((a++, a), (b--, b))); for (a = 0, b = 10; a++, b--, a < b;) ; printf("%d %d\n", a, b); int x = (1, 2), y[] = { (3, 4), 5 }; printf("%d %zu %d\n", x, sizeof y / sizeof *y, y[0]); char arr[3]; printf("%zu\n", sizeof(0, arr) == sizeof(char *)); if (a = 0, b) puts("b"); return (a, 0); }
