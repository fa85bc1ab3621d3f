/* mkstemp. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

int mkostemp(char *template, int flags)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
	size_t length = strlen(template);
	if (length < 6 || strcmp(template + length - 6, "XXXXXX") != 0) {
		errno = EINVAL;
		return -1;
	}
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	unsigned long choice = now.tv_sec * 1000000007UL + now.tv_nsec;
	for (int tries = 0; tries < 1000; tries++) {
		choice = choice * 6364136223846793005UL + 1442695040888963407UL;
		unsigned long name = choice >> 16;
		for (char *x = template + length - 6; *x; x++, name /= 62)
			*x = letters[name % 62];
		int fd = open(template, (flags & ~O_ACCMODE) | O_RDWR | O_CREAT | O_EXCL, 0600);
		if (fd >= 0 || errno != EEXIST)
			return fd;
	}
	return -1;
}

int mkstemp(char *template)
{
	return mkostemp(template, 0);
}
