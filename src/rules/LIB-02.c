/* LIB-02: io_event.res is unsigned long in libaio: res < 0 is never true, and -22 looks like a huge count. */
#include "rule.h"

int main(void)
{
	io_context_t ctx = context(1);
	int fd = open_file("data", O_RDONLY);
	struct iocb iocb;
	struct io_event event;

	io_prep_pread(&iocb, fd, (void *)8, 16, 0);
	show("io_submit", submit(ctx, &iocb));
	show("io_getevents", io_getevents(ctx, 1, 1, &event, NULL));
	printf("res %lu, as a signed number %ld\n", event.res, (long)event.res);
	printf("larger than what was asked: %s\n", event.res > 16 ? "yes" : "no");
	printf("libaio's iocb: sizeof %zu, data %zu, key %zu, aio_rw_flags %zu, aio_lio_opcode %zu, aio_reqprio %zu, "
	       "aio_fildes %zu\n", sizeof(iocb), offsetof(struct iocb, data), offsetof(struct iocb, key),
	       offsetof(struct iocb, aio_rw_flags), offsetof(struct iocb, aio_lio_opcode),
	       offsetof(struct iocb, aio_reqprio), offsetof(struct iocb, aio_fildes));
	printf("u.c: buf %zu, nbytes %zu, offset %zu, flags %zu, resfd %zu\n", offsetof(struct iocb, u.c.buf),
	       offsetof(struct iocb, u.c.nbytes), offsetof(struct iocb, u.c.offset), offsetof(struct iocb, u.c.flags),
	       offsetof(struct iocb, u.c.resfd));
	printf("u.v: vec %zu, nr %zu, offset %zu; u.poll: events %zu\n", offsetof(struct iocb, u.v.vec),
	       offsetof(struct iocb, u.v.nr), offsetof(struct iocb, u.v.offset), offsetof(struct iocb, u.poll.events));
	return 0;
}
