#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
static void bye(void) { puts("bye"); }
int main(void) { atexit(bye); puts("x"); assert(1 + 1 == 2); abort(); }
