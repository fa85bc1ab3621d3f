/* sys/uio.h: vectored I/O. */
#pragma once

#include <sys/types.h>

struct iovec {
	void *iov_base;	/* 0 */
	size_t iov_len;	/* 8 */
};

#define UIO_MAXIOV 1024

ssize_t readv(int fd, const struct iovec *vector, int count);
ssize_t writev(int fd, const struct iovec *vector, int count);
ssize_t preadv(int fd, const struct iovec *vector, int count, off_t offset);
ssize_t pwritev(int fd, const struct iovec *vector, int count, off_t offset);
