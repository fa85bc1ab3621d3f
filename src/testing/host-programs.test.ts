/** What is peculiar to a program whose kernel is elsewhere, beside the same program under gcc. */
import { describe, expect, test } from 'vitest';
import { loadModule } from '../machine/load-wasm.ts';
import { HOST_TEST_MS, HostUnderTest } from './host-under-test.ts';
import { Oracle } from './oracle.ts';

const oracle = Oracle.find();
const host = await HostUnderTest.find(await loadModule(), oracle);
if (typeof host === 'string') console.warn(host);

const HEADER = `
  #define _GNU_SOURCE
  #include <errno.h>
  #include <fcntl.h>
  #include <libaio.h>
  #include <poll.h>
  #include <stdio.h>
  #include <stdlib.h>
  #include <string.h>
  #include <sys/mman.h>
  #include <sys/timerfd.h>
  #include <unistd.h>
  struct aio_ring {
    unsigned id, nr, head, tail, magic, compat_features, incompat_features, header_length;
    struct io_event events[];
  };
`;

const PROGRAMS: Readonly<Record<string, string>> = {
  'spins on the tail until a timer has gone off, without a system call': `
    io_context_t ctx = 0;
    struct iocb iocb, *list[1] = { &iocb };
    int timer = timerfd_create(CLOCK_MONOTONIC, 0);
    struct itimerspec when = { .it_value = { .tv_nsec = 20000000 } };
    io_setup(1, &ctx);
    volatile struct aio_ring *ring = (struct aio_ring *)ctx;
    io_prep_poll(&iocb, timer, POLLIN);
    timerfd_settime(timer, 0, &when, NULL);
    io_submit(ctx, 1, list);
    while (ring->head == ring->tail)
      ;
    printf("tail %u, obj is ours: %d\\n", ring->tail, ring->events[0].obj == &iocb);`,

  'finds the data of a read that it reaps itself': `
    io_context_t ctx = 0;
    struct iocb iocb, *list[1] = { &iocb };
    unsigned char *buf;
    int fd = open("data", O_RDONLY | O_DIRECT);
    posix_memalign((void **)&buf, 4096, 8192);
    memset(buf, 0, 8192);
    io_setup(1, &ctx);
    struct aio_ring *ring = (struct aio_ring *)ctx;
    io_prep_pread(&iocb, fd, buf, 4096, 4096);
    io_submit(ctx, 1, list);
    while (__atomic_load_n(&ring->tail, __ATOMIC_ACQUIRE) == 0)
      ;
    printf("%02x %02x %02x, and behind it %02x\\n", buf[0], buf[1], buf[4095], buf[4096]);`,

  'copies a ring of many pages in one statement': `
    io_context_t ctx = 0;
    io_setup(2000, &ctx);
    static struct { unsigned words[8]; char rest[70000]; } copy, again;
    unsigned nr = ((struct aio_ring *)ctx)->nr;
    memcpy(&copy, (void *)ctx, sizeof(copy));
    again = *(typeof(copy) *)ctx;
    printf("%u %u %x, equal: %d\\n", nr, copy.words[1], copy.words[4], memcmp(&copy, &again, sizeof(copy)) == 0);`,

  'stores a head that it stored before': `
    io_context_t ctx = 0;
    struct io_event events[2];
    char byte;
    int fd = open("data", O_RDONLY);
    struct iocb iocb, *list[1] = { &iocb };
    io_setup(1, &ctx);
    struct aio_ring *ring = (struct aio_ring *)ctx;
    io_prep_pread(&iocb, fd, &byte, 1, 0);
    ring->head = 0;
    io_submit(ctx, 1, list);
    printf("%d\\n", io_getevents(ctx, 1, 2, events, NULL));
    ring->head = 0;
    printf("%d, head %u\\n", io_getevents(ctx, 1, 2, events, NULL), ring->head);`,

  'has a shared and a private mapping of a file': `
    int fd = open("data", O_RDWR);
    unsigned char *shared = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    unsigned char *private = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 4096);
    unsigned char back = 0;
    printf("%02x %02x %02x\\n", shared[0], shared[4096], private[0]);
    pwrite(fd, "ab", 2, 4095);
    printf("%c%c\\n", shared[4095], shared[4096]);
    shared[0] = 'x';
    private[1] = 'y';
    pread(fd, &back, 1, 0);
    printf("%c\\n", back);
    pread(fd, &back, 1, 4097);
    printf("%c %d\\n", private[1], back == 'y');`,

  'looks behind the end of a mapped file': `
    int fd = open("odd", O_RDONLY);
    volatile char *bytes = mmap(NULL, 8192, PROT_READ, MAP_SHARED, fd, 0);
    printf("%d\\n", bytes[99]);
    printf("%d\\n", bytes[4096]);`,

  'maps, protects and unmaps': `
    char *a = mmap(NULL, 3 * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    int fd = open("data", O_RDONLY);
    strcpy(a, "first");
    strcpy(a + 8192, "third");
    printf("%d\\n", mprotect(a + 4096, 4096, PROT_NONE));
    printf("%zd", read(fd, a + 4096, 1));
    printf(" %s\\n", strerror(errno));
    printf("%d\\n", munmap(a + 4096, 4096));
    printf("%d %s\\n", mprotect(a, 3 * 4096, PROT_READ), strerror(errno));
    printf("%s %s\\n", a, a + 8192);
    char *b = mmap(a + 8192, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
    printf("%d '%s'\\n", b == a + 8192, b);
    a[0] = 0;`,

  'grows and shrinks its heap': `
    char *p = malloc(1 << 20);
    memset(p, 7, 1 << 20);
    char *q = realloc(p, 4 << 20);
    printf("%d %d\\n", q[0], q[(1 << 20) - 1]);
    free(q);
    int fd = open("data", O_RDONLY);
    char *r = calloc(1 << 20, 1);
    printf("%zd %d\\n", read(fd, r + 5000, 4000), r[4999]);`,

  'writes more than a pipe holds, in one call': `
    static char text[300000];
    memset(text, 'a', sizeof(text));
    printf("%zd\\n", write(1, text, sizeof(text)));`,

  'closes what it writes to': `
    printf("before\\n");
    close(1);
    fprintf(stderr, "%zd\\n", write(1, "x", 1));
    int fd = open("data", O_RDONLY);
    fprintf(stderr, "%d\\n", fd);
    dup2(2, 1);
    close(2);
    printf("to stderr\\n");`,

  'dies of SIGPIPE in write': `
    int fds[2];
    pipe(fds);
    close(fds[0]);
    printf("before\\n");
    write(fds[1], "x", 1);
    printf("after\\n");`,

  'dies of SIGPIPE in io_submit': `
    int fds[2];
    io_context_t ctx = 0;
    struct iocb iocb, *list[1] = { &iocb };
    pipe(fds);
    close(fds[0]);
    io_setup(1, &ctx);
    io_prep_pwrite(&iocb, fds[1], "x", 1, 0);
    printf("before\\n");
    io_submit(ctx, 1, list);
    printf("after\\n");`,
};

describe.skipIf(typeof host === 'string')(
  'a program in the VM, its kernel behind a link, does what it does under gcc',
  { timeout: HOST_TEST_MS },
  () => {
    test.each(Object.entries(PROGRAMS))('%s', async (name, body) => {
      const program = {
        name: 'x.c',
        text: `/* ${name} */${HEADER}
        int main(void) {
          ${body}
          return 0;
        }`,
        files: [
          { name: 'data', size: 16384, seed: 1 },
          { name: 'odd', size: 100, seed: 2 },
        ],
      };
      const warnings = program.text.replace(HEADER, `#pragma GCC diagnostic ignored "-Wunused-result"\n${HEADER}`);
      const expected = await (oracle as Oracle).run({ ...program, text: warnings });
      expect(await (host as HostUnderTest).run(program)).toEqual(expected);
    });
  },
);
