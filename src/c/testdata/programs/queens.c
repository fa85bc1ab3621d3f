#include <stdio.h>
static int n, solutions, row[12]; static unsigned char column[12], up[24], down[24];
static void place(int r) { if (r == n) { if (!solutions++) for (int i = 0; i < n; i++) printf("%d ", row[i]); return; } for (int c = 0; c < n; c++) { if (column[c] || up[r + c] || down[r - c + n]) continue; column[c] = up[r + c] = down[r - c + n] = 1; row[r] = c; place(r + 1); column[c] = up[r + c] = down[r - c + n] = 0; } }
static int bits(unsigned all, unsigned cols, unsigned l, unsigned r) { int count = 0; if (cols == all) return 1; for (unsigned free = all & ~(cols | l | r), bit; free; free -= bit) { bit = free & -free; count += bits(all, cols | bit, (l | bit) << 1, (r | bit) >> 1); } return count; }
int main(void) { for (n = 1; n <= 7; n++) { solutions = 0; place(0); printf("%d: %d %d\n", n, solutions, bits((1u << n) - 1, 0, 0, 0)); } return 0; }
