#include <stdio.h>
int main(void) { volatile int a = -2147483647 - 1, b = -1; puts("before"); printf("%d\n", a / b); return 0; }
