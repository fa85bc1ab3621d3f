/* limits.h, stdint.h and sizes: LP64. */
#include <inttypes.h>
#include <limits.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <time.h>

#define SHOW(format, value) printf(#value " = " format "\n", value)

struct mixed {
	char a;
	int b;
	char c;
	long d;
	short e;
};

int main(void)
{
	SHOW("%d", CHAR_BIT);
	SHOW("%d", SCHAR_MIN);
	SHOW("%d", UCHAR_MAX);
	SHOW("%d", SHRT_MIN);
	SHOW("%d", INT_MIN);
	SHOW("%u", UINT_MAX);
	SHOW("%ld", LONG_MIN);
	SHOW("%lu", ULONG_MAX);
	SHOW("%lld", LLONG_MIN);
	SHOW("%" PRId64, INT64_MAX);
	SHOW("%" PRIu64, UINT64_MAX);
	SHOW("%zu", SIZE_MAX);
	SHOW("%" PRIxPTR, UINTPTR_MAX);
	SHOW("%" PRIu64, UINT64_C(1) << 40);
	SHOW("%zu", sizeof(int_fast16_t));
	SHOW("%zu", sizeof(struct stat));
	SHOW("%zu", sizeof(struct timespec));
	SHOW("%zu", sizeof(off_t));
	SHOW("%zu", sizeof(mode_t));
	SHOW("%zu", sizeof(max_align_t));
	SHOW("%zu", sizeof(struct mixed));
	SHOW("%zu", offsetof(struct mixed, e));
	SHOW("%zu", offsetof(struct stat, st_size));
	SHOW("%d", (int)(char)200);
	SHOW("%d", 'a' == L'a');
	return 0;
}
