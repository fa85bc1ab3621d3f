/* err.h, and names of signals */
#define _GNU_SOURCE
#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

int main(void)
{
	program_invocation_short_name = "program";
	errno = ENOENT;
	warn("cannot open %s", "data");
	warnx("%d mistakes", 3);
	warn(NULL);
	for (int i = 0; i < 70; i++)
		printf("%s\n", strsignal(i));
	errno = EAGAIN;
	err(7, "io_submit");
}
