/* liburing.h: 2.14 and 2.15. As 2.10; half of the last padding keeps the size of the SQEs. */
#ifndef LIB_URING_H
#define LIB_URING_H

#include <linux/io_uring.h>
#include <liburing/prepare.h>
#include <stdbool.h>
#include <stddef.h>

/* What the sources of this version do beside the first. */
#define LIBURING_ENTER_RING_FD
#define LIBURING_CACHES_RING_SIZES
#define LIBURING_FILLS_ARRAY_ONCE
#define LIBURING_KNOWS_ITS_VERSION
#define LIBURING_CLEARS_BEFORE_SETUP
#define LIBURING_KEEPS_SQES_SIZE

struct io_uring_sq {
	unsigned *khead;	/*  0 */
	unsigned *ktail;	/*  8 */
	unsigned *kring_mask;	/* 16 */
	unsigned *kring_entries;	/* 24 */
	unsigned *kflags;	/* 32 */
	unsigned *kdropped;	/* 40 */
	unsigned *array;	/* 48 */
	struct io_uring_sqe *sqes;	/* 56 */

	unsigned sqe_head;	/* 64 */
	unsigned sqe_tail;	/* 68 */

	size_t ring_sz;	/* 72 */
	void *ring_ptr;	/* 80 */

	unsigned ring_mask;	/* 88 */
	unsigned ring_entries;	/* 92 */

	unsigned sqes_sz;	/* 96 */
	unsigned pad;	/* 100 */
};

struct io_uring_cq {
	unsigned *khead;	/*  0 */
	unsigned *ktail;	/*  8 */
	unsigned *kring_mask;	/* 16 */
	unsigned *kring_entries;	/* 24 */
	unsigned *kflags;	/* 32 */
	unsigned *koverflow;	/* 40 */
	struct io_uring_cqe *cqes;	/* 48 */

	size_t ring_sz;	/* 56 */
	void *ring_ptr;	/* 64 */

	unsigned ring_mask;	/* 72 */
	unsigned ring_entries;	/* 76 */

	unsigned pad[2];	/* 80 */
};

struct io_uring {
	struct io_uring_sq sq;	/*   0 */
	struct io_uring_cq cq;	/* 104 */
	unsigned flags;	/* 192 */
	int ring_fd;	/* 196 */

	unsigned features;	/* 200 */
	int enter_ring_fd;	/* 204 */
	__u8 int_flags;	/* 208 */
	__u8 pad[3];
	unsigned pad2;	/* 212 */
};

#include <liburing/calls.h>

#define IO_URING_VERSION_MAJOR 2
#define IO_URING_VERSION_MINOR 14
int io_uring_major_version(void);
int io_uring_minor_version(void);
bool io_uring_check_version(int major, int minor);

static inline struct io_uring_sqe *_io_uring_get_sqe(struct io_uring *ring)
{
	struct io_uring_sq *sq = &ring->sq;
	unsigned head = __atomic_load_n(sq->khead, __ATOMIC_ACQUIRE);
	unsigned tail = sq->sqe_tail;
	struct io_uring_sqe *sqe;

	if (tail - head >= sq->ring_entries)
		return NULL;

	sqe = &sq->sqes[tail & sq->ring_mask];
	sq->sqe_tail = tail + 1;
	return sqe;
}

#ifndef LIBURING_INTERNAL
static inline struct io_uring_sqe *io_uring_get_sqe(struct io_uring *ring)
{
	return _io_uring_get_sqe(ring);
}
#else
struct io_uring_sqe *io_uring_get_sqe(struct io_uring *ring);
#endif

static inline unsigned io_uring_sq_space_left(const struct io_uring *ring)
{
	return ring->sq.ring_entries - io_uring_sq_ready(ring);
}

static inline int __io_uring_peek_cqe(struct io_uring *ring, struct io_uring_cqe **cqe_ptr, unsigned *nr_available)
{
	unsigned tail = __atomic_load_n(ring->cq.ktail, __ATOMIC_ACQUIRE);
	unsigned head = *ring->cq.khead;

	*cqe_ptr = tail == head ? NULL : &ring->cq.cqes[head & ring->cq.ring_mask];
	if (nr_available)
		*nr_available = tail - head;
	return 0;
}

static inline int io_uring_wait_cqe(struct io_uring *ring, struct io_uring_cqe **cqe_ptr)
{
	int err = __io_uring_peek_cqe(ring, cqe_ptr, NULL);

	if (err || *cqe_ptr)
		return err;
	return __io_uring_get_cqe(ring, cqe_ptr, 0, 1, NULL);
}

static inline int io_uring_peek_cqe(struct io_uring *ring, struct io_uring_cqe **cqe_ptr)
{
	int err = __io_uring_peek_cqe(ring, cqe_ptr, NULL);

	if (err || *cqe_ptr)
		return err;
	return __io_uring_get_cqe(ring, cqe_ptr, 0, 0, NULL);
}

#endif
