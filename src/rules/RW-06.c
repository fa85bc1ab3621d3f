/* RW-06: vectored: nbytes counts iovecs, cut to 32 bits; over 1024 is EINVAL; the array is read at io_submit. */
#include "rule.h"

int main(void)
{
	io_context_t ctx = context(8);
	int fd = open_file("data", O_RDONLY);
	static char bytes[1025];
	static struct iovec iov[1025];
	struct iocb iocb;

	for (int i = 0; i < 1025; i++)
		iov[i] = (struct iovec){ &bytes[i], 1 };

	io_prep_preadv(&iocb, fd, iov, 1024, 0);
	show("1024 segments", submit(ctx, &iocb));
	reap(ctx, 1);
	io_prep_preadv(&iocb, fd, iov, 1025, 0);
	show("1025 segments", submit(ctx, &iocb));
	io_prep_preadv(&iocb, fd, iov, -1, 0);
	show("-1 segments", submit(ctx, &iocb));

	io_prep_preadv(&iocb, fd, iov, 0, 0);
	iocb.u.c.nbytes = (1ul << 32) + 1;
	show("2^32 + 1 segments", submit(ctx, &iocb));
	reap(ctx, 1);
	iocb.u.c.nbytes = 1ul << 32;
	show("2^32 segments", submit(ctx, &iocb));
	reap(ctx, 1);

	io_prep_preadv(&iocb, fd, NULL, 0, 0);
	show("array NULL, 0 segments", submit(ctx, &iocb));
	reap(ctx, 1);
	io_prep_preadv(&iocb, fd, NULL, 1, 0);
	show("array NULL, 1 segment", submit(ctx, &iocb));
	io_prep_preadv(&iocb, fd, (struct iovec *)8, 2, 0);
	show("array nowhere, 2 segments", submit(ctx, &iocb));
	io_prep_preadv(&iocb, fd, (struct iovec *)-4096, 2000, 0);
	show("array nowhere, 2000 segments", submit(ctx, &iocb));

	iov[1].iov_len = -1ul;
	io_prep_preadv(&iocb, fd, iov, 2, 0);
	show("iov_len -1", submit(ctx, &iocb));
	iov[1].iov_len = 1ul << 63;
	show("iov_len 2^63", submit(ctx, &iocb));
	iov[1] = (struct iovec){ (void *)-4096, 1 };
	show("iov_base in the kernel's half", submit(ctx, &iocb));
	iov[1] = (struct iovec){ (void *)8, 1 };
	show("iov_base nowhere, second", submit(ctx, &iocb));
	reap(ctx, 1);
	iov[0] = (struct iovec){ (void *)8, 1 };
	show("iov_base nowhere, first", submit(ctx, &iocb));
	reap(ctx, 1);
	iov[0] = (struct iovec){ NULL, 0 };
	iov[1] = (struct iovec){ bytes, 3 };
	show("an empty segment first", submit(ctx, &iocb));
	reap(ctx, 1);
	return 0;
}
