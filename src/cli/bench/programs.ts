/** C programs whose statements are counted: what a beginner's loop, a table and a call are made of. */
export const STATEMENT_PROGRAMS: readonly { readonly name: string; readonly text: string }[] = [
  {
    name: 'arithmetic',
    text: `int main(void) {
  unsigned a = 1, b = 7;
  for (int i = 0; i < 10000000; i++) {
    a = a * 5 + b;
    b ^= a >> 3;
  }
  return (int)(a & 1);
}
`,
  },
  {
    name: 'table',
    text: `static int table[4096];
int main(void) {
  int sum = 0;
  for (int i = 0; i < 10000000; i++) {
    sum += table[i & 4095];
    table[(i * 7) & 4095] = sum ^ i;
  }
  return sum & 1;
}
`,
  },
  {
    name: 'pointers',
    text: `struct node { struct node *next; long value; };
static struct node nodes[1024];
int main(void) {
  for (int i = 0; i < 1024; i++) {
    nodes[i].next = &nodes[(i * 5 + 1) & 1023];
  }
  struct node *at = nodes;
  for (int i = 0; i < 10000000; i++) {
    at->value += i;
    at = at->next;
  }
  return (int)(nodes[0].value & 1);
}
`,
  },
  {
    name: 'calls',
    text: `static int add(int a, int b) { return a + b; }
int main(void) {
  int sum = 0;
  for (int i = 0; i < 10000000; i++) {
    sum = add(sum, i);
  }
  return sum & 1;
}
`,
  },
];

/** 64 reads in flight, and 10 million statements between the first event and the others. */
export const SEEK_PROGRAM = `#define _GNU_SOURCE
#include <fcntl.h>
#include <libaio.h>
#include <stdio.h>
#include <stdlib.h>

#define N 64

int main(void) {
  int fd = open("file", O_RDONLY | O_DIRECT);
  io_context_t ctx = 0;
  if (fd < 0 || io_setup(N, &ctx) != 0) {
    return 1;
  }
  static struct iocb iocbs[N];
  struct iocb *list[N];
  char *buffers = aligned_alloc(4096, N * 4096);
  for (int i = 0; i < N; i++) {
    io_prep_pread(&iocbs[i], fd, buffers + i * 4096, 4096, i * 4096L);
    list[i] = &iocbs[i];
  }
  if (io_submit(ctx, N, list) != N) {
    return 2;
  }
  struct io_event events[N];
  if (io_getevents(ctx, 1, 1, events, NULL) != 1) {
    return 3;
  }
  static unsigned char seen[4096];
  unsigned sum = 0;
  for (int i = 0; i < 2500000; i++) {
    sum = sum * 31 + (unsigned char)buffers[i & (N * 4096 - 1)];
    seen[sum & 4095]++;
  }
  int rest = io_getevents(ctx, N - 1, N - 1, events, NULL);
  printf("%d events after %u\\n", rest, sum);
  return 0;
}
`;
