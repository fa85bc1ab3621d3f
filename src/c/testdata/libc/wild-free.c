/* free() of what malloc() never gave. */
#pragma GCC diagnostic ignored "-Wfree-nonheap-object"
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
	char *p = malloc(100);
	printf("before\n");
	free(p + 4);
	return 0;
}
