#include <stdint.h>
#include <stdio.h>
typedef char sector[512] __attribute__((aligned(512))); typedef int wide __attribute__((aligned(16))); typedef struct { char c; } __attribute__((aligned(32))) padded; typedef struct { int a; } late __attribute__((aligned(8)));
struct holder { char c; wide w; late l; padded p; }; static sector s1; static const padded cp = { 'x' };
static int labels(int k) { switch (k) { case 0: int a = 5; return a; case 1: goto end; default: } k *= 2; again: int b = k; if (b++ < 10) { k = b; goto again; } return b; end: }
int main(void) { sector local; wide w = 3; printf("%zu %zu %zu %zu\n", _Alignof(sector), _Alignof(wide), sizeof(wide), sizeof(struct holder)); printf("%d %d %d\n", (int)((uintptr_t)s1 % 512), (int)((uintptr_t)local % 512), (int)((uintptr_t)&w % 16)); struct holder h = { 'a', 1, { 2 }, { 'b' } }, *p = &h; printf("%ld %ld %ld %d\n", (long)((char *)&p->w - (char *)p), (long)((char *)&p->l - (char *)p), (long)((char *)&p->p - (char *)p), (int)((uintptr_t)p % 32)); printf("%c %zu\n", cp.c, sizeof cp); printf("%d %d\n", labels(0), labels(7)); local[0] = 1; return local[0] - 1; }
