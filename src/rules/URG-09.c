/* URG-09: a full completion queue: CQEs wait in a list of the kernel's own, and none is lost */
#include "rule.h"
#include "uring.h"

int main(void)
{
	struct uring u;
	int good = 1;

	uring_open(&u, 2, 0);
	for (int i = 0; i < 11; i++) {
		uring_sqe(&u, IORING_OP_NOP, -1, i);
		int ret = uring_enter(&u, 1, 0, 0);
		good &= ret == 1;
		if (i >= 3)
			uring_words(&u);
	}
	show("every submit answered 1", good);
	uring_reap(&u, 2);
	printf("two taken: nothing comes by itself\n");
	uring_words(&u);
	show("enter without GETEVENTS", uring_enter(&u, 0, 0, 0));
	uring_words(&u);
	show("enter with GETEVENTS", uring_enter(&u, 0, 0, IORING_ENTER_GETEVENTS));
	uring_words(&u);
	show("with a full queue", uring_enter(&u, 0, 0, IORING_ENTER_GETEVENTS));
	show("wait for 4", uring_enter(&u, 0, 4, IORING_ENTER_GETEVENTS));
	uring_sqe(&u, IORING_OP_NOP, -1, 50);
	show("submit and GETEVENTS", uring_enter(&u, 1, 0, IORING_ENTER_GETEVENTS));
	uring_words(&u);
	uring_reap(&u, 9);
	for (int i = 0; i < 3; i++) {
		show("enter with GETEVENTS", uring_enter(&u, 0, 0, IORING_ENTER_GETEVENTS));
		uring_words(&u);
		uring_reap(&u, 9);
	}
	uring_words(&u);
	return 0;
}
