/*
 * io_uring_queue_init() fails, and its result is not looked at.
 */
#include <liburing.h>
#include <stdio.h>

static struct io_uring ring;

int main(void)
{
	printf("io_uring_queue_init = %d\n", io_uring_queue_init(0, &ring, 0));
	/* The bug is the line that is not here:  a result below 0 means that there is no ring. */
	printf("kring_entries %s, khead %s\n", ring.sq.kring_entries ? "set" : "NULL", ring.sq.khead ? "set" : "NULL");
	printf("io_uring_get_sqe() ...\n");
	fflush(stdout);
	struct io_uring_sqe *sqe = io_uring_get_sqe(&ring);	/* SIGSEGV in here */
	printf("io_uring_get_sqe() = %s\n", sqe ? "an SQE" : "NULL");
	return 0;
}
