/* exit() writes what stdout still holds. */
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
	printf("no newline");
	exit(3);
}
