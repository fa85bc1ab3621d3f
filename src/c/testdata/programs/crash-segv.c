#include <stdio.h>
int main(void) { int *p = 0; puts("before"); *p = 1; puts("after"); return 0; }
