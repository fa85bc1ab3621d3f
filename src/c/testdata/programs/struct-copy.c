#include <stdio.h>
#include <string.h>
struct small { char c; }; struct six { short a, b, c; }; struct pair { long a, b; }; struct big { int v[20]; char tag[5]; };
struct nest { struct pair p; struct big b; struct small s[3]; } global;
static struct pair swap(struct pair p) { struct pair q = { p.b, p.a }; return q; }
static struct big fill(struct big b, int n) { for (int i = 0; i < 20; i++) b.v[i] += n * i; b.tag[0] = 'A' + n; return b; }
static struct small inc(struct small s) { s.c++; return s; }
static struct six rot(struct six s) { return (struct six){ s.b, s.c, s.a }; }
static int sum(struct big b, struct pair p, char c, struct six s) { int t = 0; for (int i = 0; i < 20; i++) t += b.v[i]; return t + p.a - p.b + c + s.a * 100 + s.b * 10 + s.c; }
int main(void)
{
	struct pair p = { 1, 2 }, q = p; q.a = 10; printf("%ld %ld %ld %ld\n", p.a, p.b, q.a, q.b);
	p = swap(q); printf("%ld %ld\n", p.a, p.b); p = swap(swap(p)); printf("%ld %ld %ld\n", p.a, p.b, swap(p).a);
	struct big b = { .v = { 1, 2, 3 }, .tag = "tag" }; struct big c = fill(b, 2); printf("%d %d %d %s %s\n", b.v[19], c.v[19], c.v[2], b.tag, c.tag);
	struct small s = { 'x' }; s = inc(inc(s)); printf("%c\n", s.c);
	struct six six = { 1, 2, 3 }; six = rot(six); printf("%d%d%d %d\n", six.a, six.b, six.c, rot(six).b);
	printf("%d\n", sum(c, p, 7, six));
	global.b = c; global.p = q; global.s[1] = s; struct nest n = global; n.s[1].c = '!'; printf("%c %c %d %ld\n", global.s[1].c, n.s[1].c, n.b.v[5], n.p.a);
	struct nest *np = &n, m; m = *np; *np = global; printf("%c %c\n", m.s[1].c, n.s[1].c);
	struct pair arr[3] = { { 1, 2 }, { 3, 4 }, { 5, 6 } }; arr[0] = arr[2]; arr[2] = arr[1]; for (int i = 0; i < 3; i++) printf("%ld,%ld ", arr[i].a, arr[i].b); puts("");
	struct pair x, y, z; x = y = z = swap(arr[0]); printf("%ld %ld %ld\n", x.a, y.b, z.a); printf("%ld\n", (x = arr[1]).b);
	int k = 1; printf("%ld %ld\n", (k ? p : q).a, (!k ? p : q).a); printf("%d\n", fill(b, 3).v[4]); printf("%s\n", fill(b, 3).tag);
	printf("%zu %zu %zu %zu\n", sizeof(struct small), sizeof(struct six), sizeof(struct big), sizeof(struct nest));
	printf("%d\n", memcmp(&arr[1], &(struct pair){ 3, 4 }, sizeof(struct pair)));
	return 0;
}
