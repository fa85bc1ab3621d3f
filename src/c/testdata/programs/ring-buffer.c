/* Indexes that wrap as unsigned numbers, as the kernel's rings have them. */
#include <stdint.h>
#include <stdio.h>
struct ring { uint32_t head, tail; uint16_t mask; uint8_t data[8]; };
static int push(struct ring *r, uint8_t v) { if (r->tail - r->head > r->mask) return 0; r->data[r->tail++ & r->mask] = v; return 1; }
static int pop(struct ring *r) { return r->head == r->tail ? -1 : r->data[r->head++ & r->mask]; }
static unsigned used(const volatile struct ring *r) { return r->tail - r->head; }
int main(void) { struct ring r = { .head = UINT32_MAX - 2, .tail = UINT32_MAX - 2, .mask = 7 }; int n = 0; for (int i = 0; i < 12; i++) n += push(&r, i * 3); printf("%d %u %u %u\n", n, used(&r), r.head, r.tail); for (int i = 0; i < 5; i++) printf("%d ", pop(&r)); printf("| %u %u %u\n", used(&r), r.head, r.tail); while (push(&r, 200)) ; printf("%u:", used(&r)); for (int v; (v = pop(&r)) >= 0;) printf(" %d", v); printf("\n%d %u\n", r.tail > r.head, r.tail); unsigned nr = 3, head = 2; head = (head + 1) % nr; printf("%u %u\n", head, head++ % nr); int32_t diff = (int32_t)(5u - UINT32_MAX); printf("%d %d\n", diff, (int)(r.tail - 10) < 0); return 0; }
