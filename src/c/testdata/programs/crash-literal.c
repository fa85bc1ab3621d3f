#include <stdio.h>
int main(void) { char *s = "constant"; puts("before"); s[0] = 'X'; puts(s); return 0; }
