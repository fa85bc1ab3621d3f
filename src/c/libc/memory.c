/* memcpy and its like: machine instructions of kring. */
#include <string.h>

void *memcpy(void *restrict to, const void *restrict from, size_t n)
{
	__builtin_memcpy(to, from, n);
	return to;
}

void *mempcpy(void *restrict to, const void *restrict from, size_t n)
{
	__builtin_memcpy(to, from, n);
	return (char *)to + n;
}

void *memmove(void *to, const void *from, size_t n)
{
	__builtin_memmove(to, from, n);
	return to;
}

void *memset(void *to, int c, size_t n)
{
	__builtin_memset(to, c, n);
	return to;
}
