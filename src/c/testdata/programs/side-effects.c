#include <stdio.h>
static int log_[100], nlog; static int t(int x) { log_[nlog++] = x; return x; } static void dump(void) { for (int i = 0; i < nlog; i++) printf("%d ", log_[i]); puts("|"); nlog = 0; }
static int g; static int setg(int v) { g = v; return v; } static int *ref(int *p, int id) { t(id); return p; }
int main(void)
{
	int a = 0, b = 5, v[5] = { 0 }, i = 0; if (t(0) && t(1)) t(2); dump(); if (t(1) || t(2)) t(3); dump(); if ((t(1) && t(0)) || t(5)) t(6); dump(); if (!(t(0) || t(0)) && t(7)) t(8); dump(); a = t(0) || t(0) || t(3); printf("%d ", a); dump(); a = t(1) && t(2) && t(0) && t(4); printf("%d ", a); dump();
	while (i++ < 3) t(i); dump(); do t(i); while (--i > 2); dump(); for (i = 0, b = 10; i < b; i += 2, b--) t(i * 100 + b); dump(); a = (t(1), t(2), t(3)); printf("%d ", a); dump(); v[t(1)] = t(2); dump(); v[2] = v[1]++ + 10; printf("%d %d\n", v[1], v[2]); i = 0; v[i++] = 7; v[i++] += 8; printf("%d %d %d %d\n", i, v[0], v[1], v[2]); a = b = t(4); printf("%d %d ", a, b); dump(); a += b -= 1; printf("%d %d\n", a, b); 
	if ((a = t(9)) > 5) t(a); dump(); while ((a = a - 3) > 0) t(a); dump(); for (;;) { if (++i > 5) break; if (i & 1) continue; t(i); } dump(); *ref(&a, 1) = t(2); dump(); *ref(&a, 1) += t(2); dump(); int k = t(1) + t(2) * t(3); printf("%d ", k); dump(); k = (g = 5, setg(6) + 1); printf("%d %d\n", k, g); g = 1; int ok = g++ && g == 2; printf("%d %d\n", ok, g); int n = 10; n = n++ + 0 * n; k = sizeof(n++); printf("%d %d\n", k, n == 10 || n == 11); k = -i-- - -++b; printf("%d %d %d\n", k, i, b); k = !!5 + !0; printf("%d\n", k); i = 5; k = i-- > 4 && i == 4; printf("%d\n", k); switch (t(2)) { case 2: t(20); } dump(); t(1) ? t(2) : t(3); dump(); return t(5), 0;
}
