/*
 * malloc over brk. The heap is one run of blocks without gaps, from the first brk to `heap_end`:
 *
 *   | previous | size+used | payload ............ | previous | size+used | payload ...
 *
 * `size` counts header and payload, a multiple of 16; `previous` is the size of the block before, so that
 * both neighbours can be found and joined. A free block keeps its place in the list of free ones in its payload.
 */
#include <errno.h>
#include <malloc.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct block {
	size_t previous;
	size_t size_and_used;	/* lowest bit: in use */
	struct block *next, *before;	/* while free */
};

#define USED 1UL
#define HEADER 16UL
#define SMALLEST 32UL
#define GROWTH (128UL * 1024)

static struct block *first_free;
static char *heap, *heap_end;
static size_t last_size;	/* of the block that ends at heap_end */

static size_t size_of(struct block *b) { return b->size_and_used & ~USED; }
static struct block *after(struct block *b) { return (struct block *)((char *)b + size_of(b)); }
static void *payload(struct block *b) { return (char *)b + HEADER; }
static struct block *block_of(void *p) { return (struct block *)((char *)p - HEADER); }

static void set_size(struct block *b, size_t size, size_t used)
{
	b->size_and_used = size | used;
	if ((char *)b + size == heap_end)
		last_size = size;
	else
		after(b)->previous = size;
}

static void list(struct block *b)
{
	b->next = first_free;
	b->before = NULL;
	if (first_free)
		first_free->before = b;
	first_free = b;
}

static void unlist(struct block *b)
{
	if (b->next)
		b->next->before = b->before;
	if (b->before)
		b->before->next = b->next;
	else
		first_free = b->next;
}

/* Makes a block free and joins it with free neighbours. */
static void release(struct block *b)
{
	size_t size = size_of(b);
	struct block *next = after(b);
	if ((char *)next < heap_end && !(next->size_and_used & USED)) {
		unlist(next);
		size += size_of(next);
	}
	if ((char *)b > heap) {
		struct block *before = (struct block *)((char *)b - b->previous);
		if (!(before->size_and_used & USED)) {
			unlist(before);
			size += size_of(before);
			b = before;
		}
	}
	set_size(b, size, 0);
	list(b);
}

/* In glibc's words. */
static void corrupted(const char *call, const char *message)
{
	dprintf(2, "%s%s\n", call, message);
	abort();
}

/* Moves heap_end so that a free block of at least `size` is there. */
static int grow(size_t size)
{
	size_t step = (size + GROWTH - 1) / GROWTH * GROWTH;
	char *more = sbrk(step);
	if (more == (char *)-1)
		return -1;
	if (!heap)
		heap = heap_end = more;
	if (more != heap_end)
		corrupted("", "break adjusted to free malloc space");
	struct block *b = (struct block *)more;
	b->previous = last_size;
	heap_end += step;
	set_size(b, step, USED);
	release(b);
	return 0;
}

/* Gives back what a block has beyond `size`. */
static void trim(struct block *b, size_t size)
{
	size_t rest = size_of(b) - size;
	if (rest < SMALLEST)
		return;
	struct block *tail = (struct block *)((char *)b + size);
	tail->previous = size;
	b->size_and_used = size | USED;
	set_size(tail, rest, USED);
	release(tail);
}

/* Size of the block for a request; 0 when it is too large. */
static size_t block_size(size_t request)
{
	if (request > PTRDIFF_MAX)
		return 0;
	size_t size = (request + HEADER + 15) & ~15UL;
	return size < SMALLEST ? SMALLEST : size;
}

void *malloc(size_t request)
{
	size_t size = block_size(request);
	for (int tries = 0; size && tries < 2; tries++) {
		for (struct block *b = first_free; b; b = b->next) {
			if (size_of(b) < size)
				continue;
			unlist(b);
			set_size(b, size_of(b), USED);
			trim(b, size);
			return payload(b);
		}
		if (grow(size) < 0)
			break;
	}
	errno = ENOMEM;
	return NULL;
}

/* The block of a pointer that the program hands back to `call`. */
static struct block *checked(void *p, const char *call)
{
	struct block *b = block_of(p);
	if ((uintptr_t)p % 16 || (char *)b < heap || (char *)b >= heap_end)
		corrupted(call, "invalid pointer");
	size_t size = size_of(b);
	if (size < SMALLEST || size > (size_t)(heap_end - (char *)b))
		corrupted(call, "invalid pointer");
	size_t recorded = (char *)b + size == heap_end ? last_size : after(b)->previous;
	if (recorded != size)
		corrupted("", "corrupted size vs. prev_size");
	if (!(b->size_and_used & USED))
		corrupted(call, "double free detected in tcache 2");
	return b;
}

void free(void *p)
{
	if (p)
		release(checked(p, "free(): "));
}

void *calloc(size_t count, size_t size)
{
	if (size && count > PTRDIFF_MAX / size) {
		errno = ENOMEM;
		return NULL;
	}
	void *p = malloc(count * size);
	return p ? memset(p, 0, count * size) : NULL;
}

void *realloc(void *p, size_t request)
{
	if (!p)
		return malloc(request);
	struct block *b = checked(p, "realloc(): ");
	if (request == 0) {
		release(b);
		return NULL;
	}
	size_t size = block_size(request);
	if (size && size <= size_of(b)) {
		trim(b, size);
		return p;
	}
	void *moved = malloc(request);
	if (moved) {
		memcpy(moved, p, size_of(b) - HEADER);
		release(b);
	}
	return moved;
}

void *reallocarray(void *p, size_t count, size_t size)
{
	if (size && count > PTRDIFF_MAX / size) {
		errno = ENOMEM;
		return NULL;
	}
	return realloc(p, count * size);
}

size_t malloc_usable_size(void *p)
{
	return p ? size_of(block_of(p)) - HEADER : 0;
}

/* A block that is too large, cut in front so that the payload is aligned, and behind. */
static void *aligned(size_t alignment, size_t request)
{
	if (alignment <= 16)
		return malloc(request);
	size_t size = block_size(request);
	if (!size || alignment > PTRDIFF_MAX - size - SMALLEST) {
		errno = ENOMEM;
		return NULL;
	}
	void *p = malloc(request + alignment + SMALLEST);
	if (!p)
		return NULL;
	struct block *b = block_of(p);
	uintptr_t place = ((uintptr_t)p + alignment - 1) & -alignment;
	if (place != (uintptr_t)p && place - (uintptr_t)p < SMALLEST)
		place += alignment;
	size_t front = place - (uintptr_t)p;
	if (front) {
		struct block *moved = block_of((void *)place);
		size_t rest = size_of(b) - front;
		moved->previous = front;
		b->size_and_used = front | USED;
		set_size(moved, rest, USED);
		release(b);
		b = moved;
	}
	trim(b, size);
	return payload(b);
}

int posix_memalign(void **result, size_t alignment, size_t size)
{
	if (alignment % sizeof(void *) || alignment & (alignment - 1) || alignment == 0)
		return EINVAL;
	int saved = errno;
	void *p = aligned(alignment, size);
	errno = saved;
	if (!p)
		return ENOMEM;
	*result = p;
	return 0;
}

void *memalign(size_t alignment, size_t size)
{
	if (alignment > PTRDIFF_MAX / 2) {
		errno = EINVAL;
		return NULL;
	}
	size_t power = 16;
	while (power < alignment)
		power *= 2;
	return aligned(power, size);
}

void *aligned_alloc(size_t alignment, size_t size)
{
	return memalign(alignment, size);
}

void *valloc(size_t size)
{
	return aligned(4096, size);
}
