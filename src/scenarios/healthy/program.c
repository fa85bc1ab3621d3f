/*
 * A ring of eight: io_uring_get_sqe() is NULL at the ninth call, and rightly so.
 */
#include <liburing.h>
#include <stdio.h>

static struct io_uring ring;

int main(void)
{
	printf("io_uring_queue_init = %d\n", io_uring_queue_init(8, &ring, 0));
	const unsigned *words = (const unsigned *)&ring;
	printf("*kring_entries %u, the words behind ring_ptr: %u %u\n", *ring.sq.kring_entries, words[22], words[23]);
	struct io_uring_sqe *sqe;
	int count = 0;

	while ((sqe = io_uring_get_sqe(&ring)) != NULL) {
		io_uring_prep_nop(sqe);
		io_uring_sqe_set_data64(sqe, 100 + count++);
	}
	printf("io_uring_get_sqe = NULL at call %d, %u ready, %u left\n", count + 1, io_uring_sq_ready(&ring),
	       io_uring_sq_space_left(&ring));
	printf("io_uring_submit = %d\n", io_uring_submit(&ring));
	printf("io_uring_get_sqe = %s\n", io_uring_get_sqe(&ring) ? "an SQE again" : "NULL");

	struct io_uring_cqe *cqe;
	for (int i = 0; i < count; i++) {
		if (io_uring_wait_cqe(&ring, &cqe) != 0)
			return 1;
		printf("user_data %llu, res %d\n", (unsigned long long)cqe->user_data, cqe->res);
		io_uring_cqe_seen(&ring, cqe);
	}
	io_uring_queue_exit(&ring);
	return 0;
}
