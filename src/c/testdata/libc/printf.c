/* Every conversion, flag, width, precision and length. */
#pragma GCC diagnostic ignored "-Wformat"
#pragma GCC diagnostic ignored "-Wformat-truncation"
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

static void both(const char *format, ...)
{
	char small[8], large[200];
	va_list args, again;
	va_start(args, format);
	va_copy(again, args);
	int a = vsnprintf(small, sizeof(small), format, args);
	int b = vsnprintf(large, sizeof(large), format, again);
	va_end(again);
	va_end(args);
	printf("%-14s %3d %3d [%s] [%s]\n", format, a, b, small, large);
}

int main(void)
{
	static const char *integers[] = { "%d", "%5d", "%-5d|", "%05d", "%+d", "% d", "%.3d", "%8.3d", "%-8.3d|", "%+.0d",
					  "%i", "%u", "%x", "%X", "%#x", "%#X", "%o", "%#o", "%#08x", "%hhd", "%hd", "%hhu", "%hx" };
	static const int values[] = { 0, 1, -1, 42, 255, 70000, INT_MAX, INT_MIN };
	for (unsigned i = 0; i < sizeof(integers) / sizeof(integers[0]); i++)
		for (unsigned j = 0; j < sizeof(values) / sizeof(values[0]); j++)
			both(integers[i], values[j]);
	both("%ld %lu", LONG_MIN, ULONG_MAX);
	both("%lld %llu %llx", LLONG_MAX, ULLONG_MAX, 1ULL << 63);
	both("%zu %zd %td", sizeof(int), (ssize_t)-1, (ptrdiff_t)-2);
	both("%jd %ju", INTMAX_MIN, UINTMAX_MAX);
	both("%" PRId64 " %" PRIx64 " %" PRIu32, INT64_MIN, UINT64_MAX, UINT32_MAX);
	both("%c%5c%-5c|", 'a', 'b', 'c');
	both("%s", "a string");
	both("%10s|%-10s|%.2s|%10.3s|", "abcdef", "abc", "abc", "abcdef");
	both("%.*s|%*d|%-*d|%*d|", 3, "abcdef", 5, 1, 5, 2, -5, 3);
	both("%p %p %10p|%-10p|", (void *)0, (void *)0x1234, (void *)0, (void *)16);
	both("%%|%5%|");
	both("%2$d %1$d %2$*1$d", 7, 8);
	errno = EAGAIN;
	both("%m");
	int where = 0;
	long far = 0;
	printf("abc%ndef%ln\n", &where, &far);
	printf("%d %ld\n", where, far);
	char text[4];
	printf("%d", snprintf(text, sizeof(text), "%s", "hello"));
	printf(" %s\n", text);
	printf("%d\n", snprintf(NULL, 0, "%d", 12345));
	printf("%d\n", printf("%s", ""));
	printf("%d\n", printf("12345\n"));
	printf("%y %5.3q!\n");
	return 0;
}
