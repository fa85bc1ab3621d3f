/* UAPI-02: struct io_event is 32 bytes; data comes back with all 64 bits, obj is the iocb's address, res2 is 0. */
#include "rule.h"

int main(void)
{
	io_context_t ctx = context(1);
	int fd = open_file("data", O_RDONLY);
	char buf[100];
	struct iocb iocb;
	struct io_event event;

	printf("sizeof %zu, data %zu, obj %zu, res %zu, res2 %zu\n", sizeof(event), offsetof(struct io_event, data),
	       offsetof(struct io_event, obj), offsetof(struct io_event, res), offsetof(struct io_event, res2));

	io_prep_pread(&iocb, fd, buf, sizeof(buf), 0);
	iocb.data = (void *)0xfedcba9876543210;
	memset(&event, 0xff, sizeof(event));
	show("io_submit", submit(ctx, &iocb));
	show("io_getevents", io_getevents(ctx, 1, 1, &event, NULL));
	printf("data %lx, obj is %s, res %lu, res2 %lu\n", (long)event.data, event.obj == &iocb ? "the iocb" : "wrong",
	       event.res, event.res2);
	printf("the same 32 bytes in the ring: %s\n", memcmp(&event, &ring_of(ctx)->events[0], 32) ? "no" : "yes");
	return 0;
}
