/* abort() is SIGABRT, and flushes nothing. */
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
	printf("a line\nlost");
	abort();
}
