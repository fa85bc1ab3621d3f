/* URG-01, URG-02: io_uring_setup rounds up to powers of two, and says where everything lies */
#include "rule.h"
#include "uring.h"

static void setup(unsigned entries, unsigned flags, unsigned cq_entries)
{
	struct io_uring_params p;
	memset(&p, 0, sizeof(p));
	p.flags = flags;
	p.cq_entries = cq_entries;
	int fd = uring_setup(entries, &p);
	printf("entries %u flags %#x cq_entries %u: ", entries, flags, cq_entries);
	show("fd", fd);
	printf("  sq_entries %u, cq_entries %u, features %#x, sq array at %u\n", p.sq_entries, p.cq_entries, p.features,
	       p.sq_off.array);
	if (fd >= 0)
		close(fd);
}

int main(void)
{
	struct io_uring_params p;

	printf("sizes: params %zu, sqe %zu, cqe %zu\n", sizeof(p), sizeof(struct io_uring_sqe), sizeof(struct io_uring_cqe));
	for (unsigned entries = 0; entries < 10; entries++)
		setup(entries, 0, 0);
	setup(32768, 0, 0);
	setup(32769, 0, 0);
	setup(-1, 0, 0);
	setup(-1, IORING_SETUP_CLAMP, 0);
	unsigned sizes[] = { 0, 4, 7, 8, 9, 65536, 65537, -1 };
	for (unsigned i = 0; i < 8; i++) {
		setup(8, IORING_SETUP_CQSIZE, sizes[i]);
		setup(8, IORING_SETUP_CQSIZE | IORING_SETUP_CLAMP, sizes[i]);
	}
	setup(8, IORING_SETUP_SUBMIT_ALL, 0);
	setup(8, IORING_SETUP_COOP_TASKRUN, 0);
	setup(8, IORING_SETUP_SINGLE_ISSUER, 0);
	setup(8, 1U << 16, 0);	/* IORING_SETUP_NO_SQARRAY */
	/* SQ_AFF without SQPOLL, TASKRUN_FLAG and DEFER_TASKRUN alone, what no kernel knows yet */
	setup(8, 1 << 2, 0);
	setup(8, 1 << 9, 0);
	setup(8, 1 << 13, 0);
	setup(8, 1 << 15, 0);
	setup(8, 1 << 17, 0);
	setup(8, 1 << 30, 0);

	memset(&p, 0, sizeof(p));
	p.sq_thread_cpu = 5;
	p.wq_fd = 77;
	p.sq_off.resv1 = 9;
	show("with other fields set", uring_setup(8, &p) >= 0);
	printf("  sq_thread_cpu %u, wq_fd %u, sq_off.resv1 %u\n", p.sq_thread_cpu, p.wq_fd, p.sq_off.resv1);
	printf("  sq_off: head %u tail %u ring_mask %u ring_entries %u flags %u dropped %u array %u\n", p.sq_off.head,
	       p.sq_off.tail, p.sq_off.ring_mask, p.sq_off.ring_entries, p.sq_off.flags, p.sq_off.dropped, p.sq_off.array);
	printf("  cq_off: head %u tail %u ring_mask %u ring_entries %u overflow %u cqes %u flags %u\n", p.cq_off.head,
	       p.cq_off.tail, p.cq_off.ring_mask, p.cq_off.ring_entries, p.cq_off.overflow, p.cq_off.cqes, p.cq_off.flags);
	for (int i = 0; i < 3; i++) {
		memset(&p, 0, sizeof(p));
		p.resv[i] = 1;
		show("resv", uring_setup(8, &p));
	}
	show("params NULL", uring_setup(8, NULL));
	show("params unreadable, entries 0", uring_setup(0, (void *)8));
	void *page = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	show("params cannot be written", uring_setup(8, page));
	show("and the next", uring_setup(8, page));
	memset(&p, 0, sizeof(p));
	show("fd", uring_setup(8, &p));
	show("flags", fcntl(4, F_GETFL) & ~0100000);
	show("cloexec", fcntl(4, F_GETFD));
	return 0;
}
