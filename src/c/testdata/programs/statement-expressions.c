#include <stdio.h>
#define max(a, b) ({ typeof(a) _a = (a); typeof(b) _b = (b); _a > _b ? _a : _b; })
#define swap(a, b) do { typeof(a) t = a; a = b; b = t; } while (0)
struct p { int x, y; };
int main(void) { int i = 3, j = 5; printf("%d\n", max(i++, j)); swap(i, j); printf("%d %d\n", i, j); printf("%d\n", ({ int s = 0; for (int k = 0; k < 5; k++) s += k; s; }) + max(max(1, 2), 3)); struct p p = ({ struct p q = { 1, 2 }; q.x += 10; q; }); printf("%d %d %d\n", p.x, p.y, ({ struct p q = { 7, 8 }; q; }).y); int x = ({ if (i > 100) i = 1; 5; }); typeof(int[3]) arr = { 1, 2, 3 }; typeof(&arr[0]) ptr = arr + 1; printf("%d %d\n", x, *ptr); ({ puts("void"); }); for (int k = 0; k < 3; k++) printf("%d ", ({ if (k == 1) continue; k; })); puts(""); printf("%d\n", ({ goto in; 1; in: 2; })); __extension__ long l = __builtin_expect(i == 5, 1) ? 10 : 20; printf("%ld %d\n", l, __builtin_constant_p(3)); return max(0, 0); }
