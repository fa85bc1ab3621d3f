#include <stdint.h>
#include <stdio.h>
#include <string.h>
struct line { char c[64]; } __attribute__((aligned(64)));
static int depth(int n) { char pad[8]; _Alignas(512) char buf[512]; char tail = n; memset(buf, n, sizeof buf); pad[0] = buf[511]; int bad = (uintptr_t)buf % 512 != 0; return bad + (n ? depth(n - 1) : 0) + (pad[0] != tail); }
int main(void) { char buf[4096] __attribute__((aligned(4096))); struct line l, m[2]; _Alignas(16) int x = 5; buf[0] = 'a'; buf[4095] = 'z'; printf("%d %d %d %d\n", (int)((uintptr_t)buf % 4096), (int)((uintptr_t)&l % 64), (int)((uintptr_t)&m[1] % 64), (int)((uintptr_t)&x % 16)); printf("%c %c %d\n", buf[0], buf[4095], x); printf("%d\n", depth(20)); for (int i = 0; i < 3; i++) { _Alignas(128) long v[2] = { i, i + 1 }; x += v[0] * v[1]; if ((uintptr_t)v % 128) puts("unaligned"); } printf("%d\n", x); strcpy(l.c, "line"); m[0] = l; m[1] = m[0]; puts(m[1].c); return 0; }
