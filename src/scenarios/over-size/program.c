/*
 * The completion queue has 16 entries, the submission queue 8; the program takes 16 for both.
 * gcc -Wall -Wextra over-size.c
 */
#include <linux/io_uring.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#define ENTRIES 8

/* Both queues as this program knows them, set up by hand. */
struct ring {
	struct {
		unsigned *khead, *ktail, *kring_mask, *kring_entries, *array;
		struct io_uring_sqe *sqes;
		unsigned sqe_tail;
	} sq;
	struct {
		unsigned *khead, *ktail, *kring_mask;
		struct io_uring_cqe *cqes;
	} cq;
	int fd;
};

static struct ring ring;
static struct io_uring_params p;
static char *map;

static unsigned *word(unsigned offset)
{
	return (unsigned *)(map + offset);
}

static int set_up(void)
{
	memset(&p, 0, sizeof(p));
	memset(&ring, 0, sizeof(ring));
	ring.fd = syscall(SYS_io_uring_setup, ENTRIES, &p);
	if (ring.fd < 0)
		return 0;
	map = mmap(NULL, p.sq_off.array + p.sq_entries * sizeof(unsigned), PROT_READ | PROT_WRITE, MAP_SHARED, ring.fd,
		   IORING_OFF_SQ_RING);
	ring.sq.sqes = mmap(NULL, p.sq_entries * sizeof(struct io_uring_sqe), PROT_READ | PROT_WRITE, MAP_SHARED,
			    ring.fd, IORING_OFF_SQES);
	if (map == MAP_FAILED || ring.sq.sqes == MAP_FAILED)
		return 0;
	ring.sq.khead = word(p.sq_off.head);
	ring.sq.ktail = word(p.sq_off.tail);
	ring.sq.kring_mask = word(p.sq_off.ring_mask);
	ring.sq.kring_entries = word(p.cq_off.ring_entries);	/* the bug: sq_off */
	ring.sq.array = word(p.sq_off.array);
	ring.cq.khead = word(p.cq_off.head);
	ring.cq.ktail = word(p.cq_off.tail);
	ring.cq.kring_mask = word(p.cq_off.ring_mask);
	ring.cq.cqes = (struct io_uring_cqe *)word(p.cq_off.cqes);
	return 1;
}

/* As liburing 2.2 does it: full when the tail would be more than *kring_entries in front of the head. */
static struct io_uring_sqe *get_sqe(void)
{
	unsigned head = __atomic_load_n(ring.sq.khead, __ATOMIC_ACQUIRE);
	unsigned next = ring.sq.sqe_tail + 1;

	if (next - head > *ring.sq.kring_entries)
		return NULL;
	struct io_uring_sqe *sqe = &ring.sq.sqes[ring.sq.sqe_tail & *ring.sq.kring_mask];
	ring.sq.sqe_tail = next;
	return sqe;
}

/* NOPs, numbered from `first`, until get_sqe() says that the queue is full. */
static unsigned queue(unsigned first)
{
	unsigned mask = *ring.sq.kring_mask, count = 0;
	struct io_uring_sqe *sqe;

	while (count < 100 && (sqe = get_sqe()) != NULL) {
		memset(sqe, 0, sizeof(*sqe));
		sqe->opcode = IORING_OP_NOP;
		sqe->fd = -1;
		sqe->user_data = first + count++;
		ring.sq.array[(ring.sq.sqe_tail - 1) & mask] = (ring.sq.sqe_tail - 1) & mask;
	}
	__atomic_store_n(ring.sq.ktail, ring.sq.sqe_tail, __ATOMIC_RELEASE);
	return count;
}

static void reap(void)
{
	unsigned head = *ring.cq.khead, mask = p.cq_entries - 1;

	printf("reaped:");
	for (; head != __atomic_load_n(ring.cq.ktail, __ATOMIC_ACQUIRE); head++)
		printf(" %llu", (unsigned long long)ring.cq.cqes[head & mask].user_data);
	printf("\n");
	__atomic_store_n(ring.cq.khead, head, __ATOMIC_RELEASE);
}

int main(void)
{
	if (!set_up())
		return 1;
	printf("sq_entries %u, *kring_entries %u\n", p.sq_entries, *ring.sq.kring_entries);
	printf("queued %u\n", queue(100));
	for (int i = 0; i < 2; i++) {
		printf("io_uring_enter(16) = %ld\n", syscall(SYS_io_uring_enter, ring.fd, 16, 0, 0, NULL, 0));
		reap();
	}
	return 0;
}
