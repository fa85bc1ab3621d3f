/* What C leaves to the compiler, as gcc on x86-64 decides it: which operand, argument or side of = comes first. */
#include <stdio.h>
static int t(int x) { printf("%d ", x); return x; }
static int g, arr[10], *gp = arr; static int *ref(int *p, int id) { t(id); return p; }
static int setg(int v) { g = v; return 1; }
static int *setp(int *p) { gp = p; return p; }
struct s { int a[4]; } s, *ps = &s; static struct s *sp(int id) { t(id); return &s; } static struct s sv(int id) { t(id); return s; }
int main(void) { int a = 0, v[5]={0};
 v[t(1)] = t(2); puts("a"); *ref(&a, 1) = t(2); puts("b"); *ref(&a, 1) += t(2); puts("c"); v[t(1)] += t(2); puts("d"); arr[t(1)] = t(2); puts("e"); sp(1)->a[t(2)] = t(3); puts("f"); *sp(1) = sv(2); puts("g");
 g = 1; a = g + setg(5); printf("%d\n", a); g = 1; a = setg(5) + g; printf("%d\n", a); g = 1; g += setg(5); printf("%d\n", g); g = 1; a = g * 2 + setg(5); printf("%d\n", a); g=1; a = g == setg(5); printf("%d\n", a); g=1; a = (g & 7) - setg(5); printf("%d\n", a);
 arr[0]=7; g=0; arr[g] = setg(3); printf("%d %d\n", arr[0], arr[3]); gp = arr; arr[0]=0; arr[1]=0; *gp = (setp(arr+1), 9); printf("%d %d\n", arr[0], arr[1]); gp=arr; *gp = *setp(arr+2) + 4; printf("%d %d\n", arr[0], arr[2]);
 g=1; printf("%d %d %d\n", g, setg(2), g); g = 1; a = 3; printf("%d %d\n", g + setg(8), a); v[0] = 1; v[1] = 5; int i = 0; g = 2; v[g] = g + setg(4); printf("%d %d\n", v[2], v[4]);
 g = 1; int *q = &g; a = *q + setg(6); printf("%d\n", a); a = arr[g = 1] + (g = 2); long x = g; x += setg(9); printf("%ld\n", x); g = 2; arr[2] = 20; arr[5] = 50; a = arr[g] + setg(5); printf("%d\n", a); g=2; a = setg(5) + arr[g]; printf("%d\n", a); (void)i; t(1) + t(2) * t(3); t(1) < t(2); t(1) == t(2); arr[t(1)] - arr[t(2)]; puts("h"); g = 1; a = 5; g = a + (a = 2) ; (void)ps; s.a[0]=1; struct s z = s; z.a[t(0)] = sv(1).a[t(2)]; puts("i"); 
 g=3; arr[3]=0; arr[4]=0; arr[g] += setg(4) ; printf("%d %d\n", arr[3], arr[4]); g = 3; a = g - (g = 1); gp = arr; g=1; gp[g] = setg(0) + 1; printf("%d %d\n", arr[0], arr[1]); 
 return 0; }
