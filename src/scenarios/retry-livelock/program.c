/*
 * The ring of header-vs-so, in a program that submits and tries again when there is no SQE.
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

	printf("trying ...\n");
	fflush(stdout);
	while ((sqe = io_uring_get_sqe(&ring)) == NULL)
		io_uring_submit(&ring);	/* makes room, if the ring is full: it is empty */
	io_uring_prep_nop(sqe);
	printf("never here\n");
	return 0;
}
