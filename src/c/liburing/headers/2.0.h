/* liburing.h: 2.0 and 2.1. io_uring_get_sqe() is in the library, and reads *kring_entries. */
#ifndef LIB_URING_H
#define LIB_URING_H

#include <linux/io_uring.h>
#include <liburing/prepare.h>
#include <stdbool.h>
#include <stddef.h>

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

	unsigned pad[4];	/* 88 */
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

	unsigned pad[4];	/* 72 */
};

struct io_uring {
	struct io_uring_sq sq;	/*   0 */
	struct io_uring_cq cq;	/* 104 */
	unsigned flags;	/* 192 */
	int ring_fd;	/* 196 */

	unsigned features;	/* 200 */
	unsigned pad[3];	/* 204 */
};

#include <liburing/calls.h>

struct io_uring_sqe *io_uring_get_sqe(struct io_uring *ring);

static inline unsigned io_uring_sq_space_left(const struct io_uring *ring)
{
	return *ring->sq.kring_entries - io_uring_sq_ready(ring);
}

static inline int io_uring_wait_cqe(struct io_uring *ring, struct io_uring_cqe **cqe_ptr)
{
	return __io_uring_get_cqe(ring, cqe_ptr, 0, 1, NULL);
}

static inline int io_uring_peek_cqe(struct io_uring *ring, struct io_uring_cqe **cqe_ptr)
{
	return __io_uring_get_cqe(ring, cqe_ptr, 0, 0, NULL);
}

#endif
