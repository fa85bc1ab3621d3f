/* What the compiler defines by itself. */
#include <stdio.h>
#ifdef __linux__
#define SYSTEM "linux"
#else
#define SYSTEM "?"
#endif
#define STRING_(x) #x
#define STRING(x) STRING_(x)

int main(void)
{
	printf("%s %s %s\n", SYSTEM, STRING(__x86_64__), STRING(__LP64__));
	printf("%s:%d %s\n", __FILE__, __LINE__, __func__);
	printf("%d %ld %d\n", __STDC__, __STDC_VERSION__, __STDC_HOSTED__);
	printf("%d %d\n", __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, __CHAR_BIT__);
	printf("%d %d %d\n", __SIZEOF_INT__, __SIZEOF_LONG__, __SIZEOF_POINTER__);
	printf("%d ", __COUNTER__);
	printf("%d\n", __COUNTER__);
	printf("%d %lx\n", __INT_MAX__, __SIZE_MAX__);
	printf("%d\n", __GNUC__ >= 4);
	return 0;
}
