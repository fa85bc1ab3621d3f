/* liburing's queues: what is submitted, and what is waited for. Compiled against the library's own liburing.h. */
#define LIBURING_INTERNAL
#include <errno.h>
#include <liburing.h>
#include <sys/syscall.h>
#include <unistd.h>

/* What has been queued since the last submit becomes visible to the kernel; returns how much it has not taken yet. */
static unsigned flush_sq(struct io_uring *ring)
{
	struct io_uring_sq *sq = &ring->sq;
#ifdef LIBURING_FILLS_ARRAY_ONCE
	if (sq->sqe_head != sq->sqe_tail) {
		sq->sqe_head = sq->sqe_tail;
		__atomic_store_n(sq->ktail, sq->sqe_tail, __ATOMIC_RELEASE);
	}
	return sq->sqe_tail - *sq->khead;
#else
	unsigned mask = *sq->kring_mask;
	unsigned ktail = *sq->ktail;

	for (; sq->sqe_head != sq->sqe_tail; sq->sqe_head++)
		sq->array[ktail++ & mask] = sq->sqe_head & mask;
	__atomic_store_n(sq->ktail, ktail, __ATOMIC_RELEASE);
	return ktail - *sq->khead;
#endif
}

static int enter(struct io_uring *ring, unsigned to_submit, unsigned wait_nr, unsigned flags)
{
#ifdef LIBURING_ENTER_RING_FD
	int fd = ring->enter_ring_fd;
#else
	int fd = ring->ring_fd;
#endif
	int ret = syscall(__NR_io_uring_enter, fd, to_submit, wait_nr, flags, NULL, 8);

	return ret < 0 ? -errno : ret;
}

/* The program asked for what is not there: the kernel has it if the queue overflowed. */
static bool cq_overflowed(struct io_uring *ring)
{
	return *ring->sq.kflags & IORING_SQ_CQ_OVERFLOW;
}

int io_uring_submit_and_wait(struct io_uring *ring, unsigned wait_nr)
{
	unsigned submit = flush_sq(ring);

	if (submit == 0 && wait_nr == 0 && !cq_overflowed(ring))
		return 0;
	return enter(ring, submit, wait_nr, wait_nr || cq_overflowed(ring) ? IORING_ENTER_GETEVENTS : 0);
}

int io_uring_submit(struct io_uring *ring)
{
	return io_uring_submit_and_wait(ring, 0);
}

int __io_uring_get_cqe(struct io_uring *ring, struct io_uring_cqe **cqe_ptr, unsigned submit, unsigned wait_nr,
		       void *sigmask)
{
	(void)sigmask;
	for (bool looked = false;; looked = true) {
		unsigned ready = io_uring_cq_ready(ring);

		*cqe_ptr = ready ? &ring->cq.cqes[*ring->cq.khead & *ring->cq.kring_mask] : NULL;
		if (submit == 0 && (ready >= wait_nr || looked) && (ready || wait_nr == 0))
			return ready || wait_nr ? 0 : -EAGAIN;
		int ret = enter(ring, submit, wait_nr, IORING_ENTER_GETEVENTS);
		if (ret < 0)
			return ret;
		submit -= ret;
	}
}

/* For programs compiled when it was no inline function, and for those that call it by its symbol. */
struct io_uring_sqe *io_uring_get_sqe(struct io_uring *ring)
{
#ifdef LIBURING_ENTER_RING_FD
	return _io_uring_get_sqe(ring);
#else
	struct io_uring_sq *sq = &ring->sq;
	unsigned head = __atomic_load_n(sq->khead, __ATOMIC_ACQUIRE);
	unsigned next = sq->sqe_tail + 1;

	if (next - head > *sq->kring_entries)
		return NULL;
	struct io_uring_sqe *sqe = &sq->sqes[sq->sqe_tail & *sq->kring_mask];
	sq->sqe_tail = next;
	return sqe;
#endif
}

#ifdef LIBURING_KNOWS_ITS_VERSION
int io_uring_major_version(void)
{
	return IO_URING_VERSION_MAJOR;
}

int io_uring_minor_version(void)
{
	return IO_URING_VERSION_MINOR;
}

/* Whether the library is older than the headers that the caller was compiled with. */
bool io_uring_check_version(int major, int minor)
{
	return major > IO_URING_VERSION_MAJOR ||
	       (major == IO_URING_VERSION_MAJOR && minor > IO_URING_VERSION_MINOR);
}
#endif
