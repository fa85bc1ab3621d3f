/* unistd.h, fcntl.h, sys/stat.h, sys/uio.h */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

int main(void)
{
	char buffer[32] = "";
	struct stat status;
	int fd = open("data", O_RDWR);
	fstat(fd, &status);
	printf("%ld %d %d\n", (long)status.st_size, S_ISREG(status.st_mode), S_ISFIFO(status.st_mode));
	printf("%zd\n", pread(fd, buffer, 8, 16));
	for (int i = 0; i < 8; i++)
		printf("%02x ", (unsigned char)buffer[i]);
	printf("\n%zd", pwrite(fd, "written", 7, 100));
	printf(" %zd\n", pread(fd, buffer, 7, 100));
	printf("%s\n", buffer);
	printf("%ld\n", (long)lseek(fd, 0, SEEK_END));
	printf("%ld\n", (long)lseek(fd, 10, SEEK_SET));
	struct iovec parts[2] = { { buffer, 4 }, { buffer + 8, 4 } };
	printf("%zd ", readv(fd, parts, 2));
	printf("%ld\n", (long)lseek(fd, 0, SEEK_CUR));
	printf("%zd\n", preadv(fd, parts, 2, 100));
	printf("%.4s %.3s\n", buffer, buffer + 8);
	printf("%d\n", ftruncate(fd, 50));
	fstat(fd, &status);
	printf("%ld\n", (long)status.st_size);
	printf("%d %d\n", fsync(fd), fdatasync(fd));
	printf("%x\n", fcntl(fd, F_GETFL) & (O_ACCMODE | O_APPEND | O_DIRECT));
	int copy = dup(fd);
	printf("%d %d\n", copy != fd, close(copy));
	close(fd);
	printf("%zd ", read(fd, buffer, 1));
	printf("%d\n", errno == EBADF);
	printf("%d ", open("data", O_RDWR | O_CREAT | O_EXCL, 0600));
	printf("%d\n", errno == EEXIST);
	fd = open("made", O_CREAT | O_WRONLY | O_TRUNC, 0644);
	printf("%zd\n", writev(fd, (struct iovec[]){ { "ab", 2 }, { "cde", 3 } }, 2));
	printf("%zd ", read(fd, buffer, 1));
	printf("%d\n", errno == EBADF);
	close(fd);
	printf("%d ", unlink("made"));
	printf("%d\n", unlink("made"));
	int ends[2];
	printf("%d\n", pipe(ends));
	printf("%zd ", write(ends[1], "through", 7));
	printf("%zd\n", read(ends[0], buffer, sizeof(buffer)));
	printf("%.7s\n", buffer);
	close(ends[1]);
	printf("%zd\n", read(ends[0], buffer, 1));
	char name[] = "tempXXXXXX";
	fd = mkstemp(name);
	printf("%d %d %.4s\n", fd > 2, strcmp(name, "tempXXXXXX") != 0, name);
	char bad[] = "XXXXX";
	printf("%d ", mkstemp(bad));
	printf("%d\n", errno == EINVAL);
	printf("%d %ld\n", getpagesize(), sysconf(_SC_PAGESIZE));
	return 0;
}
