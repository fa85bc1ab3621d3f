/* NDEBUG takes assert() away, and it may come back. */
#define NDEBUG
#include <assert.h>
#include <stdio.h>

int main(void)
{
	int count = 0;
	assert(++count);
#undef NDEBUG
#include <assert.h>
	assert(++count);
	printf("%d\n", count);
	return 0;
}
