/* What each opcode does with one kind of fd: an errno of io_submit, an event, or a request that waits. */
#include <poll.h>

static inline void try_opcode(const char *what, io_context_t ctx, struct iocb *iocb)
{
	struct io_event event;
	struct timespec zero = { 0, 0 };
	int ret = submit(ctx, iocb);

	if (ret != 1) {
		printf("  %s: io_submit %s\n", what, errno_name(-ret));
		return;
	}
	/* A worker may do it, or the disk: those end by themselves. */
	int waits = iocb->aio_lio_opcode == IO_CMD_POLL;
	if (sys_io_getevents(ctx, waits ? 0 : 1, 1, &event, waits ? &zero : NULL) != 1) {
		io_cancel(ctx, iocb, &event);
		take(ctx, 1);
		printf("  %s: waits\n", what);
	} else if ((long)event.res < 0) {
		printf("  %s: event %s\n", what, errno_name(-(long)event.res));
	} else if (waits) {
		printf("  %s: event %#lx\n", what, (long)event.res);
	} else {
		/* How many bytes a text has is the machine's affair. */
		printf("  %s: event %s\n", what, event.res == 0 ? "0" : event.res == 8 ? "8" : "more");
	}
}

/* PREAD, PWRITE, FSYNC and two POLLs. */
static inline void try_fd(const char *what, int fd)
{
	io_context_t ctx = context(8);
	struct iocb iocb;
	/* What eventfds take, and may read. */
	static long word = 1;

	printf("%s\n", what);
	if (fd < 0) {
		printf("  %s\n", errno_name(errno));
		exit(1);
	}
	io_prep_poll(&iocb, fd, POLLIN);
	try_opcode("POLLIN", ctx, &iocb);
	io_prep_poll(&iocb, fd, POLLOUT);
	try_opcode("POLLOUT", ctx, &iocb);
	io_prep_pread(&iocb, fd, &word, sizeof(word), 0);
	try_opcode("PREAD", ctx, &iocb);
	word = 1;
	io_prep_pwrite(&iocb, fd, &word, sizeof(word), 0);
	try_opcode("PWRITE", ctx, &iocb);
	io_prep_fsync(&iocb, fd);
	try_opcode("FSYNC", ctx, &iocb);
	io_destroy(ctx);
}
