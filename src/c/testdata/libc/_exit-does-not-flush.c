/* _exit() does not write what stdout still holds. */
#include <stdio.h>
#include <unistd.h>

int main(void)
{
	printf("a line\nlost");
	_exit(4);
}
