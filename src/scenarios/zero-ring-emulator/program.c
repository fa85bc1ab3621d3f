/*
 * Some kernels have no ring to share: the handle leads to a page of zeroes. A reaper that looks at magic falls back to
 * io_getevents(); one that does not waits for ever. The page of such a kernel is made here with mmap.
 * gcc -Wall -Wextra zero-ring-emulator.c -laio
 */
#include <fcntl.h>
#include <libaio.h>
#include <stdio.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <unistd.h>

struct aio_ring {
	unsigned id, nr, head, tail, magic, compat_features, incompat_features, header_length;
	struct io_event events[];
};

#define AIO_RING_MAGIC 0xa10a10a1

static io_context_t ctx;
static struct iocb iocb;
static char buf[512];

static int begin(int fd, int efd)
{
	struct iocb *list[1] = { &iocb };

	io_prep_pread(&iocb, fd, buf, sizeof(buf), 0);
	io_set_eventfd(&iocb, efd);
	return io_submit(ctx, 1, list);
}

static int peek(const struct aio_ring *ring)
{
	return __atomic_load_n(&ring->tail, __ATOMIC_ACQUIRE) - ring->head;
}

int main(void)
{
	int fd = open("data", O_RDONLY), efd = eventfd(0, 0);
	struct aio_ring *ring = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	struct io_event event;
	unsigned long count;

	if (fd < 0 || efd < 0 || ring == MAP_FAILED || io_setup(8, &ctx) != 0)
		return 1;
	printf("magic %#x, nr %u\n", ring->magic, ring->nr);

	printf("io_submit = %d\n", begin(fd, efd));
	if (ring->magic != AIO_RING_MAGIC) {
		int got = io_getevents(ctx, 1, 1, &event, NULL);

		printf("guard: no ring here, io_getevents = %d, res %ld\n", got, (long)event.res);
	}
	if (read(efd, &count, sizeof(count)) != sizeof(count))
		return 1;

	printf("io_submit = %d\n", begin(fd, efd));
	printf("no guard: waiting for the ring to fill ...\n");
	fflush(stdout);
	while (peek(ring) == 0)
		if (read(efd, &count, sizeof(count)) != sizeof(count))
			return 1;
	printf("never here\n");
	return 0;
}
