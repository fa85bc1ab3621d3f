/* stdarg.h */
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

struct pair {
	int a;
	long b;
};

static long sum(int count, ...)
{
	va_list args;
	long total = 0;
	va_start(args, count);
	while (count-- > 0)
		total += va_arg(args, long);
	va_end(args);
	return total;
}

static void from(const char *types, va_list args)
{
	for (; *types; types++) {
		switch (*types) {
		case 'i':
			printf("%d ", va_arg(args, int));
			break;
		case 'u':
			printf("%u ", va_arg(args, unsigned));
			break;
		case 'l':
			printf("%lld ", va_arg(args, long long));
			break;
		case 's':
			printf("%s ", va_arg(args, const char *));
			break;
		case 'p': {
			struct pair p = va_arg(args, struct pair);
			printf("{%d, %ld} ", p.a, p.b);
			break;
		}
		}
	}
}

static void show(const char *types, ...)
{
	va_list args, again;
	va_start(args, types);
	va_copy(again, args);
	from(types, args);
	va_end(args);
	from(types, again);
	va_end(again);
	printf("\n");
}

int main(void)
{
	char c = -5;
	short s = -6;
	unsigned char u = 250;
	printf("%ld %ld\n", sum(3, 1L, 2L, 3L), sum(0));
	show("iuls", 1, 2u, 3LL, "four");
	show("iii", c, s, u);
	show("ipips", 1, (struct pair){ 2, 3 }, 4, (struct pair){ 5, 6 }, "end");
	show("iiiiiiiiiiss", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, "eleven", "twelve");
	return 0;
}
