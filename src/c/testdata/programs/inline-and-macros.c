#include <stddef.h>
#include <stdio.h>
#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))
#define min(a, b) ((a) < (b) ? (a) : (b))
#define container_of(ptr, type, member) ({ const typeof(((type *)0)->member) *m_ = (ptr); (type *)((char *)m_ - offsetof(type, member)); })
#define READ_ONCE(x) (*(const volatile typeof(x) *)&(x))
#define WRITE_ONCE(x, v) (*(volatile typeof(x) *)&(x) = (v))
#define likely(x) __builtin_expect(!!(x), 1)
#define list_for_each(p, head) for (p = (head)->next; p != (head); p = p->next)
#define X(n, v) n = v,
#define COLORS X(RED, 1) X(GREEN, 2) X(BLUE, 4)
enum color { COLORS };
#undef X
#define X(n, v) [v] = #n,
static const char *const color_names[] = { COLORS };
struct list { struct list *next; }; struct item { int id; struct list link; }; static inline __attribute__((always_inline)) int square(int x) { return x * x; } static __inline__ unsigned roundup(unsigned x, unsigned to) { return (x + to - 1) / to * to; } _Noreturn static void fatal(void) { for (;;) __builtin_trap(); }
int main(void) { int v[] = { 3, 1, 2 }; printf("%zu %d %d\n", ARRAY_SIZE(v), min(v[0], v[1]), square(min(7, 5))); struct item a = { 1, { 0 } }, b = { 2, { &a.link } }; struct list head = { &b.link }, *p; a.link.next = &head; list_for_each(p, &head) printf("%d ", container_of(p, struct item, link)->id); puts(""); unsigned shared = 5; WRITE_ONCE(shared, READ_ONCE(shared) + 1); printf("%u %u\n", shared, roundup(4097, 4096)); if (likely(shared == 6)) puts("likely"); else fatal(); for (enum color c = RED; c <= BLUE; c *= 2) printf("%s ", color_names[c]); puts(""); printf("%d %s\n", BLUE | RED, color_names[3] ? "" : "none"); return 0; }
