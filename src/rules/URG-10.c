/* URG-10: GETEVENTS waits for min_complete, unless less was submitted than asked for */
#include "rule.h"
#include "uring.h"
#include <sys/timerfd.h>

int main(void)
{
	struct uring u;
	struct itimerspec soon = { { 0, 0 }, { 0, 20000000 } };
	int timer = timerfd_create(CLOCK_MONOTONIC, 0);
	struct io_uring_sqe *sqe;

	uring_open(&u, 8, 0);
	for (int i = 0; i < 3; i++)
		uring_sqe(&u, IORING_OP_NOP, -1, i);
	show("submit 3, wait for 3", uring_enter(&u, 3, 3, IORING_ENTER_GETEVENTS));
	show("wait for 3 that are there", uring_enter(&u, 0, 3, IORING_ENTER_GETEVENTS));
	show("asks for 5, has none: no wait", uring_enter(&u, 5, 9, IORING_ENTER_GETEVENTS));
	uring_sqe(&u, IORING_OP_NOP, -1, 3);
	show("asks for 5, has 1: no wait", uring_enter(&u, 5, 9, IORING_ENTER_GETEVENTS));
	uring_reap(&u, 9);

	timerfd_settime(timer, 0, &soon, NULL);
	sqe = uring_sqe(&u, IORING_OP_POLL_ADD, timer, 4);
	sqe->poll32_events = POLLIN;
	show("submit 1, wait for 1", uring_enter(&u, 1, 1, IORING_ENTER_GETEVENTS));
	uring_reap(&u, 9);

	timerfd_settime(timer, 0, &soon, NULL);
	unsigned long count;
	sqe = uring_sqe(&u, IORING_OP_READ, timer, 5);
	sqe->addr = (unsigned long)&count;
	sqe->len = 8;
	show("READ of a timer, wait for 1", uring_enter(&u, 1, 1, IORING_ENTER_GETEVENTS));
	uring_reap(&u, 9);

	struct pollfd ready = { u.fd, POLLIN | POLLOUT, 0 };
	poll(&ready, 1, 0);
	printf("poll of the ring, empty: %#x\n", ready.revents);
	uring_sqe(&u, IORING_OP_NOP, -1, 6);
	uring_enter(&u, 1, 0, 0);
	poll(&ready, 1, 0);
	printf("with a CQE: %#x\n", ready.revents);
	for (int i = 0; i < 8; i++)
		uring_sqe(&u, IORING_OP_NOP, -1, 7 + i);
	poll(&ready, 1, 0);
	printf("with a full SQ: %#x\n", ready.revents);
	uring_reap(&u, 9);
	poll(&ready, 1, 0);
	printf("and no CQE: %#x\n", ready.revents);
	uring_go(&u, 8);

	timerfd_settime(timer, 0, &soon, NULL);
	sqe = uring_sqe(&u, IORING_OP_POLL_ADD, timer, 20);
	sqe->poll32_events = POLLIN;
	uring_enter(&u, 1, 0, 0);
	ready.events = POLLIN;
	show("poll sleeps until there is a CQE", poll(&ready, 1, -1));
	uring_reap(&u, 9);
	return 0;
}
