#include <stdio.h>
static void f(int x) { if (x) return; puts("f"); } static int g(int x) { if (x) return 1; else return 2; }
int main() { f(0); f(1); printf("%d %d\n", g(0), g(1)); }
