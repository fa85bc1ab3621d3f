/* liburing's set-up: the mappings, and where everything lies in them. Compiled against the library's own liburing.h. */
#define LIBURING_INTERNAL
#include <errno.h>
#include <liburing.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

static unsigned *word(void *ring, unsigned offset)
{
	return (unsigned *)((char *)ring + offset);
}

static void set_pointers(struct io_uring_params *p, struct io_uring_sq *sq, struct io_uring_cq *cq)
{
	sq->khead = word(sq->ring_ptr, p->sq_off.head);
	sq->ktail = word(sq->ring_ptr, p->sq_off.tail);
	sq->kring_mask = word(sq->ring_ptr, p->sq_off.ring_mask);
	sq->kring_entries = word(sq->ring_ptr, p->sq_off.ring_entries);
	sq->kflags = word(sq->ring_ptr, p->sq_off.flags);
	sq->kdropped = word(sq->ring_ptr, p->sq_off.dropped);
	sq->array = word(sq->ring_ptr, p->sq_off.array);

	cq->khead = word(cq->ring_ptr, p->cq_off.head);
	cq->ktail = word(cq->ring_ptr, p->cq_off.tail);
	cq->kring_mask = word(cq->ring_ptr, p->cq_off.ring_mask);
	cq->kring_entries = word(cq->ring_ptr, p->cq_off.ring_entries);
	cq->koverflow = word(cq->ring_ptr, p->cq_off.overflow);
	cq->cqes = (struct io_uring_cqe *)word(cq->ring_ptr, p->cq_off.cqes);
	if (p->cq_off.flags)
		cq->kflags = word(cq->ring_ptr, p->cq_off.flags);

#ifdef LIBURING_CACHES_RING_SIZES
	sq->ring_mask = *sq->kring_mask;
	sq->ring_entries = *sq->kring_entries;
	cq->ring_mask = *cq->kring_mask;
	cq->ring_entries = *cq->kring_entries;
#endif
}

static int map_rings(int fd, struct io_uring_params *p, struct io_uring_sq *sq, struct io_uring_cq *cq)
{
	size_t sqes_sz = p->sq_entries * sizeof(struct io_uring_sqe);

	sq->ring_sz = p->sq_off.array + p->sq_entries * sizeof(unsigned);
	cq->ring_sz = p->cq_off.cqes + p->cq_entries * sizeof(struct io_uring_cqe);
	/* IORING_FEAT_SINGLE_MMAP: both rings lie in one mapping. */
	if (cq->ring_sz > sq->ring_sz)
		sq->ring_sz = cq->ring_sz;
	cq->ring_sz = sq->ring_sz;
	sq->ring_ptr = mmap(NULL, sq->ring_sz, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, fd,
			    IORING_OFF_SQ_RING);
	if (sq->ring_ptr == MAP_FAILED)
		return -errno;
	cq->ring_ptr = sq->ring_ptr;
	sq->sqes = mmap(NULL, sqes_sz, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, fd, IORING_OFF_SQES);
	if (sq->sqes == MAP_FAILED) {
		int error = -errno;

		munmap(sq->ring_ptr, sq->ring_sz);
		return error;
	}
#ifdef LIBURING_KEEPS_SQES_SIZE
	sq->sqes_sz = sqes_sz;
#endif
	set_pointers(p, sq, cq);
	return 0;
}

int io_uring_queue_mmap(int fd, struct io_uring_params *p, struct io_uring *ring)
{
	memset(ring, 0, sizeof(*ring));
	int ret = map_rings(fd, p, &ring->sq, &ring->cq);
	if (ret)
		return ret;
	ring->flags = p->flags;
	ring->ring_fd = fd;
#ifdef LIBURING_ENTER_RING_FD
	ring->enter_ring_fd = fd;
#endif
	ring->features = p->features;
	return 0;
}

int io_uring_queue_init_params(unsigned entries, struct io_uring *ring, struct io_uring_params *p)
{
#ifdef LIBURING_CLEARS_BEFORE_SETUP
	memset(ring, 0, sizeof(*ring));
#endif
	int fd = syscall(__NR_io_uring_setup, entries, p);
	if (fd < 0)
		return -errno;
	int ret = io_uring_queue_mmap(fd, p, ring);
	if (ret) {
		close(fd);
		return ret;
	}
#ifdef LIBURING_FILLS_ARRAY_ONCE
	for (unsigned index = 0; index < p->sq_entries; index++)
		ring->sq.array[index] = index;
#endif
	return 0;
}

int io_uring_queue_init(unsigned entries, struct io_uring *ring, unsigned flags)
{
	struct io_uring_params p;

	memset(&p, 0, sizeof(p));
	p.flags = flags;
	return io_uring_queue_init_params(entries, ring, &p);
}

void io_uring_queue_exit(struct io_uring *ring)
{
#ifdef LIBURING_KEEPS_SQES_SIZE
	munmap(ring->sq.sqes, ring->sq.sqes_sz);
#else
	munmap(ring->sq.sqes, *ring->sq.kring_entries * sizeof(struct io_uring_sqe));
#endif
	munmap(ring->sq.ring_ptr, ring->sq.ring_sz);
	close(ring->ring_fd);
}
