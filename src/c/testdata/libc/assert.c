/* assert(): its words, and SIGABRT. */
#define _GNU_SOURCE
#include <assert.h>
#include <errno.h>
#include <stdio.h>

static void check(int value)
{
	assert(value > 0);
	printf("%d is fine\n", value);
	assert(value
	       < 3 && "a reason");
}

int main(void)
{
	program_invocation_short_name = "program";
	check(1);
	check(5);
	return 0;
}
