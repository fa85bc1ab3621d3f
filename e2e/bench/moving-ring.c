/*
 * A ring that moves all the time: head and tail go round it, half as many events between them as io_setup was asked
 * for. Reads of nothing complete inside io_submit; now and then there is one that waits for the device.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <libaio.h>
#include <stdio.h>
#include <stdlib.h>

/* 1 makes a ring of 127 slots, 32766 one of 65,535, 65536 one of 131,199. */
#ifndef MAX_REQS
#define MAX_REQS 1
#endif
#define LEVEL (MAX_REQS < 64 ? 32 : MAX_REQS / 2)
#define BATCH 16
#define TURNS 1000000

int main(void) {
	io_context_t ctx = 0;
	int fd = open("data", O_RDONLY | O_DIRECT);
	if (fd < 0 || io_setup(MAX_REQS, &ctx) != 0)
		return 1;
	static struct iocb iocbs[BATCH];
	struct iocb *list[BATCH];
	struct io_event events[BATCH];
	char *buffers = aligned_alloc(4096, BATCH * 512);
	for (int i = 0; i < BATCH; i++) {
		io_prep_pread(&iocbs[i], fd, buffers + i * 512, 0, 0);
		iocbs[i].data = (void *)(long)i;
		list[i] = &iocbs[i];
	}
	long submitted = 0, reaped = 0;
	for (int turn = 0; turn < TURNS; turn++) {
		iocbs[0].u.c.nbytes = turn % 4 == 0 ? 512 : 0;
		int got = io_submit(ctx, BATCH, list);
		if (got < 0)
			return 2;
		submitted += got;
		while (submitted - reaped > LEVEL)
			reaped += io_getevents(ctx, 1, BATCH, events, NULL);
	}
	printf("%ld submitted, %ld reaped\n", submitted, reaped);
	return 0;
}
