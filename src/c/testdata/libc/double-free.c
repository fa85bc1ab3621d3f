/* free() twice. */
#pragma GCC diagnostic ignored "-Wuse-after-free"
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
	char *p = malloc(100);
	free(p);
	printf("before\n");
	free(p);
	return 0;
}
