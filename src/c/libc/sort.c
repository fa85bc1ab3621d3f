/* qsort and bsearch. */
#include <stdlib.h>
#include <string.h>

typedef int comparison(const void *, const void *);

static void merge_sort(char *base, size_t count, size_t size, comparison *compare, char *spare)
{
	if (count < 2)
		return;
	size_t half = count / 2;
	char *left = base, *right = base + half * size, *end = base + count * size;
	merge_sort(left, half, size, compare, spare);
	merge_sort(right, count - half, size, compare, spare);
	memcpy(spare, left, half * size);
	char *from = spare, *from_end = spare + half * size;
	for (char *to = base; from < from_end; to += size) {
		if (right == end || compare(from, right) <= 0) {
			memcpy(to, from, size);
			from += size;
		} else {
			memcpy(to, right, size);
			right += size;
		}
	}
}

/* Stable, as glibc's merge sort is: equal elements keep their order. */
void qsort(void *base, size_t count, size_t size, comparison *compare)
{
	if (count < 2)
		return;
	char *spare = malloc(count / 2 * size);
	if (!spare)
		abort();
	merge_sort(base, count, size, compare, spare);
	free(spare);
}

void *bsearch(const void *key, const void *base, size_t count, size_t size, comparison *compare)
{
	size_t low = 0, high = count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		const char *element = (const char *)base + middle * size;
		int order = compare(key, element);
		if (order == 0)
			return (void *)element;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}
