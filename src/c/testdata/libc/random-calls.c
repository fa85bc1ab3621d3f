/* Some thousand random calls of printf, strtol and string functions; what they answer. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static unsigned long state = 12345;

static unsigned long draw(void)
{
	unsigned long x = state += 0x9E3779B97F4A7C15;
	x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9;
	x = (x ^ x >> 27) * 0x94D049BB133111EB;
	return x ^ x >> 31;
}

static unsigned below(unsigned limit)
{
	return draw() % limit;
}

static void fill(char *text, const char *alphabet, unsigned most)
{
	unsigned length = below(most);
	for (unsigned i = 0; i < length; i++)
		text[i] = alphabet[below(strlen(alphabet))];
	text[length] = 0;
}

static void format_integer(void)
{
	static const char *lengths[] = { "", "hh", "h", "l", "ll", "z" };
	char format[64] = "<%", text[128];
	fill(format + 2, "-+ #0", 4);
	if (below(2))
		sprintf(format + strlen(format), "%u", below(30));
	if (below(3) == 0)
		sprintf(format + strlen(format), ".%u", below(20));
	sprintf(format + strlen(format), "%s%c>", lengths[below(6)], "diuxXo"[below(6)]);
	long value = draw() >> below(64);
	if (below(2))
		value = -value;
	size_t room = below(4) ? sizeof(text) : below(20) + 1;
	int length = snprintf(text, room, format, value);
	printf("%s %ld: %d %s\n", format, value, length, text);
}

static void format_string(void)
{
	char format[64] = "<%", text[128], argument[32];
	fill(argument, "abc", sizeof(argument));
	if (below(2))
		strcat(format, "-");
	int width = below(20), precision = (int)below(20) - 5;
	strcat(format, "*.*s>");
	int length = snprintf(text, sizeof(text), format, width, precision, argument);
	printf("%s %d %d: %d %s\n", format, width, precision, length, text);
}

static void convert(void)
{
	char text[32], *end;
	int base = below(36) + 1;
	if (base == 1)
		base = 0;
	fill(text, " +-0x179afzZ", 24);
	errno = 0;
	long value = strtol(text, &end, base);
	printf("\"%s\" %d: %ld %td %d", text, base, value, end - text, errno);
	errno = 0;
	unsigned long positive = strtoul(text, &end, base);
	printf(" %lu %td %d\n", positive, end - text, errno);
}

static long place(const char *found, const char *in)
{
	return found ? found - in : -1;
}

static int sign(int value)
{
	return (value > 0) - (value < 0);
}

static void search(void)
{
	char a[48], b[8];
	fill(a, "ab,", sizeof(a));
	fill(b, "ab,", 4);
	printf("%s %s: %ld %ld %ld %zu %zu %ld %d %d\n", a, b, place(strstr(a, b), a), place(strchr(a, 'b'), a),
	       place(strrchr(a, 'b'), a), strspn(a, b), strcspn(a, b), place(strpbrk(a, b), a), sign(strcmp(a, b)),
	       sign(strncmp(a, b, 2)));
}

int main(void)
{
	for (int i = 0; i < 1000; i++) {
		format_integer();
		format_string();
		convert();
		search();
	}
	return 0;
}
