/* System calls on files, with errno. */
#include <fcntl.h>
#include <kring/syscall.h>
#include <stdarg.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

int open(const char *name, int flags, ...)
{
	mode_t mode = 0;
	if (flags & O_CREAT || (flags & O_TMPFILE) == O_TMPFILE) {
		va_list args;
		va_start(args, flags);
		mode = va_arg(args, mode_t);
		va_end(args);
	}
	return __result(SYSCALL4(openat, AT_FDCWD, name, flags, mode));
}

int openat(int directory, const char *name, int flags, ...)
{
	mode_t mode = 0;
	if (flags & O_CREAT || (flags & O_TMPFILE) == O_TMPFILE) {
		va_list args;
		va_start(args, flags);
		mode = va_arg(args, mode_t);
		va_end(args);
	}
	return __result(SYSCALL4(openat, directory, name, flags, mode));
}

int creat(const char *name, mode_t mode)
{
	return open(name, O_CREAT | O_WRONLY | O_TRUNC, mode);
}

int fcntl(int fd, int command, ...)
{
	va_list args;
	va_start(args, command);
	long argument = va_arg(args, long);
	va_end(args);
	return __result(SYSCALL3(fcntl, fd, command, argument));
}

int close(int fd)
{
	return __result(SYSCALL1(close, fd));
}

ssize_t read(int fd, void *into, size_t count)
{
	return __result(SYSCALL3(read, fd, into, count));
}

ssize_t write(int fd, const void *from, size_t count)
{
	return __result(SYSCALL3(write, fd, from, count));
}

ssize_t pread(int fd, void *into, size_t count, off_t offset)
{
	return __result(SYSCALL4(pread64, fd, into, count, offset));
}

ssize_t pwrite(int fd, const void *from, size_t count, off_t offset)
{
	return __result(SYSCALL4(pwrite64, fd, from, count, offset));
}

ssize_t readv(int fd, const struct iovec *vector, int count)
{
	return __result(SYSCALL3(readv, fd, vector, count));
}

ssize_t writev(int fd, const struct iovec *vector, int count)
{
	return __result(SYSCALL3(writev, fd, vector, count));
}

/* The kernel takes the offset in two words, of which a 64-bit one uses the first only. */
ssize_t preadv(int fd, const struct iovec *vector, int count, off_t offset)
{
	return __result(SYSCALL4(preadv, fd, vector, count, offset));
}

ssize_t pwritev(int fd, const struct iovec *vector, int count, off_t offset)
{
	return __result(SYSCALL4(pwritev, fd, vector, count, offset));
}

off_t lseek(int fd, off_t offset, int whence)
{
	return __result(SYSCALL3(lseek, fd, offset, whence));
}

int dup(int fd)
{
	return __result(SYSCALL1(dup, fd));
}

int dup2(int fd, int new_fd)
{
	return __result(SYSCALL2(dup2, fd, new_fd));
}

int dup3(int fd, int new_fd, int flags)
{
	return __result(SYSCALL3(dup3, fd, new_fd, flags));
}

int pipe(int fds[2])
{
	return __result(SYSCALL1(pipe, fds));
}

int pipe2(int fds[2], int flags)
{
	return __result(SYSCALL2(pipe2, fds, flags));
}

int fstat(int fd, struct stat *status)
{
	return __result(SYSCALL2(fstat, fd, status));
}

int fsync(int fd)
{
	return __result(SYSCALL1(fsync, fd));
}

int fdatasync(int fd)
{
	return __result(SYSCALL1(fdatasync, fd));
}

int ftruncate(int fd, off_t length)
{
	return __result(SYSCALL2(ftruncate, fd, length));
}

int fallocate(int fd, int mode, off_t offset, off_t length)
{
	return __result(SYSCALL4(fallocate, fd, mode, offset, length));
}

/* Returns the error, and leaves errno alone. */
int posix_fallocate(int fd, off_t offset, off_t length)
{
	return -SYSCALL4(fallocate, fd, 0, offset, length);
}

/* Returns the error, and leaves errno alone. */
int posix_fadvise(int fd, off_t offset, off_t length, int advice)
{
	return -SYSCALL4(fadvise64, fd, offset, length, advice);
}

int unlink(const char *name)
{
	return __result(SYSCALL1(unlink, name));
}

int remove(const char *name)
{
	return unlink(name);
}
