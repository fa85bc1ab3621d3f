/* URG-06: the kernel asks nobody: sizes and masks in the shared page are for user space alone */
#include "rule.h"
#include "uring.h"

static void rounds(struct uring *u, const char *what)
{
	int good = 0;

	for (int i = 0; i < 50; i++) {
		uring_sqe(u, IORING_OP_NOP, -1, i);
		if (uring_enter(u, 1, 1, IORING_ENTER_GETEVENTS) != 1)
			break;
		good += (int)uring_cqe(u, CQ(u, head))->user_data == i;
		CQ(u, head)++;
	}
	printf("%s: %d of 50 right; entries %u %u, masks %u %u\n", what, good, SQ(u, ring_entries), CQ(u, ring_entries),
	       SQ(u, ring_mask), CQ(u, ring_mask));
}

int main(void)
{
	struct uring u;

	uring_open(&u, 8, 0);
	rounds(&u, "as set up");
	SQ(&u, ring_entries) = 0;
	CQ(&u, ring_entries) = 0;
	rounds(&u, "entries 0");
	SQ(&u, ring_mask) = 0;
	CQ(&u, ring_mask) = 0;
	rounds(&u, "masks 0 too");
	SQ(&u, ring_entries) = 4096;
	SQ(&u, ring_mask) = 4095;
	rounds(&u, "too large");
	SQ(&u, head) = 12345;
	uring_sqe(&u, IORING_OP_NOP, -1, 1);
	show("head overwritten: enter", uring_enter(&u, 1, 0, 0));
	printf("  head %u\n", SQ(&u, head));
	CQ(&u, tail) = 12345;
	uring_sqe(&u, IORING_OP_NOP, -1, 2);
	show("cq tail overwritten: enter", uring_enter(&u, 1, 0, 0));
	printf("  cq tail %u\n", CQ(&u, tail));
	return 0;
}
