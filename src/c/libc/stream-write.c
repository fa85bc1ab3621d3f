/* Output to streams but for printf. */
#include <kring/stream.h>
#include <stdio.h>
#include <string.h>

int fputs(const char *restrict s, FILE *restrict stream)
{
	int result = __put(stream, s, strlen(s));
	return __settle(stream) < 0 || result < 0 ? EOF : 1;
}

int puts(const char *s)
{
	size_t length = strlen(s);
	int result = __put(stdout, s, length) | __put(stdout, "\n", 1);
	return __settle(stdout) < 0 || result < 0 ? EOF : (int)length + 1;
}

int fputc(int c, FILE *stream)
{
	char character = c;
	int result = __put(stream, &character, 1);
	return __settle(stream) < 0 || result < 0 ? EOF : (unsigned char)c;
}

int putc(int c, FILE *stream)
{
	return fputc(c, stream);
}

int putchar(int c)
{
	return fputc(c, stdout);
}

size_t fwrite(const void *restrict from, size_t size, size_t count, FILE *restrict stream)
{
	if (size == 0 || count == 0)
		return 0;
	int result = __put(stream, from, size * count);
	return __settle(stream) < 0 || result < 0 ? 0 : count;
}
