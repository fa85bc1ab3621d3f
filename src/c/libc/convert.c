/* Text to integers. */
#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>

static int digit_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'Z')
		return c - 'A' + 10;
	return INT_MAX;
}

struct scanned {
	unsigned long magnitude;
	int negative;
	int overflow;	/* of 64 bits */
	int valid;	/* the base is one */
};

static struct scanned scan(const char *text, char **end, int base)
{
	struct scanned number = { 0, 0, 0, 1 };
	const char *p = text;
	if (base < 0 || base == 1 || base > 36) {
		errno = EINVAL;
		number.valid = 0;
		return number;
	}
	while (isspace((unsigned char)*p))
		p++;
	if (*p == '-' || *p == '+')
		number.negative = *p++ == '-';
	if ((base == 0 || base == 16) && p[0] == '0' && (p[1] | 32) == 'x' && digit_value(p[2]) < 16) {
		p += 2;
		base = 16;
	} else if (base == 0) {
		base = *p == '0' ? 8 : 10;
	}
	const char *digits = p;
	for (int digit; (digit = digit_value(*p)) < base; p++) {
		if (number.magnitude > (ULONG_MAX - digit) / base)
			number.overflow = 1;
		number.magnitude = number.magnitude * base + digit;
	}
	if (end)
		*end = (char *)(p == digits ? text : p);
	return number;
}

unsigned long strtoul(const char *restrict text, char **restrict end, int base)
{
	struct scanned number = scan(text, end, base);
	if (!number.valid)
		return 0;
	if (number.overflow) {
		errno = ERANGE;
		return ULONG_MAX;
	}
	return number.negative ? -number.magnitude : number.magnitude;
}

long strtol(const char *restrict text, char **restrict end, int base)
{
	struct scanned number = scan(text, end, base);
	if (!number.valid)
		return 0;
	unsigned long limit = (unsigned long)LONG_MAX + number.negative;
	if (number.overflow || number.magnitude > limit) {
		errno = ERANGE;
		return number.negative ? LONG_MIN : LONG_MAX;
	}
	return number.negative ? -number.magnitude : number.magnitude;
}

long long strtoll(const char *restrict text, char **restrict end, int base)
{
	return strtol(text, end, base);
}

unsigned long long strtoull(const char *restrict text, char **restrict end, int base)
{
	return strtoul(text, end, base);
}

intmax_t strtoimax(const char *text, char **end, int base)
{
	return strtol(text, end, base);
}

uintmax_t strtoumax(const char *text, char **end, int base)
{
	return strtoul(text, end, base);
}

int atoi(const char *text)
{
	return strtol(text, NULL, 10);
}

long atol(const char *text)
{
	return strtol(text, NULL, 10);
}

long long atoll(const char *text)
{
	return strtol(text, NULL, 10);
}
