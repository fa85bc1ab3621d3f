#include <stdio.h>
#define CAT(a, b) a##b
#define STR(x) #x
#define XSTR(x) STR(x)
#define SUM(...) sum(__VA_ARGS__, 0)
#define LOG(f, ...) printf(f "\n", ##__VA_ARGS__)
#define SQ(x) ((x) * (x))
#if defined(__linux__) && !defined(NOPE) && (3 > 2)
#define WHERE "linux"
#else
#error no
#endif
static int sum(int a, ...) { __builtin_va_list ap; __builtin_va_start(ap, a); int s = 0; while (a) { s += a; a = __builtin_va_arg(ap, int); } __builtin_va_end(ap); return s; }
int main(void) { int CAT(x, 1) = 5; LOG("%d %s %s", x1, STR(a + b), XSTR(SQ(2))); LOG("plain"); LOG("%d %d", SUM(1, 2, 3), SQ(x1 + 1)); puts(WHERE); LOG("%d", __LINE__); LOG("%ld %d", __STDC_VERSION__, __x86_64__); return 0; }
