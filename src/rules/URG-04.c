/* URG-04, URG-05: io_uring_enter: what it refuses, what it takes, and what is dropped */
#include "rule.h"
#include "uring.h"

int main(void)
{
	struct uring u;

	uring_open(&u, 4, 0);
	struct uring other = u;
	other.fd = 77;
	show("closed fd", uring_enter(&other, 0, 0, 0));
	other.fd = 1;
	show("not a ring", uring_enter(&other, 0, 0, 0));
	show("unknown flag", uring_enter(&u, 0, 0, 1 << 30));
	show("unknown flag, not a ring", uring_enter(&other, 0, 0, 1 << 30));
	show("nothing to do", uring_enter(&u, 0, 0, 0));
	show("nothing queued", uring_enter(&u, 4, 0, 0));
	show("min_complete without GETEVENTS", uring_enter(&u, 0, 4, 0));

	printf("four NOPs\n");
	for (int i = 0; i < 4; i++)
		uring_sqe(&u, IORING_OP_NOP, -1, 100 + i);
	uring_words(&u);
	show("submit 1", uring_enter(&u, 1, 0, 0));
	uring_words(&u);
	show("submit 10 of 3", uring_enter(&u, 10, 0, 0));
	uring_words(&u);
	uring_reap(&u, 10);
	uring_words(&u);

	printf("in the order of the array\n");
	unsigned *array = uring_word(&u, u.p.sq_off.array);
	for (int i = 0; i < 4; i++)
		uring_sqe(&u, IORING_OP_NOP, -1, 200 + i);
	for (int i = 0; i < 4; i++)
		array[i] = 3 - i;
	uring_go(&u, 4);

	printf("an index that is no SQE\n");
	for (int i = 0; i < 4; i++)
		uring_sqe(&u, IORING_OP_NOP, -1, 300 + i);
	array[1] = 4;
	show("enter", uring_enter(&u, 4, 0, 0));
	uring_words(&u);
	show("again", uring_enter(&u, 4, 0, 0));
	uring_words(&u);
	uring_reap(&u, 10);

	printf("tail far ahead: no more than there are entries in one call\n");
	for (int i = 0; i < 4; i++) {
		u.sqes[i].opcode = IORING_OP_NOP;
		u.sqes[i].user_data = 400 + i;
		array[i] = i;
	}
	SQ(&u, tail) = SQ(&u, head) + 9;
	show("enter 16", uring_enter(&u, 16, 0, 0));
	show("enter 16", uring_enter(&u, 16, 0, 0));
	uring_words(&u);
	uring_reap(&u, 10);

	printf("tail behind head\n");
	SQ(&u, tail) = SQ(&u, head) - 1;
	show("enter 16", uring_enter(&u, 16, 0, 0));
	SQ(&u, tail) = SQ(&u, head);
	uring_reap(&u, 10);
	return 0;
}
