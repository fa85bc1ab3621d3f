/* stdlib.h */
#include <errno.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct person {
	const char *name;
	int age;
};

static int by_age(const void *a, const void *b)
{
	const struct person *x = a, *y = b;
	return (x->age > y->age) - (x->age < y->age);
}

static void convert(const char *text, int base)
{
	char *end = "untouched";
	errno = 0;
	long value = strtol(text, &end, base);
	printf("strtol(\"%s\", %d) = %ld, rest \"%s\", errno %d\n", text, base, value, end, errno);
	errno = 0;
	unsigned long u = strtoul(text, &end, base);
	printf("strtoul(\"%s\", %d) = %lu, rest \"%s\", errno %d\n", text, base, u, end, errno);
}

static void first(void) { printf("first\n"); }
static void second(void) { printf("second\n"); }

int main(void)
{
	static const char *texts[] = { "0", "42", "-42", "  +7x", "0x1F", "0x", "077", "9223372036854775807",
				       "9223372036854775808", "-9223372036854775809", "18446744073709551616", "", "abc", "zz" };
	for (unsigned i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		convert(texts[i], 10);
		convert(texts[i], 0);
		convert(texts[i], 36);
	}
	convert("12", 1);
	printf("%d %ld %lld\n", atoi("12ab"), atol("-5"), atoll("99999999999"));
	printf("%d %ld %lld\n", abs(-3), labs(-4L), llabs(LLONG_MIN + 1));
	div_t d = div(-7, 2);
	ldiv_t l = ldiv(7, -2);
	printf("%d %d %ld %ld\n", d.quot, d.rem, l.quot, l.rem);
	struct person people[] = { { "eve", 30 }, { "bob", 20 }, { "amy", 30 }, { "joe", 20 }, { "ann", 10 } };
	qsort(people, 5, sizeof(people[0]), by_age);
	for (int i = 0; i < 5; i++)
		printf("%s %d\n", people[i].name, people[i].age);
	struct person key = { NULL, 10 };
	struct person *found = bsearch(&key, people, 5, sizeof(people[0]), by_age);
	printf("%s\n", found ? found->name : "nobody");
	for (int i = 0; i < 5; i++)
		printf("%d ", rand());
	srand(7);
	printf("%d ", rand());
	printf("%d\n", rand());
	char *p = malloc(100);
	memset(p, 'a', 100);
	p = realloc(p, 10000);
	printf("%d %d\n", p[0], p[99]);
	free(p);
	int *zeroes = calloc(1000, sizeof(int));
	long sum = 0;
	for (int i = 0; i < 1000; i++)
		sum += zeroes[i];
	printf("%ld\n", sum);
	free(zeroes);
	void *aligned;
	int error = posix_memalign(&aligned, 4096, 8192);
	printf("%d %d\n", error, (int)((uintptr_t)aligned % 4096));
	free(aligned);
	printf("%d %d\n", posix_memalign(&aligned, 3, 1), posix_memalign(&aligned, 24, 1));
	volatile size_t huge = SIZE_MAX / 2;
	errno = 0;
	p = malloc(huge);
	printf("%d %d\n", p == NULL, errno == ENOMEM);
	p = aligned_alloc(512, 1024);
	printf("%d\n", (int)((uintptr_t)p % 512));
	free(p);
	printf("%d\n", getenv("NO_SUCH_VARIABLE") == NULL);
	atexit(first);
	atexit(second);
	exit(300);
}
