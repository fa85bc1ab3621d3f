/* poll.h: waiting for descriptors; the events are those of io_prep_poll() too. */
#pragma once

#include <kring/sigset.h>
#include <time.h>

typedef unsigned long nfds_t;

struct pollfd {
	int fd;		/* 0 */
	short events;	/* 4 */
	short revents;	/* 6 */
};

#define POLLIN 0x001
#define POLLPRI 0x002
#define POLLOUT 0x004
#define POLLERR 0x008
#define POLLHUP 0x010
#define POLLNVAL 0x020
#define POLLRDNORM 0x040
#define POLLRDBAND 0x080
#define POLLWRNORM 0x100
#define POLLWRBAND 0x200
#define POLLRDHUP 0x2000

int poll(struct pollfd *fds, nfds_t count, int milliseconds);
int ppoll(struct pollfd *fds, nfds_t count, const struct timespec *timeout, const __sigset_t *mask);
