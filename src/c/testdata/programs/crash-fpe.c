#include <stdio.h>
int main(void) { volatile unsigned nr = 0; unsigned head = 5; puts("before"); head %= nr; printf("%u\n", head); return 0; }
