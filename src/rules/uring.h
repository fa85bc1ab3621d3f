/*
 * What the rule programs about io_uring share: the calls themselves, without a library in between.
 */
#include <linux/io_uring.h>
#include <poll.h>

struct uring {
	int fd;
	struct io_uring_params p;
	char *ring;
	struct io_uring_sqe *sqes;
};

static inline unsigned *uring_word(struct uring *u, unsigned offset)
{
	return (unsigned *)(u->ring + offset);
}

#define SQ(u, field) (*uring_word(u, (u)->p.sq_off.field))
#define CQ(u, field) (*uring_word(u, (u)->p.cq_off.field))

static inline int uring_setup(unsigned entries, struct io_uring_params *p)
{
	return raw(syscall(__NR_io_uring_setup, entries, p));
}

static inline int uring_enter(struct uring *u, unsigned to_submit, unsigned min_complete, unsigned flags)
{
	return raw(syscall(__NR_io_uring_enter, u->fd, to_submit, min_complete, flags, NULL, 0));
}

/* A ring, mapped, or the end. */
static inline void uring_open(struct uring *u, unsigned entries, unsigned flags)
{
	memset(u, 0, sizeof(*u));
	u->p.flags = flags;
	u->fd = uring_setup(entries, &u->p);
	if (u->fd < 0) {
		show("io_uring_setup", u->fd);
		exit(1);
	}
	u->ring = mmap(NULL, u->p.sq_off.array + u->p.sq_entries * 4, PROT_READ | PROT_WRITE, MAP_SHARED, u->fd,
		       IORING_OFF_SQ_RING);
	u->sqes = mmap(NULL, u->p.sq_entries * sizeof(struct io_uring_sqe), PROT_READ | PROT_WRITE, MAP_SHARED, u->fd,
		       IORING_OFF_SQES);
	if (u->ring == MAP_FAILED || u->sqes == MAP_FAILED)
		exit(1);
}

/* The next SQE, cleared and queued; the kernel sees it once it is told to look. */
static inline struct io_uring_sqe *uring_sqe(struct uring *u, int opcode, int fd, unsigned long user_data)
{
	unsigned tail = SQ(u, tail), index = tail & (u->p.sq_entries - 1);
	struct io_uring_sqe *sqe = &u->sqes[index];

	memset(sqe, 0, sizeof(*sqe));
	sqe->opcode = opcode;
	sqe->fd = fd;
	sqe->user_data = user_data;
	uring_word(u, u->p.sq_off.array)[index] = index;
	__atomic_store_n(uring_word(u, u->p.sq_off.tail), tail + 1, __ATOMIC_RELEASE);
	return sqe;
}

static inline struct io_uring_cqe *uring_cqe(struct uring *u, unsigned index)
{
	return (struct io_uring_cqe *)(u->ring + u->p.cq_off.cqes) + (index & (u->p.cq_entries - 1));
}

static inline void uring_words(struct uring *u)
{
	printf("  sq head %u tail %u dropped %u flags %#x, cq head %u tail %u overflow %u\n", SQ(u, head), SQ(u, tail),
	       SQ(u, dropped), SQ(u, flags), CQ(u, head), CQ(u, tail), CQ(u, overflow));
}

/* Takes what is in the completion queue, at most `most`, and shows it. */
static inline void uring_reap(struct uring *u, int most)
{
	while (most-- > 0 && CQ(u, head) != __atomic_load_n(uring_word(u, u->p.cq_off.tail), __ATOMIC_ACQUIRE)) {
		struct io_uring_cqe *cqe = uring_cqe(u, CQ(u, head));

		printf("  cqe: user_data %lu, res %d%s%s, flags %u\n", (unsigned long)cqe->user_data, cqe->res,
		       cqe->res < 0 ? " " : "", cqe->res < 0 ? errno_name(-cqe->res) : "", cqe->flags);
		__atomic_store_n(uring_word(u, u->p.cq_off.head), CQ(u, head) + 1, __ATOMIC_RELEASE);
	}
}

/* Submits what is queued, waits for as many completions, shows them. */
static inline void uring_go(struct uring *u, int count)
{
	show("io_uring_enter", uring_enter(u, count, count, IORING_ENTER_GETEVENTS));
	uring_reap(u, count);
}
