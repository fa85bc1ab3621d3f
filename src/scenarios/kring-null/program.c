/*
 * The ring is set up by hand, and one pointer is forgotten.
 * gcc -Wall -Wextra kring-null.c
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
	/* The bug is the line that is not here:  ring.sq.kring_entries = word(p.sq_off.ring_entries); */
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

int main(void)
{
	if (!set_up())
		return 1;
	printf("sq_entries %u, kring_entries %s\n", p.sq_entries, ring.sq.kring_entries ? "set" : "NULL");
	printf("get_sqe() ...\n");
	fflush(stdout);
	printf("get_sqe() = %s\n", get_sqe() ? "an SQE" : "NULL");	/* SIGSEGV in here */
	return 0;
}
