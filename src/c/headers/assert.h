/* assert.h: C11 7.2. May be included again, with another NDEBUG. */

#ifndef __assert_declared
#define __assert_declared
void __assert_fail(const char *assertion, const char *file, unsigned int line, const char *function)
	__attribute__((noreturn));
#define static_assert _Static_assert
#endif

#undef assert
#ifdef NDEBUG
#define assert(expression) ((void)0)
#else
#define assert(expression) ((expression) ? (void)0 : __assert_fail(#expression, __FILE__, __LINE__, __func__))
#endif
