/* MAP-02: mremap moves the whole ring, and the handle with it; it cannot grow, and shrunk the kernel still uses all of it. */
#include "rule.h"

static void *move(void *from, size_t size, size_t new_size, void *to)
{
	void *moved = mremap(from, size, new_size, to ? MREMAP_MAYMOVE | MREMAP_FIXED : MREMAP_MAYMOVE, to);

	if (moved == MAP_FAILED)
		show("mremap", -errno);
	else
		printf("mremap: %s\n", moved == to ? "where we wanted it" : moved == from ? "in its place" : "elsewhere");
	return moved;
}

int main(void)
{
	io_context_t ctx = context(8);
	int fd = open_file("data", O_RDONLY);
	char *room = mmap(NULL, 16 * 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	struct iocb iocb;

	/* One page: with an event in it, to another address and on. */
	io_prep_pread(&iocb, fd, NULL, 0, 0);
	iocb.data = (void *)1;
	show("io_submit", submit(ctx, &iocb));
	io_context_t moved = move(ctx, 4096, 4096, room + 4096);
	show("the old handle", submit(ctx, &iocb));
	show_ring(moved);
	iocb.data = (void *)2;
	show("the new one", submit(moved, &iocb));
	reap(moved, 2);
	show_ring(moved);
	move(moved, 4096, 8192, NULL);
	move(moved, 4096, 8192, room + 8 * 4096);
	show("after growing failed", submit(moved, &iocb));
	reap(moved, 1);
	show("io_destroy, the old handle", io_destroy(ctx));
	show("io_destroy, the new one", io_destroy(moved));
	int fds[2];
	if (pipe(fds) != 0)
		return 1;
	show("write from where it was", raw(write(fds[1], room + 4096, 1)));

	/* Three pages: shrunk to one, events beyond it still come. */
	ctx = context(150);
	show_ring(ctx);
	moved = move(ctx, 3 * 4096, 4096, NULL);
	show("fits", fill(moved, fd));
	show("taken", take(moved, 400));
	show_ring(moved);
	show("io_destroy", io_destroy(moved));

	/* Back to where it was before. */
	ctx = context(8);
	moved = move(ctx, 4096, 4096, room + 4096);
	moved = move(moved, 4096, 4096, ctx);
	show("there and back", submit(moved, &iocb));
	reap(moved, 1);

	/* Over another one: that is lost as if it had been unmapped. */
	io_context_t other = context(8);
	moved = move(ctx, 4096, 4096, other);
	show("moved over another", submit(moved, &iocb));
	reap(moved, 1);
	show("io_destroy", io_destroy(moved));
	show("aio-nr that is left", aio_nr() >= 8);

	/* A part of it: the handle follows the part. From 7.2 on that is refused. */
	ctx = context(150);
	moved = move(ctx, 4096, 4096, room + 4096);
	if (moved != MAP_FAILED) {
		show("the old handle", submit(ctx, &iocb));
		show("the new one", submit(moved, &iocb));
		reap(moved, 1);
		show("io_destroy", io_destroy(moved));
	}

	/* Private memory moves and grows. */
	char *text = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	strcpy(text + 100, "still there");
	text = move(text, 4096, 3 * 4096, room + 8 * 4096);
	printf("%s, and behind it %d\n", text + 100, text[2 * 4096]);
	text[3 * 4096 - 1] = 1;
	show("shrunk in its place", raw((long)mremap(text, 3 * 4096, 4096, 0)) == (long)text);
	show("write from what is cut off", raw(write(fds[1], text + 4096, 1)));
	show("grown in its place", raw((long)mremap(text, 4096, 8192, 0)) == (long)text);
	printf("%s, and behind it %d\n", text + 100, text[2 * 4096 - 1]);
	ctx = context(8);
	show("a ring that cannot grow to there",
	     raw((long)mremap(ctx, 4096, 8192, MREMAP_MAYMOVE | MREMAP_FIXED, text)));
	show("write from there", raw(write(fds[1], text + 100, 5)));

	/* A shared mapping of a file grows into the file. */
	int rw = open_file("data", O_RDWR);
	char *file = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, rw, 0), bytes[4];
	file = mremap(file, 4096, 8192, MREMAP_MAYMOVE);
	memcpy(file + 4096, "abc", 4);
	show("pread", raw(pread(rw, bytes, 4, 4096)));
	printf("%s\n", bytes);

	/* What mremap refuses. */
	char *two = mmap(NULL, 2 * 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	munmap(two + 4096, 4096);
	show("not aligned", raw((long)mremap(room + 1, 4096, 4096, MREMAP_MAYMOVE)));
	show("to no pages", raw((long)mremap(room, 4096, 0, MREMAP_MAYMOVE)));
	show("nothing there", raw((long)mremap(two + 4096, 4096, 8192, MREMAP_MAYMOVE)));
	show("a hole in it", raw((long)mremap(two, 8192, 3 * 4096, MREMAP_MAYMOVE)));
	show("FIXED alone", raw((long)mremap(room, 4096, 4096, MREMAP_FIXED, room + 8192)));
	show("onto itself", raw((long)mremap(room, 8192, 8192, MREMAP_MAYMOVE | MREMAP_FIXED, room + 4096)));
	show("to an address that is not aligned", raw((long)mremap(two, 4096, 4096, MREMAP_MAYMOVE | MREMAP_FIXED, room + 1)));
	show("unknown flag", raw((long)mremap(two, 4096, 4096, 8)));
	mmap(two + 4096, 4096, PROT_READ, MAP_SHARED | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
	show("no room to grow", raw((long)mremap(two, 4096, 8192, 0)));
	show("over two mappings", raw((long)mremap(two, 8192, 3 * 4096, MREMAP_MAYMOVE)));
	return 0;
}
