#include <stdio.h>
#include <stdlib.h>
#include <string.h>
struct node { int key; struct node *left, *right; }; struct list { struct list *next, *prev; char *name; };
#define container_of(p, t, m) ((t *)((char *)(p) - __builtin_offsetof(t, m)))
struct holder { int before; struct list l; int after; };
static struct node *insert(struct node *n, int k) { if (!n) { n = calloc(1, sizeof *n); n->key = k; } else if (k < n->key) n->left = insert(n->left, k); else n->right = insert(n->right, k); return n; } static void walk(struct node *n, int d) { if (!n) return; walk(n->left, d + 1); printf("%d:%d ", n->key, d); walk(n->right, d + 1); } static void drop(struct node *n) { if (n) { drop(n->left); drop(n->right); free(n); } }
static void add(struct list *head, struct list *l) { l->prev = head->prev; l->next = head; head->prev->next = l; head->prev = l; }
int main(void)
{
	struct node *root = 0; int keys[] = { 50, 20, 70, 10, 30, 60, 80, 5, 15, 25 }; for (unsigned i = 0; i < 10; i++) root = insert(root, keys[i]); walk(root, 0); puts(""); drop(root); struct list head = { &head, &head, "head" }; char name[] = "n0"; for (int i = 0; i < 4; i++) { struct holder *h = malloc(sizeof *h); name[1] = '0' + i; h->l.name = strdup(name); h->before = i; h->after = i * i; add(&head, &h->l); } for (struct list *l = head.next; l != &head; l = l->next) { struct holder *h = container_of(l, struct holder, l); printf("%s %d %d, ", l->name, h->before, h->after); } puts(""); for (struct list *l = head.next, *n; n = l->next, l != &head; l = n) { if (container_of(l, struct holder, l)->before & 1) { l->prev->next = l->next; l->next->prev = l->prev; free(l->name); free(container_of(l, struct holder, l)); } } for (struct list *l = head.prev; l != &head; l = l->prev) printf("%s ", l->name); puts(""); struct node *rev = 0; for (int i = 0; i < 5; i++) { struct node *n = malloc(sizeof *n); *n = (struct node){ i, rev, 0 }; rev = n; } struct node *fwd = 0; while (rev) { struct node *n = rev; rev = n->left; n->left = fwd; fwd = n; } for (; fwd; fwd = fwd->left) printf("%d ", fwd->key); puts(""); int **tri = malloc(5 * sizeof *tri); for (int i = 0; i < 5; i++) { tri[i] = calloc(i + 1, sizeof **tri); tri[i][0] = tri[i][i] = 1; for (int j = 1; j < i; j++) tri[i][j] = tri[i - 1][j - 1] + tri[i - 1][j]; } for (int j = 0; j < 5; j++) printf("%d ", tri[4][j]); puts(""); return 0;
}
