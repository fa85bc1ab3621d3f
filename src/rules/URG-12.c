/* URG-12: a ring that starts disabled can be restricted, once; enabled, it refuses what was not allowed with EACCES */
#include "rule.h"
#include "uring.h"

static int restrict_to(struct uring *u, const struct io_uring_restriction *list, unsigned count)
{
	return raw(syscall(__NR_io_uring_register, u->fd, IORING_REGISTER_RESTRICTIONS, list, count));
}

static int enable(struct uring *u)
{
	return raw(syscall(__NR_io_uring_register, u->fd, IORING_REGISTER_ENABLE_RINGS, NULL, 0));
}

static void one(struct uring *u, const char *what, int opcode, unsigned char flags)
{
	struct io_uring_sqe *sqe = uring_sqe(u, opcode, -1, 1);

	sqe->flags = flags;
	printf("%s\n", what);
	uring_go(u, 1);
}

int main(void)
{
	struct io_uring_restriction list[3];
	struct uring u;

	memset(list, 0, sizeof(list));
	list[0].opcode = IORING_RESTRICTION_SQE_OP;
	list[0].sqe_op = IORING_OP_NOP;
	list[1].opcode = IORING_RESTRICTION_SQE_FLAGS_ALLOWED;
	list[1].sqe_flags = 0;

	uring_open(&u, 8, 0);
	printf("a ring that was never disabled\n");
	show("restrict", restrict_to(&u, list, 2));
	show("enable", enable(&u));

	uring_open(&u, 8, IORING_SETUP_R_DISABLED);
	printf("disabled: params.flags %#x\n", u.p.flags);
	uring_sqe(&u, IORING_OP_NOP, -1, 1);
	show("enter", uring_enter(&u, 1, 0, 0));
	uring_words(&u);
	show("no list", restrict_to(&u, NULL, 1));
	show("a list that is not there", restrict_to(&u, (void *)8, 2));
	show("too many", restrict_to(&u, list, 1000));
	list[2].opcode = 77;
	show("an unknown kind", restrict_to(&u, list, 3));
	list[2].opcode = IORING_RESTRICTION_SQE_OP;
	list[2].sqe_op = 200;
	show("an unknown opcode", restrict_to(&u, list, 3));
	show("restrict", restrict_to(&u, list, 2));
	show("restrict again", restrict_to(&u, list, 2));
	show("enable with an argument", raw(syscall(__NR_io_uring_register, u.fd, IORING_REGISTER_ENABLE_RINGS, list, 0)));
	show("enable", enable(&u));
	uring_go(&u, 1);
	uring_words(&u);
	one(&u, "READ", IORING_OP_READ, 0);
	one(&u, "an opcode that does not exist", 200, 0);
	one(&u, "NOP with IOSQE_ASYNC", IORING_OP_NOP, IOSQE_ASYNC);
	show("enable again", enable(&u));
	show("restrict", restrict_to(&u, list, 2));

	uring_open(&u, 8, IORING_SETUP_R_DISABLED);
	list[1].opcode = IORING_RESTRICTION_REGISTER_OP;
	list[1].register_op = IORING_REGISTER_ENABLE_RINGS;
	list[2].opcode = IORING_RESTRICTION_SQE_FLAGS_REQUIRED;
	list[2].sqe_flags = IOSQE_ASYNC;
	printf("with a flag that every SQE needs\n");
	show("restrict", restrict_to(&u, list, 3));
	show("enable", enable(&u));
	one(&u, "NOP", IORING_OP_NOP, 0);
	show("enable again", enable(&u));

	uring_open(&u, 8, IORING_SETUP_R_DISABLED);
	printf("nothing allowed\n");
	show("restrict", restrict_to(&u, list, 0));
	show("enable", enable(&u));
	one(&u, "NOP", IORING_OP_NOP, 0);

	printf("not a ring\n");
	show("closed", raw(syscall(__NR_io_uring_register, 99, IORING_REGISTER_ENABLE_RINGS, NULL, 0)));
	show("stdout", raw(syscall(__NR_io_uring_register, 1, IORING_REGISTER_ENABLE_RINGS, NULL, 0)));
	show("unknown", raw(syscall(__NR_io_uring_register, u.fd, 5000, NULL, 0)));
	return 0;
}
