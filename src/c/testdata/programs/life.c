#include <stdio.h>
#include <string.h>
#define W 16
#define H 10
typedef unsigned char grid[H][W];
static int around(grid g, int y, int x) { int n = 0; for (int dy = -1; dy <= 1; dy++) for (int dx = -1; dx <= 1; dx++) if (dy || dx) n += g[(y + dy + H) % H][(x + dx + W) % W]; return n; }
static void step(grid from, grid to) { for (int y = 0; y < H; y++) for (int x = 0; x < W; x++) { int n = around(from, y, x); to[y][x] = n == 3 || (n == 2 && from[y][x]); } }
int main(void) { static grid a, b; const char *glider[] = { ".#.", "..#", "###" }; for (int y = 0; y < 3; y++) for (int x = 0; glider[y][x]; x++) a[y][x] = glider[y][x] == '#'; for (int t = 0; t < 20; t++) { step(a, b); memcpy(a, b, sizeof a); } for (int y = 0; y < H; y++) { for (int x = 0; x < W; x++) putchar(".#"[a[y][x]]); putchar('\n'); } return 0; }
