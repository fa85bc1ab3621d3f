#include <stdlib.h>
#include <stdio.h>
static void a(void) { puts("a"); } static void b(void) { puts("b"); }
int main(void) { atexit(a); atexit(b); printf("no newline"); exit(300); }
