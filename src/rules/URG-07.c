/* URG-07: READ, WRITE, READV, WRITEV: the result is in the CQE, whatever it is */
#include "rule.h"
#include "uring.h"

static void go(struct uring *u, const char *what, struct io_uring_sqe *sqe, const void *addr, unsigned len, long off)
{
	sqe->addr = (unsigned long)addr;
	sqe->len = len;
	sqe->off = off;
	printf("%s\n", what);
	uring_go(u, 1);
}

int main(void)
{
	struct uring u;
	char buf[64], more[64];
	struct iovec iov[2] = { { buf, 10 }, { more, 20 } };
	int fd = open_file("data", O_RDONLY), odd = open_file("odd", O_RDONLY), out = open_file("out", O_RDWR | O_CREAT);

	uring_open(&u, 8, 0);
	uring_go(&u, 0);
	go(&u, "READ", uring_sqe(&u, IORING_OP_READ, fd, 1), buf, 64, 0);
	pread(fd, more, 64, 0);
	printf("  same bytes as pread: %d\n", memcmp(buf, more, 64) == 0);
	go(&u, "READ at the end", uring_sqe(&u, IORING_OP_READ, odd, 2), buf, 64, 4990);
	go(&u, "READ behind it", uring_sqe(&u, IORING_OP_READ, odd, 3), buf, 64, 5000);
	go(&u, "READ nothing", uring_sqe(&u, IORING_OP_READ, fd, 4), buf, 0, 0);
	go(&u, "READ at the file's position", uring_sqe(&u, IORING_OP_READ, fd, 5), buf, 64, -1);
	printf("  position %ld\n", (long)lseek(fd, 0, SEEK_CUR));
	go(&u, "READ at -2", uring_sqe(&u, IORING_OP_READ, fd, 6), buf, 64, -2);
	go(&u, "READ from a closed fd", uring_sqe(&u, IORING_OP_READ, 77, 7), buf, 64, 0);
	go(&u, "READ to nowhere", uring_sqe(&u, IORING_OP_READ, fd, 8), (void *)8, 64, 0);
	go(&u, "READ of a directory", uring_sqe(&u, IORING_OP_READ, open_file(".", O_RDONLY), 9), buf, 64, 0);
	go(&u, "READV", uring_sqe(&u, IORING_OP_READV, fd, 10), iov, 2, 100);
	go(&u, "READV of nothing", uring_sqe(&u, IORING_OP_READV, fd, 11), iov, 0, 100);
	go(&u, "READV of 1025", uring_sqe(&u, IORING_OP_READV, fd, 12), iov, 1025, 100);
	go(&u, "READV from nowhere", uring_sqe(&u, IORING_OP_READV, fd, 13), (void *)8, 1, 100);
	go(&u, "WRITE", uring_sqe(&u, IORING_OP_WRITE, out, 20), "hello, world", 12, 4);
	go(&u, "WRITEV", uring_sqe(&u, IORING_OP_WRITEV, out, 21), iov, 2, 16);
	printf("  size %ld\n", (long)lseek(out, 0, SEEK_END));
	go(&u, "WRITE at the file's position", uring_sqe(&u, IORING_OP_WRITE, out, 22), "x", 1, -1);
	printf("  size %ld\n", (long)lseek(out, 0, SEEK_END));
	go(&u, "WRITE to what is read only", uring_sqe(&u, IORING_OP_WRITE, fd, 23), "x", 1, 0);
	go(&u, "WRITE from nowhere", uring_sqe(&u, IORING_OP_WRITE, out, 24), (void *)8, 1, 0);
	go(&u, "READ from what is write only", uring_sqe(&u, IORING_OP_READ, open_file("out", O_WRONLY), 25), buf, 1, 0);
	struct io_uring_sqe *sqe = uring_sqe(&u, IORING_OP_READ, fd, 27);
	sqe->rw_flags = 1 << 20;
	go(&u, "READ with an unknown RWF flag", sqe, buf, 1, 0);
	sqe = uring_sqe(&u, IORING_OP_READ, fd, 28);
	sqe->ioprio = 5 << 13;
	go(&u, "READ with an unknown priority", sqe, buf, 1, 0);
	sqe = uring_sqe(&u, IORING_OP_READ, fd, 29);
	sqe->buf_index = 1;
	go(&u, "READ with a buf_index", sqe, buf, 1, 0);

	char *page = pages(8192);
	int direct = open_file("data", O_RDWR | O_DIRECT);
	go(&u, "READ with O_DIRECT", uring_sqe(&u, IORING_OP_READ, direct, 40), page, 4096, 0);
	printf("  same bytes as pread: %d\n", pread(fd, buf, 64, 0) == 64 && !memcmp(page, buf, 64));
	go(&u, "READ with O_DIRECT, not aligned", uring_sqe(&u, IORING_OP_READ, direct, 41), page, 4096, 1);
	go(&u, "READ with O_DIRECT behind the end", uring_sqe(&u, IORING_OP_READ, direct, 42), page, 4096, 16384);
	go(&u, "WRITE with O_DIRECT", uring_sqe(&u, IORING_OP_WRITE, direct, 43), page, 8192, 4096);
	go(&u, "WRITE with O_DIRECT at the end", uring_sqe(&u, IORING_OP_WRITE, direct, 44), page, 4096, 16384);
	printf("  size %ld\n", (long)lseek(direct, 0, SEEK_END));
	sqe = uring_sqe(&u, IORING_OP_WRITE, out, 45);
	sqe->rw_flags = RWF_DSYNC;
	go(&u, "WRITE with RWF_DSYNC", sqe, page, 4096, 0);
	for (int i = 0; i < 8; i++) {
		sqe = uring_sqe(&u, IORING_OP_READ, direct, 50);
		sqe->addr = (unsigned long)page;
		sqe->len = 512;
		sqe->off = 512 * i;
	}
	show("eight at the device", uring_enter(&u, 8, 8, IORING_ENTER_GETEVENTS));
	uring_reap(&u, 8);

	int fds[2];
	pipe(fds);
	go(&u, "WRITE to a pipe", uring_sqe(&u, IORING_OP_WRITE, fds[1], 30), "abc", 3, 0);
	go(&u, "READ from it", uring_sqe(&u, IORING_OP_READ, fds[0], 31), buf, 3, 0);
	sqe = uring_sqe(&u, IORING_OP_READ, fds[0], 32);
	sqe->addr = (unsigned long)buf;
	sqe->len = 3;
	show("READ from an empty one does not wait", uring_enter(&u, 1, 0, 0));
	printf("  cq %u\n", CQ(&u, tail) - CQ(&u, head));
	write(fds[1], "de", 2);
	uring_go(&u, 0);
	uring_reap(&u, 9);
	sqe = uring_sqe(&u, IORING_OP_READ, fds[0], 33);
	sqe->addr = (unsigned long)buf;
	sqe->len = 3;
	show("READ and nobody to write", uring_enter(&u, 1, 0, 0));
	close(fds[1]);
	show("enter", uring_enter(&u, 0, 1, IORING_ENTER_GETEVENTS));
	uring_reap(&u, 9);
	pipe(fds);
	fcntl(fds[0], F_SETFL, O_NONBLOCK);
	sqe = uring_sqe(&u, IORING_OP_READ, fds[0], 34);
	sqe->addr = (unsigned long)buf;
	sqe->len = 3;
	show("READ from an empty one with O_NONBLOCK", uring_enter(&u, 1, 0, 0));
	printf("  cq %u\n", CQ(&u, tail) - CQ(&u, head));
	write(fds[1], "f", 1);
	uring_go(&u, 0);
	uring_reap(&u, 9);
	sqe = uring_sqe(&u, IORING_OP_READ, fds[0], 35);
	sqe->rw_flags = RWF_NOWAIT;
	go(&u, "READ from an empty one with RWF_NOWAIT", sqe, buf, 3, 0);
	return 0;
}
