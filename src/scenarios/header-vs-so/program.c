/*
 * io_uring_get_sqe() is NULL on an empty ring: compiled with the headers of liburing 2.3, linked with 2.2.
 */
#include <liburing.h>
#include <stdio.h>

static struct io_uring ring;

int main(void)
{
	printf("io_uring_queue_init = %d\n", io_uring_queue_init(8, &ring, 0));
	const unsigned *words = (const unsigned *)&ring;
	printf("*kring_entries %u, the words behind ring_ptr: %u %u\n", *ring.sq.kring_entries, words[22], words[23]);
	printf("%u ready, %u left\n", io_uring_sq_ready(&ring), io_uring_sq_space_left(&ring));

	struct io_uring_sqe *sqe = io_uring_get_sqe(&ring);
	printf("io_uring_get_sqe = %s at call 1\n", sqe ? "an SQE" : "NULL");
	if (sqe)
		io_uring_prep_nop(sqe);
	printf("io_uring_submit = %d\n", io_uring_submit(&ring));
	printf("sq head %u, tail %u\n", *ring.sq.khead, *ring.sq.ktail);
	io_uring_queue_exit(&ring);
	return sqe ? 0 : 11;
}
