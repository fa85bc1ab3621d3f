/* string.h, but for what memory.c and errno.c have. */
#include <ctype.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Eight bytes at a time while they are equal: comparing buffers is what AIO programs do. */
int memcmp(const void *a, const void *b, size_t n)
{
	const unsigned char *x = a, *y = b;
	while (n >= 8 && *(const unsigned long *)x == *(const unsigned long *)y) {
		x += 8;
		y += 8;
		n -= 8;
	}
	for (; n > 0; n--, x++, y++)
		if (*x != *y)
			return *x - *y;
	return 0;
}

void *memchr(const void *s, int c, size_t n)
{
	for (const unsigned char *p = s; n > 0; n--, p++)
		if (*p == (unsigned char)c)
			return (void *)p;
	return NULL;
}

void *memrchr(const void *s, int c, size_t n)
{
	const unsigned char *p = s;
	while (n > 0)
		if (p[--n] == (unsigned char)c)
			return (void *)(p + n);
	return NULL;
}

void *memccpy(void *restrict to, const void *restrict from, int c, size_t n)
{
	const char *end = memchr(from, c, n);
	if (!end) {
		memcpy(to, from, n);
		return NULL;
	}
	return mempcpy(to, from, end + 1 - (const char *)from);
}

void *memmem(const void *haystack, size_t haystack_length, const void *needle, size_t needle_length)
{
	const char *p = haystack;
	for (; haystack_length >= needle_length; haystack_length--, p++)
		if (memcmp(p, needle, needle_length) == 0)
			return (void *)p;
	return NULL;
}

size_t strlen(const char *s)
{
	const char *end = s;
	while (*end)
		end++;
	return end - s;
}

size_t strnlen(const char *s, size_t most)
{
	size_t length = 0;
	while (length < most && s[length])
		length++;
	return length;
}

int strcmp(const char *a, const char *b)
{
	while (*a && *a == *b) {
		a++;
		b++;
	}
	return (unsigned char)*a - (unsigned char)*b;
}

int strncmp(const char *a, const char *b, size_t n)
{
	for (; n > 0; n--, a++, b++)
		if (*a != *b || !*a)
			return (unsigned char)*a - (unsigned char)*b;
	return 0;
}

int strcoll(const char *a, const char *b)
{
	return strcmp(a, b);
}

int strncasecmp(const char *a, const char *b, size_t n)
{
	for (; n > 0; n--, a++, b++) {
		int difference = tolower((unsigned char)*a) - tolower((unsigned char)*b);
		if (difference || !*a)
			return difference;
	}
	return 0;
}

int strcasecmp(const char *a, const char *b)
{
	return strncasecmp(a, b, (size_t)-1);
}

char *stpcpy(char *restrict to, const char *restrict from)
{
	while ((*to = *from++))
		to++;
	return to;
}

char *strcpy(char *restrict to, const char *restrict from)
{
	stpcpy(to, from);
	return to;
}

char *strncpy(char *restrict to, const char *restrict from, size_t n)
{
	size_t length = strnlen(from, n);
	memcpy(to, from, length);
	memset(to + length, 0, n - length);
	return to;
}

char *strcat(char *restrict to, const char *restrict from)
{
	stpcpy(to + strlen(to), from);
	return to;
}

char *strncat(char *restrict to, const char *restrict from, size_t n)
{
	size_t length = strnlen(from, n);
	char *end = to + strlen(to);
	memcpy(end, from, length);
	end[length] = 0;
	return to;
}

char *strchrnul(const char *s, int c)
{
	while (*s && *s != (char)c)
		s++;
	return (char *)s;
}

char *strchr(const char *s, int c)
{
	char *found = strchrnul(s, c);
	return *found == (char)c ? found : NULL;
}

char *strrchr(const char *s, int c)
{
	return memrchr(s, c, strlen(s) + 1);
}

char *strstr(const char *haystack, const char *needle)
{
	size_t length = strlen(needle);
	for (;; haystack++) {
		if (strncmp(haystack, needle, length) == 0)
			return (char *)haystack;
		if (!*haystack)
			return NULL;
	}
}

size_t strspn(const char *s, const char *accept)
{
	size_t length = 0;
	while (s[length] && strchr(accept, s[length]))
		length++;
	return length;
}

size_t strcspn(const char *s, const char *reject)
{
	size_t length = 0;
	while (s[length] && !strchr(reject, s[length]))
		length++;
	return length;
}

char *strpbrk(const char *s, const char *accept)
{
	s += strcspn(s, accept);
	return *s ? (char *)s : NULL;
}

char *strtok_r(char *restrict s, const char *restrict separators, char **restrict saved)
{
	if (!s)
		s = *saved;
	s += strspn(s, separators);
	char *end = s + strcspn(s, separators);
	*saved = *end ? end + 1 : end;
	*end = 0;
	return end == s ? NULL : s;
}

char *strtok(char *restrict s, const char *restrict separators)
{
	static char *saved;
	return strtok_r(s, separators, &saved);
}

char *strsep(char **restrict s, const char *restrict separators)
{
	char *token = *s;
	if (!token)
		return NULL;
	char *end = token + strcspn(token, separators);
	*s = *end ? end + 1 : NULL;
	*end = 0;
	return token;
}

char *strndup(const char *s, size_t n)
{
	size_t length = strnlen(s, n);
	char *copy = malloc(length + 1);
	if (copy) {
		memcpy(copy, s, length);
		copy[length] = 0;
	}
	return copy;
}

char *strdup(const char *s)
{
	return strndup(s, (size_t)-1);
}

int bcmp(const void *a, const void *b, size_t n)
{
	return memcmp(a, b, n);
}

void bcopy(const void *from, void *to, size_t n)
{
	memmove(to, from, n);
}

void bzero(void *to, size_t n)
{
	memset(to, 0, n);
}

int ffs(int value)
{
	for (int bit = 0; bit < 32; bit++)
		if (value & 1 << bit)
			return bit + 1;
	return 0;
}

char *index(const char *s, int c)
{
	return strchr(s, c);
}

char *rindex(const char *s, int c)
{
	return strrchr(s, c);
}
