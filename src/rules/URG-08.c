/* URG-08: FSYNC and POLL_ADD */
#include "rule.h"
#include "uring.h"

int main(void)
{
	struct uring u;
	int fd = open_file("data", O_RDWR), fds[2];
	struct io_uring_sqe *sqe;

	uring_open(&u, 8, 0);
	pipe(fds);
	printf("FSYNC\n");
	uring_sqe(&u, IORING_OP_FSYNC, fd, 1);
	uring_go(&u, 1);
	printf("FSYNC with DATASYNC\n");
	sqe = uring_sqe(&u, IORING_OP_FSYNC, fd, 2);
	sqe->fsync_flags = IORING_FSYNC_DATASYNC;
	uring_go(&u, 1);
	printf("FSYNC with an unknown flag\n");
	sqe = uring_sqe(&u, IORING_OP_FSYNC, fd, 3);
	sqe->fsync_flags = 2;
	uring_go(&u, 1);
	printf("FSYNC of a pipe\n");
	uring_sqe(&u, IORING_OP_FSYNC, fds[0], 4);
	uring_go(&u, 1);
	printf("FSYNC with an address\n");
	sqe = uring_sqe(&u, IORING_OP_FSYNC, fd, 5);
	sqe->addr = 1;
	uring_go(&u, 1);
	printf("FSYNC with a length\n");
	sqe = uring_sqe(&u, IORING_OP_FSYNC, fd, 6);
	sqe->len = 10;
	uring_go(&u, 1);

	printf("POLL_ADD that is ready\n");
	sqe = uring_sqe(&u, IORING_OP_POLL_ADD, fds[1], 10);
	sqe->poll32_events = POLLOUT;
	uring_go(&u, 1);
	printf("POLL_ADD of a regular file\n");
	sqe = uring_sqe(&u, IORING_OP_POLL_ADD, fd, 11);
	sqe->poll32_events = POLLIN;
	uring_go(&u, 1);
	sqe = uring_sqe(&u, IORING_OP_POLL_ADD, fds[0], 12);
	sqe->poll32_events = POLLIN;
	show("POLL_ADD that waits: enter", uring_enter(&u, 1, 0, 0));
	uring_words(&u);
	write(fds[1], "x", 1);
	uring_go(&u, 0);
	uring_reap(&u, 1);
	uring_words(&u);
	write(fds[1], "x", 1);
	printf("once only\n");
	uring_words(&u);
	printf("POLL_ADD of a closed fd\n");
	sqe = uring_sqe(&u, IORING_OP_POLL_ADD, 77, 13);
	sqe->poll32_events = POLLIN;
	uring_go(&u, 1);
	printf("POLL_ADD with a buf_index\n");
	sqe = uring_sqe(&u, IORING_OP_POLL_ADD, fds[0], 14);
	sqe->buf_index = 1;
	uring_go(&u, 1);
	printf("POLL_ADD with an offset\n");
	sqe = uring_sqe(&u, IORING_OP_POLL_ADD, fds[0], 15);
	sqe->off = 1;
	uring_go(&u, 1);
	char b[9];
	read(fds[0], b, 9);
	sqe = uring_sqe(&u, IORING_OP_POLL_ADD, fds[0], 16);
	sqe->poll32_events = POLLIN;
	show("POLL_ADD and the other end closes: enter", uring_enter(&u, 1, 0, 0));
	close(fds[1]);
	uring_go(&u, 0);
	uring_reap(&u, 1);
	return 0;
}
