#include <stdio.h>
#include <string.h>
#define N 40
static unsigned seed = 1; static unsigned rnd(void) { seed = seed * 1103515245 + 12345; return seed >> 16 & 0x7fff; }
static void bubble(int *v, int n) { for (int swapped = 1; swapped;) { swapped = 0; for (int i = 1; i < n; i++) if (v[i - 1] > v[i]) { int t = v[i]; v[i] = v[i - 1]; v[i - 1] = t; swapped = 1; } } }
static void quick(int *lo, int *hi) { if (lo >= hi) return; int pivot = *(lo + (hi - lo) / 2), *i = lo, *j = hi; while (i <= j) { while (*i < pivot) i++; while (*j > pivot) j--; if (i <= j) { int t = *i; *i++ = *j; *j-- = t; } } quick(lo, j); quick(i, hi); }
static void sift(int *v, int i, int n) { for (int c; (c = 2 * i + 1) < n; i = c) { if (c + 1 < n && v[c + 1] > v[c]) c++; if (v[i] >= v[c]) return; int t = v[i]; v[i] = v[c]; v[c] = t; } }
static void heap(int *v, int n) { for (int i = n / 2; i-- > 0;) sift(v, i, n); while (--n > 0) { int t = v[0]; v[0] = v[n]; v[n] = t; sift(v, 0, n); } }
static void merge(int *v, int n) { int t[N], m = n / 2, i = 0, j = m, k = 0; if (n < 2) return; merge(v, m); merge(v + m, n - m); while (i < m && j < n) t[k++] = v[j] < v[i] ? v[j++] : v[i++]; while (i < m) t[k++] = v[i++]; while (j < n) t[k++] = v[j++]; memcpy(v, t, n * sizeof *v); }
static void shell(int *v, int n) { for (int gap = n / 2; gap; gap /= 2) for (int i = gap; i < n; i++) { int x = v[i], j = i; for (; j >= gap && v[j - gap] > x; j -= gap) v[j] = v[j - gap]; v[j] = x; } }
static void quick_all(int *v, int n) { quick(v, v + n - 1); }
int main(void) { static const struct { const char *name; void (*sort)(int *, int); } all[] = { { "bubble", bubble }, { "quick", quick_all }, { "heap", heap }, { "merge", merge }, { "shell", shell } }; for (size_t k = 0; k < sizeof all / sizeof *all; k++) { int v[N]; long check = 0; for (int i = 0; i < N; i++) v[i] = rnd() % 1000 - 500; all[k].sort(v, N); int ok = 1; for (int i = 0; i < N; i++) { check = check * 7 + v[i]; if (i && v[i - 1] > v[i]) ok = 0; } printf("%s %d %d %d %ld\n", all[k].name, ok, v[0], v[N - 1], check); } return 0; }
