#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
struct big { int n; uint32_t d[]; };
static struct big *new(int n) { struct big *b = calloc(1, sizeof *b + n * sizeof b->d[0]); b->n = n; return b; }
static struct big *mul(const struct big *a, const struct big *b) { struct big *r = new(a->n + b->n); for (int i = 0; i < a->n; i++) { uint64_t carry = 0; for (int j = 0; j < b->n; j++) { carry += (uint64_t)a->d[i] * b->d[j] + r->d[i + j]; r->d[i + j] = (uint32_t)carry; carry >>= 32; } r->d[i + b->n] += carry; } while (r->n > 1 && !r->d[r->n - 1]) r->n--; return r; }
static struct big *small(uint64_t v) { struct big *b = new(2); b->d[0] = v; b->d[1] = v >> 32; return b; }
static void print(const struct big *b) { struct big *t = new(b->n); memcpy(t->d, b->d, b->n * 4); char buf[400], *p = buf + sizeof buf; *--p = 0; int n = t->n; do { uint64_t r = 0; for (int i = n - 1; i >= 0; i--) { r = r << 32 | t->d[i]; t->d[i] = r / 10; r %= 10; } *--p = '0' + r; while (n > 1 && !t->d[n - 1]) n--; } while (n > 1 || t->d[0]); puts(p); free(t); }
int main(void) { struct big *f = small(1); for (int i = 2; i <= 60; i++) { struct big *m = small(i), *r = mul(f, m); free(f); free(m); f = r; } print(f); struct big *p = small(3); for (int i = 0; i < 8; i++) { struct big *r = mul(p, p); free(p); p = r; } print(p); printf("%d %d\n", f->n, p->n); print(small(UINT64_MAX)); return 0; }
