#include <stdio.h>
static int fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
static int ack(int m, int n) { if (!m) return n + 1; if (!n) return ack(m - 1, 1); return ack(m - 1, ack(m, n - 1)); }
static void hanoi(int n, char a, char b, char c, int *moves) { if (!n) return; hanoi(n - 1, a, c, b, moves); ++*moves; if (*moves < 6) printf("%c%c ", a, c); hanoi(n - 1, b, a, c, moves); }
static int even(int); static int odd(int n) { return n ? even(n - 1) : 0; } static int even(int n) { return n ? odd(n - 1) : 1; }
static void print(unsigned long n) { if (n >= 10) print(n / 10); putchar('0' + n % 10); }
static void permute(char *s, int k, int n) { if (k == n) { printf("%s ", s); return; } for (int i = k; i < n; i++) { char t = s[k]; s[k] = s[i]; s[i] = t; permute(s, k + 1, n); t = s[k]; s[k] = s[i]; s[i] = t; } }
static long depth(int n) { char pad[100]; pad[n % 100] = n; return n ? depth(n - 1) + pad[n % 100] : 0; }
int main(void) { int m = 0; printf("%d %d\n", fib(20), ack(2, 3)); hanoi(7, 'a', 'b', 'c', &m); printf("%d\n", m); printf("%d %d\n", even(10), odd(7)); print(1234567890123); puts(""); char s[] = "abcd"; permute(s, 0, 4); puts(""); printf("%ld\n", depth(10000)); return fib(10); }
