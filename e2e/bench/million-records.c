/* A run of more than a million records: reads of one sector, 64 in flight, 32 or more reaped at a time. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <libaio.h>
#include <stdio.h>
#include <stdlib.h>

#define DEPTH 64
#define BATCH 32
#define ROUNDS 2600

int main(void) {
	io_context_t ctx = 0;
	int fd = open("data", O_RDONLY | O_DIRECT);
	if (fd < 0 || io_setup(DEPTH, &ctx) != 0)
		return 1;
	static struct iocb iocbs[DEPTH];
	struct iocb *list[DEPTH];
	struct io_event events[DEPTH];
	char *buffers = aligned_alloc(4096, DEPTH * 512);
	for (int i = 0; i < DEPTH; i++) {
		io_prep_pread(&iocbs[i], fd, buffers + i * 512, 512, 0);
		list[i] = &iocbs[i];
	}
	long requests = DEPTH;
	if (io_submit(ctx, DEPTH, list) != DEPTH)
		return 2;
	for (int round = 0; round < ROUNDS; round++) {
		int got = io_getevents(ctx, BATCH, DEPTH, events, NULL);
		for (int i = 0; i < got; i++)
			list[i] = events[i].obj;
		requests += got;
		if (io_submit(ctx, got, list) != got)
			return 3;
	}
	printf("%ld requests\n", requests);
	return 0;
}
