/* errno, its names and its texts. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(void)
{
	char byte[1];
	for (int i = 0; i < 140; i++)
		printf("%d %s\n", i, strerror(i));
	int result = open("missing", O_RDONLY);
	printf("%d %s\n", result, strerror(errno));
	result = close(77);
	printf("%d %s\n", result, strerror(errno));
	result = read(77, byte, 1);
	printf("%d %s\n", result, strerror(errno));
	result = syscall(SYS_close, 77);
	printf("%d %s\n", result, strerror(errno));
	printf("%d\n", syscall(SYS_getpid) == getpid());
	errno = 7;
	int fd = open("data", O_RDONLY);
	printf("%d %d\n", fd > 2, errno);
	int *place = &errno;
	*place = 9;
	printf("%d %s\n", errno, EBADF == 9 ? "EBADF" : "?");
	return 0;
}
