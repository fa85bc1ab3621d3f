/*
 * libaio.h: the interface of libaio 0.3.113, header-only.
 *
 * Written from the structure layouts and the documented behaviour, for kring; no library is needed. The same file
 * compiles under gcc on Linux (with syscall(2) below it) and under kring's own compiler. Rule ids in parentheses.
 *
 * Every call returns its result or -errno, and leaves errno alone (LIB-01).
 * libaio's io_queue_wait() is missing, as it is from libaio's own header.
 */
#ifndef __LIBAIO_H
#define __LIBAIO_H

#include <asm/unistd.h>
#include <signal.h>
#include <string.h>
#include <sys/types.h>

#if !defined(__LP64__) || __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "this libaio.h knows 64-bit little-endian machines only"
#endif

struct timespec;
struct sockaddr;
struct iovec;

/* The handle is the address of the ring that the kernel mapped (UAPI-07). */
typedef struct io_context *io_context_t;

/* aio_lio_opcode (UAPI-04) */
typedef enum io_iocb_cmd {
	IO_CMD_PREAD = 0,
	IO_CMD_PWRITE = 1,
	IO_CMD_FSYNC = 2,
	IO_CMD_FDSYNC = 3,
	IO_CMD_POLL = 5,
	IO_CMD_NOOP = 6,	/* the kernel refuses it */
	IO_CMD_PREADV = 7,
	IO_CMD_PWRITEV = 8,
} io_iocb_cmd_t;

/* The last 40 bytes of an iocb, as read, write, preadv and pwritev see them ... */
struct io_iocb_common {
	void *buf;
	unsigned long nbytes;
	long long offset;
	long long __pad3;	/* aio_reserved2: must be 0 */
	unsigned flags;		/* IOCB_FLAG_RESFD = 1, IOCB_FLAG_IOPRIO = 2 */
	unsigned resfd;
};

/* ... the same bytes under the names of preadv and pwritev ... */
struct io_iocb_vector {
	const struct iovec *vec;
	unsigned long nr;
	long long offset;
};

/* ... and as a poll sees them. */
struct io_iocb_poll {
	int events, __pad1;
};

struct io_iocb_sockaddr {
	struct sockaddr *addr;
	unsigned long len;
};

/* One request: 64 bytes, the kernel's struct iocb under libaio's member names (UAPI-01). */
struct iocb {
	void *data;		/*  0  comes back in io_event.data */
	unsigned key;		/*  8  io_submit writes 0 here */
	unsigned aio_rw_flags;	/* 12  RWF_* */
	short aio_lio_opcode;	/* 16  IO_CMD_* */
	short aio_reqprio;	/* 18 */
	int aio_fildes;		/* 20 */
	union {			/* 24 */
		struct io_iocb_common c;
		struct io_iocb_vector v;
		struct io_iocb_poll poll;
		struct io_iocb_sockaddr saddr;
	} u;
};

/* One completion: 32 bytes (UAPI-02). res is unsigned here: `res < 0` is never true (LIB-02). */
struct io_event {
	void *data;		/*  0  iocb.data */
	struct iocb *obj;	/*  8  address of the iocb that was submitted */
	unsigned long res;	/* 16  bytes done, or -errno */
	unsigned long res2;	/* 24 */
};

struct io_sigset {
	unsigned long ss;	/* address of the mask */
	unsigned long ss_len;	/* its size: 8 */
};

typedef void (*io_callback_t)(io_context_t ctx, struct iocb *iocb, long res, long res2);

/* Declared here, so that a program has to include <unistd.h> and <errno.h> itself, as with libaio's own header. */
extern long syscall(long number, ...);
extern int *__errno_location(void);

static inline int io__syscall(long number, long a, long b, long c, long d, long e, long f)
{
	int *error = __errno_location(), saved = *error;
	long result = syscall(number, a, b, c, d, e, f);

	if (result == -1) {
		result = -*error;
		*error = saved;
	}
	return (int)result;
}

static inline int io_setup(int maxevents, io_context_t *ctxp)
{
	return io__syscall(__NR_io_setup, maxevents, (long)ctxp, 0, 0, 0, 0);
}

static inline int io_destroy(io_context_t ctx)
{
	return io__syscall(__NR_io_destroy, (long)ctx, 0, 0, 0, 0, 0);
}

static inline int io_submit(io_context_t ctx, long nr, struct iocb *ios[])
{
	return io__syscall(__NR_io_submit, (long)ctx, nr, (long)ios, 0, 0, 0);
}

static inline int io_cancel(io_context_t ctx, struct iocb *iocb, struct io_event *evt)
{
	return io__syscall(__NR_io_cancel, (long)ctx, (long)iocb, (long)evt, 0, 0, 0);
}

/*
 * Is this call answered by the ring alone? A zero timeout on a ring whose head equals its tail is 0 without a system
 * call, whatever the other arguments are (LIB-05). A handle that points nowhere dies here (LIB-06).
 */
static inline int io__nothing_to_reap(io_context_t ctx, const struct timespec *timeout)
{
	/* struct aio_ring: id, nr, head, tail, magic (UAPI-03) */
	const volatile unsigned *ring = (const volatile unsigned *)ctx;
	static const long zero[2] = { 0, 0 };

	if (!ring || ring[4] != 0xa10a10a1u)
		return 0;
	if (!timeout || memcmp(timeout, zero, sizeof(zero)) != 0)
		return 0;
	return ring[2] == ring[3];
}

static inline int io_getevents(io_context_t ctx, long min_nr, long nr, struct io_event *events,
			       struct timespec *timeout)
{
	if (io__nothing_to_reap(ctx, timeout))
		return 0;
	return io__syscall(__NR_io_getevents, (long)ctx, min_nr, nr, (long)events, (long)timeout, 0);
}

static inline int io_pgetevents(io_context_t ctx, long min_nr, long nr, struct io_event *events,
				struct timespec *timeout, sigset_t *sigmask)
{
	struct io_sigset mask = { (unsigned long)sigmask, 8 };

	if (io__nothing_to_reap(ctx, timeout))
		return 0;
	return io__syscall(__NR_io_pgetevents, (long)ctx, min_nr, nr, (long)events, (long)timeout, (long)&mask);
}

/* The io_queue calls (LIB-07) */
static inline int io_queue_init(int maxevents, io_context_t *ctxp)
{
	if (maxevents <= 0)
		return -22;	/* -EINVAL */
	*ctxp = 0;
	return io_setup(maxevents, ctxp);
}

static inline int io_queue_release(io_context_t ctx)
{
	return io_destroy(ctx);
}

/* Calls the callback of every event that is there, and does not wait for more. */
static inline int io_queue_run(io_context_t ctx)
{
	static const long zero[2] = { 0, 0 };
	struct io_event event;
	int got;

	while ((got = io_getevents(ctx, 0, 1, &event, (struct timespec *)zero)) == 1)
		((io_callback_t)event.data)(ctx, event.obj, (long)event.res, (long)event.res2);
	return got;
}

/* All 64 bytes are cleared first, whatever was in them (LIB-03). */
static inline void io__prepare(struct iocb *iocb, int opcode, int fd)
{
	memset(iocb, 0, sizeof(*iocb));
	iocb->aio_lio_opcode = (short)opcode;
	iocb->aio_fildes = fd;
}

static inline void io__prepare_transfer(struct iocb *iocb, int opcode, int fd, const void *buf, unsigned long nbytes,
					long long offset)
{
	io__prepare(iocb, opcode, fd);
	iocb->u.c.buf = (void *)buf;
	iocb->u.c.nbytes = nbytes;
	iocb->u.c.offset = offset;
}

static inline void io_prep_pread(struct iocb *iocb, int fd, void *buf, size_t count, long long offset)
{
	io__prepare_transfer(iocb, IO_CMD_PREAD, fd, buf, count, offset);
}

static inline void io_prep_pwrite(struct iocb *iocb, int fd, void *buf, size_t count, long long offset)
{
	io__prepare_transfer(iocb, IO_CMD_PWRITE, fd, buf, count, offset);
}

static inline void io_prep_preadv(struct iocb *iocb, int fd, const struct iovec *iov, int iovcnt, long long offset)
{
	io__prepare_transfer(iocb, IO_CMD_PREADV, fd, iov, (unsigned long)iovcnt, offset);
}

static inline void io_prep_pwritev(struct iocb *iocb, int fd, const struct iovec *iov, int iovcnt, long long offset)
{
	io__prepare_transfer(iocb, IO_CMD_PWRITEV, fd, iov, (unsigned long)iovcnt, offset);
}

static inline void io_prep_preadv2(struct iocb *iocb, int fd, const struct iovec *iov, int iovcnt, long long offset,
				   int flags)
{
	io_prep_preadv(iocb, fd, iov, iovcnt, offset);
	iocb->aio_rw_flags = (unsigned)flags;
}

static inline void io_prep_pwritev2(struct iocb *iocb, int fd, const struct iovec *iov, int iovcnt, long long offset,
				    int flags)
{
	io_prep_pwritev(iocb, fd, iov, iovcnt, offset);
	iocb->aio_rw_flags = (unsigned)flags;
}

static inline void io_prep_poll(struct iocb *iocb, int fd, int events)
{
	io__prepare(iocb, IO_CMD_POLL, fd);
	iocb->u.poll.events = events;
}

static inline void io_prep_fsync(struct iocb *iocb, int fd)
{
	io__prepare(iocb, IO_CMD_FSYNC, fd);
}

static inline void io_prep_fdsync(struct iocb *iocb, int fd)
{
	io__prepare(iocb, IO_CMD_FDSYNC, fd);
}

/* The callback lies in `data`, for io_queue_run(). */
static inline void io_set_callback(struct iocb *iocb, io_callback_t cb)
{
	iocb->data = (void *)cb;
}

/* The event also adds 1 to this eventfd. */
static inline void io_set_eventfd(struct iocb *iocb, int eventfd)
{
	iocb->u.c.flags |= 1;	/* IOCB_FLAG_RESFD */
	iocb->u.c.resfd = (unsigned)eventfd;
}

/* Prepare, set the callback and submit in one call */
static inline int io_poll(io_context_t ctx, struct iocb *iocb, io_callback_t cb, int fd, int events)
{
	io_prep_poll(iocb, fd, events);
	io_set_callback(iocb, cb);
	return io_submit(ctx, 1, &iocb);
}

static inline int io_fsync(io_context_t ctx, struct iocb *iocb, io_callback_t cb, int fd)
{
	io_prep_fsync(iocb, fd);
	io_set_callback(iocb, cb);
	return io_submit(ctx, 1, &iocb);
}

static inline int io_fdsync(io_context_t ctx, struct iocb *iocb, io_callback_t cb, int fd)
{
	io_prep_fdsync(iocb, fd);
	io_set_callback(iocb, cb);
	return io_submit(ctx, 1, &iocb);
}

#endif
