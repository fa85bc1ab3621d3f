/* URG-03: both rings are one mapping, the SQEs another; closing the fd leaves the mapping */
#include "rule.h"
#include "uring.h"

static void map(struct uring *u, const char *what, size_t length, int prot, int flags, long offset)
{
	unsigned *at = mmap(NULL, length, prot, flags, u->fd, offset);

	printf("%s: ", what);
	show("mmap", at == MAP_FAILED ? -errno : 0);
	if (at == MAP_FAILED)
		return;
	printf("  words 0..7: %u %u %u %u %u %u %u %u\n", at[0], at[1], at[2], at[3], at[4], at[5], at[6], at[7]);
	munmap(at, length);
}

int main(void)
{
	struct uring u;
	int rw = PROT_READ | PROT_WRITE;

	uring_open(&u, 8, 0);
	map(&u, "SQ ring", 4096, rw, MAP_SHARED, IORING_OFF_SQ_RING);
	map(&u, "SQ ring, 1 byte", 1, rw, MAP_SHARED, IORING_OFF_SQ_RING);
	map(&u, "SQ ring, two pages", 8192, rw, MAP_SHARED, IORING_OFF_SQ_RING);
	map(&u, "SQ ring, read only", 4096, PROT_READ, MAP_SHARED, IORING_OFF_SQ_RING);
	map(&u, "CQ ring", 4096, rw, MAP_SHARED, IORING_OFF_CQ_RING);
	map(&u, "one page into the SQ ring", 4096, rw, MAP_SHARED, 4096);
	map(&u, "SQEs", 512, rw, MAP_SHARED, IORING_OFF_SQES);
	map(&u, "SQEs, more than there are", 16384, rw, MAP_SHARED, IORING_OFF_SQES);
	map(&u, "an offset that is no ring", 4096, rw, MAP_SHARED, 0x20000000);
	map(&u, "no bytes", 0, rw, MAP_SHARED, IORING_OFF_SQ_RING);
	map(&u, "executable", 4096, rw | PROT_EXEC, MAP_SHARED, IORING_OFF_SQ_RING);

	uring_sqe(&u, IORING_OP_NOP, -1, 1);
	unsigned *again = mmap(NULL, 4096, rw, MAP_SHARED, u.fd, IORING_OFF_CQ_RING);
	printf("a second mapping sees tail %u\n", again[1]);
	munmap(again, 4096);
	uring_go(&u, 1);

	char byte;
	show("read", raw(read(u.fd, &byte, 1)));
	show("write", raw(write(u.fd, &byte, 1)));
	show("lseek is refused", raw(lseek(u.fd, 0, SEEK_SET)) < 0);
	show("ftruncate", raw(ftruncate(u.fd, 0)));

	/* The ring lives on its mapping when the fd is closed. */
	SQ(&u, tail) = 5;
	show("close", close(u.fd));
	printf("tail %u, sq_entries %u\n", SQ(&u, tail), SQ(&u, ring_entries));
	show("enter", uring_enter(&u, 1, 0, 0));
	return 0;
}
