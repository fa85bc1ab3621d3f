#include <stdio.h>
struct p { int x, y; }; static struct p *keep = &(struct p){ 10, 20 }; static int *nums = (int[]){ 1, 2, 3 };
static int sum(const int *v, int n) { int s = 0; while (n--) s += *v++; return s; } static int px(struct p *p) { return p->x * 100 + p->y; } static int pv(struct p p) { return p.x + p.y; } static int two(struct p *a, struct p *b) { return px(a) - px(b); }
static struct p *same(struct p *p) { p->x++; return p; }
int main(void)
{
	printf("%d %d\n", keep->x, nums[2]); printf("%d\n", sum((int[]){ 1, 2, 3, 4 }, 4)); printf("%d %d\n", px(&(struct p){ 3, 4 }), pv((struct p){ 5, 6 })); printf("%d\n", two(&(struct p){ 9, 9 }, &(struct p){ .y = 1 }));
	struct p *q; { q = &(struct p){ 7, 8 }; printf("%d\n", q->y); } int *arr[3]; for (int i = 0; i < 3; i++) { arr[i] = &(int){ i * i }; printf("%d ", *arr[i]); } puts("");
	printf("%s %c %zu\n", (char[]){ "literal" }, "index"[2], sizeof((int[]){ 1, 2, 3 })); struct p r = (struct p){ 1, 2 }; r = (struct p){ .x = r.y, .y = r.x }; printf("%d %d\n", r.x, r.y); (struct p){ 1, 2 }.x; printf("%d\n", (struct p){ 11, 12 }.y); printf("%d\n", same(&(struct p){ 1 })->x); printf("%d %d\n", (int){ 5 } + 1, ++(int){ 5 }); const char **names = (const char *[]){ "a", "b", 0 }; int n = 0; while (names[n]) n++; printf("%d\n", n);
	for (int i = 0; i < 3; i++) { struct p *t = &(struct p){ .y = i }; printf("%d%d ", t->x, t->y); t->x = 5; } puts(""); return 0;
}
