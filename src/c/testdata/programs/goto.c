#include <stdio.h>
static int find(int m[3][3], int x) { int i, j; for (i = 0; i < 3; i++) for (j = 0; j < 3; j++) if (m[i][j] == x) goto found; return -1; found: return i * 10 + j; }
static int loop(int n) { int s = 0; again: if (n == 0) goto out; s += n--; goto again; out: return s; }
static int into(int k) { int r = 0; if (k) goto inside; for (int i = 0; i < 3; i++) { r += 10; inside: r++; } return r; }
int main(void)
{
	int m[3][3] = { { 1, 2, 3 }, { 4, 5, 6 }, { 7, 8, 9 } };
	printf("%d %d %d\n", find(m, 6), find(m, 1), find(m, 42)); printf("%d\n", loop(100)); printf("%d\n", into(0));
	int state = 0, steps = 0;
start:
	steps++;
	switch (state) { case 0: state = 2; goto start; case 1: goto end; case 2: state = 1; goto start; }
end:
	printf("%d\n", steps);
	{ int x = 1; goto skip; x = 2; skip: printf("%d\n", x); }
	goto last; puts("never"); last: ; puts("done");
	return 0;
}
