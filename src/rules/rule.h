/*
 * What the rule programs share: one line for every fact, and nothing in it that differs from run to run.
 * Every program starts in a directory that holds `data`, 16384 bytes, and `odd`, 5000 bytes.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <libaio.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

/* fs/aio.c: struct aio_ring (UAPI-03) */
struct aio_ring {
	unsigned id, nr, head, tail;
	unsigned magic, compat_features, incompat_features, header_length;
	struct io_event events[];
};

static inline struct aio_ring *ring_of(io_context_t ctx)
{
	return (struct aio_ring *)ctx;
}

static inline const char *errno_name(long error)
{
	switch (error) {
	case EPERM: return "EPERM";
	case ENOENT: return "ENOENT";
	case EINTR: return "EINTR";
	case EBADF: return "EBADF";
	case EAGAIN: return "EAGAIN";
	case ENOMEM: return "ENOMEM";
	case EBUSY: return "EBUSY";
	case EBADFD: return "EBADFD";
	case EACCES: return "EACCES";
	case EFAULT: return "EFAULT";
	case EINVAL: return "EINVAL";
	case EFBIG: return "EFBIG";
	case ENOSPC: return "ENOSPC";
	case EPIPE: return "EPIPE";
	case EOPNOTSUPP: return "EOPNOTSUPP";
	case EDESTADDRREQ: return "EDESTADDRREQ";
	case ENOTCONN: return "ENOTCONN";
	case EINPROGRESS: return "EINPROGRESS";
	}
	return "an errno without a name here";
}

/* `io_submit = 1` or `io_submit = -22 EINVAL` */
static inline void show(const char *what, long result)
{
	if (result < 0)
		printf("%s = %ld %s\n", what, result, errno_name(-result));
	else
		printf("%s = %ld\n", what, result);
}

static inline void show_ring(io_context_t ctx)
{
	struct aio_ring *ring = ring_of(ctx);

	printf("  ring: nr %u, head %u, tail %u\n", ring->nr, ring->head, ring->tail);
}

static inline void show_event(const struct io_event *event)
{
	long res = (long)event->res;

	printf("  event: data %ld, res %ld%s%s\n", (long)event->data, res, res < 0 ? " " : "",
	       res < 0 ? errno_name(-res) : "");
}

/* What a raw system call returned, as -errno: no library in between. */
static inline long raw(long returned)
{
	return returned == -1 ? -errno : returned;
}

static inline long sys_io_getevents(io_context_t ctx, long min_nr, long nr, struct io_event *events,
				    struct timespec *timeout)
{
	return raw(syscall(SYS_io_getevents, ctx, min_nr, nr, events, timeout));
}

/* A context, or the end: a rule about something else cannot be shown without one. */
static inline io_context_t context(int nr_events)
{
	io_context_t ctx = 0;
	int ret = io_setup(nr_events, &ctx);

	if (ret < 0) {
		show("io_setup", ret);
		exit(1);
	}
	return ctx;
}

static inline int open_file(const char *name, int flags)
{
	int fd = open(name, flags, 0600);

	if (fd < 0) {
		printf("open %s: %s\n", name, errno_name(errno));
		exit(1);
	}
	return fd;
}

/* Page-aligned zero bytes, as O_DIRECT wants them. */
static inline void *pages(size_t bytes)
{
	void *p;

	if (posix_memalign(&p, 4096, bytes) != 0)
		exit(1);
	return memset(p, 0, bytes);
}

/* io_submit of one request. */
static inline int submit(io_context_t ctx, struct iocb *iocb)
{
	return io_submit(ctx, 1, &iocb);
}

/* Waits for the events that are missing, takes them one by one and shows them. */
static inline void reap(io_context_t ctx, int count)
{
	struct io_event event;

	for (int i = 0; i < count; i++) {
		long got = sys_io_getevents(ctx, 1, 1, &event, NULL);

		if (got != 1) {
			show("io_getevents", got);
			return;
		}
		show_event(&event);
	}
}

/* POLL, with a number to know the event by. */
static inline int submit_poll(io_context_t ctx, struct iocb *iocb, int fd, int mask, long data)
{
	io_prep_poll(iocb, fd, mask);
	iocb->data = (void *)data;
	return submit(ctx, iocb);
}

/* Waits for events of POLL and shows which poll each belongs to and what it found. */
static inline void reap_polls(io_context_t ctx, int count)
{
	struct io_event event;

	for (int i = 0; i < count; i++) {
		if (sys_io_getevents(ctx, 1, 1, &event, NULL) != 1)
			exit(1);
		printf("  poll %ld: %#lx\n", (long)event.data, (long)event.res);
	}
}

/* How many events nobody has taken yet. */
static inline unsigned events_in(io_context_t ctx)
{
	struct aio_ring *ring = ring_of(ctx);

	return (ring->tail + ring->nr - ring->head) % ring->nr;
}

/* Takes up to `count` events that are there, shows none, and says how many they were. */
static inline long take(io_context_t ctx, long count)
{
	struct io_event events[64];
	struct timespec zero = { 0, 0 };
	long taken = 0;

	while (taken < count) {
		long want = count - taken < 64 ? count - taken : 64;
		long got = sys_io_getevents(ctx, 0, want, events, &zero);

		if (got <= 0)
			break;
		taken += got;
	}
	return taken;
}

/* Submits reads of 0 bytes, which are finished at once, until io_submit refuses; says how many fitted. */
static inline long fill(io_context_t ctx, int fd)
{
	struct iocb iocb;
	long fitted = 0;

	io_prep_pread(&iocb, fd, NULL, 0, 0);
	while (submit(ctx, &iocb) == 1)
		fitted++;
	return fitted;
}

/* One of the numbers under /proc/sys/fs: aio-nr, aio-max-nr. */
static inline long aio_sysctl(const char *path)
{
	char text[32] = "";
	int fd = open_file(path, O_RDONLY);

	if (read(fd, text, sizeof(text) - 1) < 0)
		exit(1);
	close(fd);
	return strtol(text, NULL, 10);
}

static inline long aio_nr(void)
{
	return aio_sysctl("/proc/sys/fs/aio-nr");
}
