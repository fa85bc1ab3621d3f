/* liburing/calls.h: what the library defines, whatever its version; needs struct io_uring. */
#pragma once

int io_uring_queue_init(unsigned entries, struct io_uring *ring, unsigned flags);
int io_uring_queue_init_params(unsigned entries, struct io_uring *ring, struct io_uring_params *p);
int io_uring_queue_mmap(int fd, struct io_uring_params *p, struct io_uring *ring);
void io_uring_queue_exit(struct io_uring *ring);
int io_uring_submit(struct io_uring *ring);
int io_uring_submit_and_wait(struct io_uring *ring, unsigned wait_nr);
int __io_uring_get_cqe(struct io_uring *ring, struct io_uring_cqe **cqe_ptr, unsigned submit, unsigned wait_nr,
		       void *sigmask);

static inline unsigned io_uring_sq_ready(const struct io_uring *ring)
{
	unsigned khead = *ring->sq.khead;

	if (ring->flags & IORING_SETUP_SQPOLL)
		khead = __atomic_load_n(ring->sq.khead, __ATOMIC_ACQUIRE);
	return ring->sq.sqe_tail - khead;
}

static inline unsigned io_uring_cq_ready(const struct io_uring *ring)
{
	return __atomic_load_n(ring->cq.ktail, __ATOMIC_ACQUIRE) - *ring->cq.khead;
}

static inline void io_uring_cq_advance(struct io_uring *ring, unsigned nr)
{
	if (nr)
		__atomic_store_n(ring->cq.khead, *ring->cq.khead + nr, __ATOMIC_RELEASE);
}

static inline void io_uring_cqe_seen(struct io_uring *ring, struct io_uring_cqe *cqe)
{
	if (cqe)
		io_uring_cq_advance(ring, 1);
}
