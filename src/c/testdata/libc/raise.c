/* raise() with a signal that ends the program. */
#include <signal.h>
#include <stdio.h>

int main(void)
{
	printf("before\n");
	raise(SIGTERM);
	printf("after\n");
	return 0;
}
