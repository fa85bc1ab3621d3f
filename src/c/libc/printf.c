/*
 * The printf family: %[position$][flags][width][.precision][length]conversion, as glibc 2.36 formats in the C locale.
 * Every argument takes 8 bytes of the argument list, so one that is asked for by position is found by skipping.
 */
#include <errno.h>
#include <kring/stream.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct conversion {
	int left, plus, space, alternate, zero, group;
	int width;
	int precision;	/* -1: none given */
	char length;	/* H: hh, h, 0: int, l */
	char letter;
};

struct arguments {
	va_list first;	/* where the list begins */
	va_list next;
};

static long next_argument(struct arguments *arguments)
{
	return va_arg(arguments->next, long);
}

/* Argument number `position`, the first is 1. */
static long argument_at(struct arguments *arguments, int position)
{
	struct arguments copy;
	va_copy(copy.next, arguments->first);
	while (--position > 0)
		next_argument(&copy);
	return next_argument(&copy);
}

static void emit(struct __output *output, const char *text, size_t count)
{
	if (output->stream) {
		if (__put(output->stream, text, count) < 0)
			output->failed = 1;
	} else if (output->length < output->room) {
		size_t fits = output->room - output->length;
		memcpy(output->into + output->length, text, count < fits ? count : fits);
	}
	output->length += count;
}

static void pad(struct __output *output, char c, long count)
{
	char run[16];
	memset(run, c, sizeof(run));
	for (; count > 0; count -= sizeof(run))
		emit(output, run, count < (long)sizeof(run) ? count : (long)sizeof(run));
}

static void emit_padded(struct __output *output, const struct conversion *c, const char *text, size_t count)
{
	if (!c->left)
		pad(output, ' ', c->width - (long)count);
	emit(output, text, count);
	if (c->left)
		pad(output, ' ', c->width - (long)count);
}

static void emit_string(struct __output *output, const struct conversion *c, const char *text)
{
	if (!text)
		text = c->precision < 0 || c->precision >= 6 ? "(null)" : "";
	emit_padded(output, c, text, c->precision < 0 ? strlen(text) : strnlen(text, c->precision));
}

/* prefix, zeroes up to the precision or the width, digits */
static void emit_digits(struct __output *output, const struct conversion *c, const char *prefix,
			unsigned long magnitude, int base)
{
	char digits[64];
	int count = 0;
	const char *alphabet = c->letter == 'X' ? "0123456789ABCDEF" : "0123456789abcdef";
	int nonzero = magnitude != 0;
	for (; magnitude; magnitude /= base)
		digits[sizeof(digits) - ++count] = alphabet[magnitude % base];
	int prefix_length = strlen(prefix);
	int zeroes = (c->precision < 0 ? 1 : c->precision) - count;
	if (c->alternate && base == 8 && zeroes <= 0 && (nonzero || count == 0))
		zeroes = 1;
	if (c->precision < 0 && c->zero && !c->left && c->width - prefix_length - count > zeroes)
		zeroes = c->width - prefix_length - count;
	if (zeroes < 0)
		zeroes = 0;
	long spaces = (long)c->width - prefix_length - zeroes - count;
	if (!c->left)
		pad(output, ' ', spaces);
	emit(output, prefix, prefix_length);
	pad(output, '0', zeroes);
	emit(output, digits + sizeof(digits) - count, count);
	if (c->left)
		pad(output, ' ', spaces);
}

static const char *sign(const struct conversion *c, int negative)
{
	return negative ? "-" : c->plus ? "+" : c->space ? " " : "";
}

static void emit_signed(struct __output *output, const struct conversion *c, long value)
{
	if (c->length == 'H')
		value = (signed char)value;
	else if (c->length == 'h')
		value = (short)value;
	else if (c->length == 0)
		value = (int)value;
	unsigned long magnitude = value < 0 ? -(unsigned long)value : (unsigned long)value;
	emit_digits(output, c, sign(c, value < 0), magnitude, 10);
}

static void emit_unsigned(struct __output *output, const struct conversion *c, unsigned long value, int base)
{
	if (c->length == 'H')
		value = (unsigned char)value;
	else if (c->length == 'h')
		value = (unsigned short)value;
	else if (c->length == 0)
		value = (unsigned int)value;
	char prefix[3] = "";
	if (c->alternate && value && (base == 16 || base == 2)) {
		prefix[0] = '0';
		prefix[1] = c->letter;
	}
	emit_digits(output, c, prefix, value, base);
}

/* %p: as %#lx, where glibc lets + and space count; a null pointer is a string. */
static void emit_pointer(struct __output *output, struct conversion *c, unsigned long value)
{
	if (!value) {
		c->precision = -1;
		emit_string(output, c, "(nil)");
		return;
	}
	char prefix[4];
	strcpy(prefix, sign(c, 0));
	strcat(prefix, "0x");
	emit_digits(output, c, prefix, value, 16);
}

/* %m: the text of errno; %#m: its name, or its number when it has none. */
static void emit_error(struct __output *output, struct conversion *c, int error)
{
	if (c->alternate && !strerrorname_np(error))
		emit_signed(output, c, error);
	else
		emit_string(output, c, c->alternate ? strerrorname_np(error) : strerror(error));
}

static void store_length(const struct conversion *c, size_t length, void *into)
{
	if (c->length == 'H')
		*(signed char *)into = length;
	else if (c->length == 'h')
		*(short *)into = length;
	else if (c->length == 0)
		*(int *)into = length;
	else
		*(long *)into = length;
}

/* Decimal digits; INT_MAX + 1 (as a long) when they say more than an int holds. */
static long read_number(const char **format)
{
	long number = 0;
	for (; **format >= '0' && **format <= '9'; ++*format)
		if (number <= INT_MAX)
			number = number * 10 + (**format - '0');
	return number <= INT_MAX ? number : INT_MAX + 1L;
}

/* `n$` at *format: n, and *format goes behind it; otherwise 0. */
static int read_position(const char **format)
{
	const char *p = *format;
	long number = read_number(&p);
	if (number == 0 || number > INT_MAX || *p != '$')
		return 0;
	*format = p + 1;
	return number;
}

/* `*`, `*n$` or digits at *format. */
static long read_size(const char **format, struct arguments *arguments)
{
	if (**format != '*')
		return read_number(format);
	++*format;
	int position = read_position(format);
	return (int)(position ? argument_at(arguments, position) : next_argument(arguments));
}

static void read_flags(struct conversion *c, const char **format)
{
	for (;; ++*format) {
		switch (**format) {
		case '-':
			c->left = 1;
			c->zero = 0;
			break;
		case '+':
			c->plus = 1;
			break;
		case ' ':
			c->space = 1;
			break;
		case '#':
			c->alternate = 1;
			break;
		case '0':
			c->zero = !c->left;
			break;
		case '\'':
			c->group = 1;	/* but the C locale groups no digits */
			break;
		case 'I':
			break;
		default:
			return;
		}
	}
}

static void read_length(struct conversion *c, const char **format)
{
	char letter = **format;
	if (!letter || !strchr("hlqjzZtL", letter))
		return;
	++*format;
	c->length = letter == 'h' ? 'h' : 'l';
	if ((letter == 'h' || letter == 'l') && **format == letter) {
		++*format;
		c->length = letter == 'h' ? 'H' : 'l';
	}
}

/* A conversion that does not exist is printed, tidied up. */
static void emit_unknown(struct __output *output, const struct conversion *c)
{
	char number[16];
	emit(output, "%", 1);
	if (c->alternate)
		emit(output, "#", 1);
	if (c->group)
		emit(output, "'", 1);
	if (c->plus || c->space)
		emit(output, c->plus ? "+" : " ", 1);
	if (c->left)
		emit(output, "-", 1);
	if (c->zero)
		emit(output, "0", 1);
	if (c->width)
		emit(output, number, sprintf(number, "%d", c->width));
	if (c->precision >= 0)
		emit(output, number, sprintf(number, ".%d", c->precision));
	emit(output, &c->letter, 1);
}

static int fail(int error)
{
	errno = error;
	return -1;
}

int __format(struct __output *output, const char *format, va_list list)
{
	struct arguments arguments;
	va_copy(arguments.first, list);
	va_copy(arguments.next, list);
	int saved_errno = errno;
	for (;;) {
		const char *plain = format;
		while (*format && *format != '%')
			format++;
		if (format > plain)
			emit(output, plain, format - plain);
		if (!*format)
			break;
		format++;
		struct conversion c = { .precision = -1 };
		int position = read_position(&format);
		read_flags(&c, &format);
		long width = read_size(&format, &arguments);
		if (width < 0) {
			c.left = 1;
			width = -width;
		}
		if (width >= INT_MAX)
			return fail(EOVERFLOW);
		c.width = width;
		if (*format == '.') {
			format++;
			long precision = read_size(&format, &arguments);
			if (precision >= INT_MAX)
				return fail(EOVERFLOW);
			c.precision = precision < 0 ? -1 : precision;
		}
		read_length(&c, &format);
		c.letter = *format++;
		if (c.letter == 0)
			return fail(EINVAL);
		if (c.letter == '%') {
			emit(output, "%", 1);
			continue;
		}
		if (c.letter == 'm') {
			emit_error(output, &c, saved_errno);
			continue;
		}
		if (!strchr("dicopsuxXbBn", c.letter)) {
			if (strchr("aAeEfFgG", c.letter))
				__unsupported("printf: floating point is not supported yet");
			if (strchr("CS", c.letter))
				__unsupported("printf: wide characters are not supported yet");
			emit_unknown(output, &c);
			continue;
		}
		long argument = position ? argument_at(&arguments, position) : next_argument(&arguments);
		char character = argument;
		switch (c.letter) {
		case 'd':
		case 'i':
			emit_signed(output, &c, argument);
			break;
		case 'u':
			emit_unsigned(output, &c, argument, 10);
			break;
		case 'o':
			emit_unsigned(output, &c, argument, 8);
			break;
		case 'x':
		case 'X':
			emit_unsigned(output, &c, argument, 16);
			break;
		case 'b':
		case 'B':
			emit_unsigned(output, &c, argument, 2);
			break;
		case 'c':
			if (c.length == 'l' && (unsigned int)argument > 127)
				return fail(EILSEQ);
			emit_padded(output, &c, &character, 1);
			break;
		case 's':
			if (c.length == 'l')
				__unsupported("printf: wide characters are not supported yet");
			emit_string(output, &c, (const char *)argument);
			break;
		case 'p':
			emit_pointer(output, &c, argument);
			break;
		case 'n':
			store_length(&c, output->length, (void *)argument);
			break;
		}
	}
	if (output->failed)
		return -1;
	if (output->length > INT_MAX)
		return fail(EOVERFLOW);
	return output->length;
}

int vsnprintf(char *restrict into, size_t size, const char *restrict format, va_list args)
{
	struct __output output = { .into = into, .room = size ? size - 1 : 0 };
	int length = __format(&output, format, args);
	if (size)
		into[output.length < output.room ? output.length : output.room] = 0;
	return length;
}

int vsprintf(char *restrict into, const char *restrict format, va_list args)
{
	return vsnprintf(into, INT_MAX, format, args);
}

int snprintf(char *restrict into, size_t size, const char *restrict format, ...)
{
	va_list args;
	va_start(args, format);
	int length = vsnprintf(into, size, format, args);
	va_end(args);
	return length;
}

int sprintf(char *restrict into, const char *restrict format, ...)
{
	va_list args;
	va_start(args, format);
	int length = vsprintf(into, format, args);
	va_end(args);
	return length;
}

int vasprintf(char **restrict into, const char *restrict format, va_list args)
{
	va_list again;
	va_copy(again, args);
	int length = vsnprintf(NULL, 0, format, again);
	va_end(again);
	if (length < 0)
		return -1;
	*into = malloc(length + 1L);
	return *into ? vsnprintf(*into, length + 1L, format, args) : -1;
}

int asprintf(char **restrict into, const char *restrict format, ...)
{
	va_list args;
	va_start(args, format);
	int length = vasprintf(into, format, args);
	va_end(args);
	return length;
}

int vfprintf(FILE *restrict stream, const char *restrict format, va_list args)
{
	struct __output output = { .stream = stream };
	int length = __format(&output, format, args);
	return __settle(stream) < 0 ? -1 : length;
}

int fprintf(FILE *restrict stream, const char *restrict format, ...)
{
	va_list args;
	va_start(args, format);
	int length = vfprintf(stream, format, args);
	va_end(args);
	return length;
}

int vprintf(const char *restrict format, va_list args)
{
	return vfprintf(stdout, format, args);
}

int printf(const char *restrict format, ...)
{
	va_list args;
	va_start(args, format);
	int length = vfprintf(stdout, format, args);
	va_end(args);
	return length;
}

int vdprintf(int fd, const char *restrict format, va_list args)
{
	char buffer[1024];
	FILE stream = { .fd = fd, .mode = _IONBF, .writable = 1, .buffer = buffer, .size = sizeof(buffer) };
	return vfprintf(&stream, format, args);
}

int dprintf(int fd, const char *restrict format, ...)
{
	va_list args;
	va_start(args, format);
	int length = vdprintf(fd, format, args);
	va_end(args);
	return length;
}
