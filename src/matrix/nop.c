/* Sets a ring up, fills and empties it, and says at which step things are not as they should be. */
#include <liburing.h>
#include <stdio.h>

#define ENTRIES 8
#define ROUNDS 24

static int get(struct io_uring *ring, int call, struct io_uring_sqe **sqe)
{
	*sqe = io_uring_get_sqe(ring);
	if (*sqe)
		return 1;
	printf("get_sqe -> NULL at call %d\n", call);
	return 0;
}

/* One NOP, waited for; returns its user_data. */
static long one(struct io_uring *ring, int call)
{
	struct io_uring_sqe *sqe;
	struct io_uring_cqe *cqe = NULL;

	if (!get(ring, call, &sqe))
		return -1;
	io_uring_prep_nop(sqe);
	io_uring_sqe_set_data64(sqe, call);
	if (io_uring_submit(ring) != 1 || io_uring_wait_cqe(ring, &cqe) != 0)
		return -2;
	long data = io_uring_cqe_get_data64(cqe);
	io_uring_cqe_seen(ring, cqe);
	return data;
}

/* As many as there is room for, in one submit; then their CQEs, in order. */
static int fill(struct io_uring *ring)
{
	struct io_uring_sqe *sqe;
	struct io_uring_cqe *cqe;
	int count = 0;

	while ((sqe = io_uring_get_sqe(ring)) != NULL && count < 100) {
		io_uring_prep_nop(sqe);
		io_uring_sqe_set_data64(sqe, 100 + count++);
	}
	printf("full after %d\n", count);
	if (io_uring_submit(ring) != count)
		return 2;
	for (int i = 0; i < count; i++) {
		if (io_uring_wait_cqe(ring, &cqe) != 0)
			return 3;
		if (cqe->user_data != (__u64)(100 + i)) {
			printf("CQE %d has user_data %llu\n", i, (unsigned long long)cqe->user_data);
			return 4;
		}
		io_uring_cqe_seen(ring, cqe);
	}
	return count == ENTRIES ? 0 : 5;
}

int main(void)
{
	struct io_uring ring;
	int ret = io_uring_queue_init(ENTRIES, &ring, 0);

	printf("sizeof(io_uring) %zu, queue_init %d\n", sizeof(ring), ret);
	if (ret)
		return 1;
	const unsigned *words = (const unsigned *)&ring;
	printf("*kring_entries %u, word@88 %u, word@92 %u\n", *ring.sq.kring_entries, words[22], words[23]);
	printf("sq_ready %u, sq_space_left %u\n", io_uring_sq_ready(&ring), io_uring_sq_space_left(&ring));
	for (int i = 1; i <= ROUNDS; i++) {
		long data = one(&ring, i);
		if (data == i)
			continue;
		if (data != -1)
			printf("round %d: %ld\n", i, data);
		return data == -1 ? 11 : 12;
	}
	ret = fill(&ring);
	io_uring_queue_exit(&ring);
	if (ret == 0)
		printf("ALL OK\n");
	return ret;
}
