/* unistd.h: POSIX, as far as the kernel model goes. */
#pragma once

#include <kring/types.h>

#define STDIN_FILENO 0
#define STDOUT_FILENO 1
#define STDERR_FILENO 2
#define SEEK_SET 0
#define SEEK_CUR 1
#define SEEK_END 2
#define SEEK_DATA 3
#define SEEK_HOLE 4

#define _SC_CLK_TCK 2
#define _SC_OPEN_MAX 4
#define _SC_PAGESIZE 30
#define _SC_PAGE_SIZE _SC_PAGESIZE
#define _SC_IOV_MAX 60

typedef long intptr_t;

extern char **environ;

ssize_t read(int fd, void *into, size_t count);
ssize_t write(int fd, const void *from, size_t count);
ssize_t pread(int fd, void *into, size_t count, off_t offset);
ssize_t pwrite(int fd, const void *from, size_t count, off_t offset);
off_t lseek(int fd, off_t offset, int whence);
int close(int fd);
int dup(int fd);
int dup2(int fd, int new_fd);
int dup3(int fd, int new_fd, int flags);
int pipe(int fds[2]);
int pipe2(int fds[2], int flags);
int fsync(int fd);
int fdatasync(int fd);
int ftruncate(int fd, off_t length);
int unlink(const char *name);
pid_t fork(void);
pid_t getpid(void);
pid_t getppid(void);
pid_t gettid(void);
int getpagesize(void);
long sysconf(int name);
unsigned int alarm(unsigned int seconds);
int pause(void);
unsigned int sleep(unsigned int seconds);
int usleep(useconds_t microseconds);
int brk(void *end);
void *sbrk(intptr_t increment);
void _exit(int status) __attribute__((noreturn));
long syscall(long number, ...);
