/* URG-11: an SQE that makes no sense has a CQE that says so, and ends the submission unless SUBMIT_ALL is set */
#include "rule.h"
#include "uring.h"

static void batch(struct uring *u, const char *what, int opcode, unsigned char flags)
{
	uring_sqe(u, IORING_OP_NOP, -1, 1);
	uring_sqe(u, opcode, -1, 2)->flags = flags;
	uring_sqe(u, IORING_OP_NOP, -1, 3);
	printf("%s\n", what);
	show("enter 3", uring_enter(u, 3, 0, 0));
	uring_words(u);
	show("enter 3", uring_enter(u, 3, 0, 0));
	uring_reap(u, 9);
}

int main(void)
{
	struct uring u;
	struct io_uring_sqe *sqe;

	uring_open(&u, 8, 0);
	batch(&u, "an opcode that does not exist", 200, 0);
	batch(&u, "READ of a closed fd", IORING_OP_READ, 0);
	uring_open(&u, 8, IORING_SETUP_SUBMIT_ALL);
	batch(&u, "SUBMIT_ALL: an opcode that does not exist", 200, 0);
	printf("flags of NOP\n");
	sqe = uring_sqe(&u, IORING_OP_NOP, -1, 10);
	sqe->rw_flags = 0x80000000;
	uring_go(&u, 1);
	sqe = uring_sqe(&u, IORING_OP_NOP, -1, 11);
	sqe->addr = 1;
	sqe->len = 2;
	sqe->off = 3;
	uring_go(&u, 1);
	sqe = uring_sqe(&u, IORING_OP_NOP, -1, 12);
	sqe->ioprio = 1;
	uring_go(&u, 1);
	sqe = uring_sqe(&u, IORING_OP_NOP, -1, 13);
	sqe->personality = 1;
	uring_go(&u, 1);
	return 0;
}
