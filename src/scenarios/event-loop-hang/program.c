/*
 * The ring of header-vs-so, in a program that keeps its request for later and waits for completions.
 */
#include <liburing.h>
#include <poll.h>
#include <stdio.h>

static struct io_uring ring;

int main(void)
{
	printf("io_uring_queue_init = %d\n", io_uring_queue_init(8, &ring, 0));
	const unsigned *words = (const unsigned *)&ring;
	printf("*kring_entries %u, the words behind ring_ptr: %u %u\n", *ring.sq.kring_entries, words[22], words[23]);
	struct io_uring_sqe *sqe = io_uring_get_sqe(&ring);

	if (sqe)
		io_uring_prep_nop(sqe);
	else
		printf("no SQE now: the request has to wait until a completion makes room\n");
	printf("io_uring_submit = %d\n", io_uring_submit(&ring));
	printf("waiting for a completion ...\n");
	fflush(stdout);

	struct pollfd pollfd = { ring.ring_fd, POLLIN, 0 };
	printf("poll = %d\n", poll(&pollfd, 1, -1));
	io_uring_queue_exit(&ring);
	return 0;
}
