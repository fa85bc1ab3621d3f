#include <stdio.h>
static int f(int x) { switch (x) { case 0: return 10; case 1: case 2: x += 100; case 3: x += 1000; break; case -5: return -1; default: x = 7; case 50: x++; } return x; }
static const char *name(unsigned long v) { switch (v) { case 0: return "zero"; case 1ul << 40: return "big"; case ~0ul: return "max"; case 5 ... 9: return "5-9"; case 'a' ... 'z': return "letter"; } return "other"; }
static int many(int x) { switch (x) { case 1: return 11; case 3: return 33; case 5: return 55; case 7: return 77; case 9: return 99; case 11: return 111; case 13: return 133; case 15: return 155; case 1000000: return 1; case -1000000: return 2; case 2147483647: return 3; case -2147483647 - 1: return 4; } return 0; }
static int chars(char c) { switch (c) { case -1: return 1; case 'x': return 2; case 127: return 3; } return 0; }
static int duff(char *to, const char *from, int count)
{
	int n = (count + 7) / 8, loops = 0;
	switch (count % 8) {
	case 0: do { loops++; *to++ = *from++;
	case 7: *to++ = *from++;
	case 6: *to++ = *from++;
	case 5: *to++ = *from++;
	case 4: *to++ = *from++;
	case 3: *to++ = *from++;
	case 2: *to++ = *from++;
	case 1: *to++ = *from++;
		} while (--n > 0);
	}
	return loops;
}
int main(void)
{
	for (int i = -6; i < 6; i++) printf("%d ", f(i)); printf("%d\n", f(50));
	unsigned long v[] = { 0, 1, 4, 5, 7, 9, 10, 'a', 'm', 'z', '{', 1ul << 40, ~0ul }; for (int i = 0; i < 13; i++) printf("%s ", name(v[i])); puts("");
	for (int i = 0; i < 17; i++) printf("%d ", many(i)); printf("%d %d %d %d\n", many(1000000), many(-1000000), many(2147483647), many(-2147483647 - 1));
	printf("%d %d %d %d\n", chars(255), chars('x'), chars(127), chars(0));
	char buf[64] = { 0 }; printf("%d ", duff(buf, "the quick brown fox jumps", 25)); puts(buf);
	int count = 0; for (int i = 0; i < 10; i++) { switch (i & 3) { case 1: continue; case 2: { if (i > 5) break; count += 10; } default: count++; } } printf("%d\n", count);
	switch (3) { int unused; default: unused = 4; printf("%d\n", unused); }
	switch (1) ; switch (2) case 2: puts("single"); 
	enum e { A, B = 5, C }; enum e e = C; switch (e) { case A: puts("A"); break; case B: puts("B"); break; case C: puts("C"); }
	return 0;
}
