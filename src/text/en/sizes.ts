import type { Cause } from '../../uapi/cause.ts';

/** The panel about the size of a ring. Fetched with it. */
export const sizes = {
  name: 'Ring size: one number, three places',
  none: 'There is no ring at this moment: not yet, or not any more.',
  kernel: 'Kernel, private',
  kernelNote: 'all that it ever uses',
  shared: 'Shared page',
  sharedNote: 'written once, never read back',
  application: 'Application',
  applicationNote: 'what its arithmetic uses',
  nothing: 'nothing',
  pages: (name: string) => `${name} ↗`,
  pointer: {
    right: (value: number) => `sq_ring_entries = ${value}`,
    word: (name: string, value: number) => `${name} = ${value}: not the size`,
    sqes: (offset: number) => `byte ${offset} of the SQEs: not the ring`,
    elsewhere: 'memory that is no ring',
    nowhere: 'nowhere: NULL',
  },
  pointerName: 'kring_entries points to',
  full: (tail: number, head: number, size: number) => {
    const room = (tail + 1 - head) >>> 0;
    return `next − head = ${tail + 1} − ${head} = ${room} ≤ ${size} ? ${room <= size ? 'yes → an SQE' : 'no → NULL'}`;
  },
  wrap: (head: number, size: number) =>
    size === 0
      ? `(head + 1) % nr = (${head} + 1) % 0 → SIGFPE;  head + 1 ≥ 0 → head = 0, for ever`
      : `(head + 1) % nr = (${head} + 1) % ${size} = ${(head + 1) % size}`,
  formulaName: 'The application computes',
  empty: 'the ring is EMPTY (head == tail)',
  notEmpty: 'the ring has entries',
  believesFull: 'the application believes FULL',
  believesRoom: 'the application sees room',
  labels: {
    caption: 'The same bytes under both headers',
    byte: 'byte',
    value: 'value',
    program: 'program',
    library: 'library',
  },
  wrong: 'differs from the kernel',
  diagnose: 'Diagnose a program of mine',
  card: {
    title: 'What it was, and what helps',
    cause: 'Cause',
    fix: 'Fix',
    guard: 'Guard',
  },
};

/** The decision table: what each cause means, what helps, and what a program can check for itself. */
export const causes: Readonly<Record<Cause, { readonly cause: string; readonly fix: string; readonly guard: string }>> =
  {
    'null-pointer': {
      cause:
        'kring_entries is NULL: the set-up failed, was skipped, or the struct was cleared or copied over afterwards.',
      fix: 'Look at the result of the set-up, and neither memset nor copy the struct behind it.',
      guard: 'if (io_uring_queue_init(8, &ring, 0) < 0) return;',
    },
    'zero-word': {
      cause:
        'The pointers or masks lead to the wrong words: another field, another mapping, or an offset that was scaled.',
      fix: 'Map with MAP_SHARED at IORING_OFF_SQ_RING, add to a char pointer, and use sq_off of this very set-up.',
      guard: 'assert(*sq.kring_entries == params.sq_entries && *sq.kring_mask == params.sq_entries - 1);',
    },
    mismatch: {
      cause:
        'The program was compiled with liburing headers from 2.3 on and runs with a library up to 2.2: the cached ring_entries was never set, and 0 looks full.',
      fix: 'ldd the program, remove the old liburing.so.2, run ldconfig and build again; or link statically.',
      guard: 'io_uring_check_version(2, 4); /* an older library does not have it: the loader says so */',
    },
    stale: {
      cause:
        'The cached size is neither 0 nor that of the ring: a library 0.x under headers 2.x, or a copy from before a resize.',
      fix: 'Use one version of liburing, and never copy struct io_uring.',
      guard: 'assert(ring.sq.ring_entries == *ring.sq.kring_entries);',
    },
    khead: {
      cause:
        'The sizes agree and head is garbage: memory of the application (NO_MMAP) that was not zero, on an older kernel.',
      fix: 'Zero the memory before it becomes a ring.',
      guard: 'memset(memory, 0, size);',
    },
    full: {
      cause: 'All three numbers agree and tail − head is the size: the queue is really full.',
      fix: 'Submit, or wait for room; with SQPOLL, the thread may be behind.',
      guard: 'if (!sqe) io_uring_submit(&ring);',
    },
    'aio-zero': {
      cause:
        'magic is right and the number of entries is 0: a copy that was never set, or a header that was overwritten.',
      fix: 'Read ring->nr once, behind io_setup, and refuse 0 and any head that is not below it.',
      guard: 'if (nr == 0 || ring->head >= nr) return io_getevents(ctx, 1, 1, &event, NULL);',
    },
    'aio-magic': {
      cause: 'magic is not 0xa10a10a1: this kernel has no ring to share, and what is mapped there never changes.',
      fix: 'Use io_getevents.',
      guard: 'if (ring->magic != 0xa10a10a1 || ring->incompat_features != 0) use_io_getevents();',
    },
  };

/** The diagnosis of somebody's own program, and the picture of liburing's releases. */
export const diagnosis = {
  title: 'Why is io_uring_get_sqe() NULL?',
  intro:
    'Paste what you have: gdb’s print of the ring and of *kring_entries, /proc/PID/fdinfo/FD, ldd of the program, or a print of struct aio_ring. Nothing leaves this page.',
  paste: 'Output of gdb, fdinfo or ldd',
  example: 'p ring.sq\np *ring.sq.kring_entries',
  found: 'Understood',
  values: {
    kring_entries: 'kring_entries',
    kring_entries_value: '*kring_entries',
    ring_entries: 'ring_entries',
    head: 'head',
    tail: 'tail',
    sqe_tail: 'sqe_tail',
    sq_mask: 'SqMask',
    cq_tail: 'CqTail',
    library: 'library',
    library_release: 'its release',
    aio_nr: 'ring->nr',
    aio_magic: 'ring->magic',
  } as Readonly<Record<string, string>>,
  nothing:
    'Nothing of this is known here. What helps: ring_entries = …, *kring_entries = …, SqHead: …, liburing.so.2 => …',
  noRow:
    'These values are those of a healthy ring, as far as they go. *kring_entries and ring_entries together would tell more.',
  sure: 'This is it',
  likely: 'Probably',
  matrix: 'Which headers go with which library',
  close: 'Close',
};

export const matrix = {
  title: 'liburing: compiled with, runs with',
  intro:
    'Every release as headers, against every release as library: one program each, compiled and run here. Press a pair to see it run.',
  headers: 'compiled with',
  library: 'runs with',
  running: (done: number, all: number) => `${done} of ${all} programs have run`,
  done: (ok: number, empty: number) => `${ok} pairs work; in ${empty} the first io_uring_get_sqe() is NULL`,
  close: 'Close',
  failed: 'The compiler could not be loaded. Check the connection and try again.',
  cell: (headers: string, library: string, verdict: string) => `headers ${headers}, library ${library}: ${verdict}`,
  verdicts: { ok: 'works', null: 'NULL', crash: 'crashes', wrong: 'goes wrong', open: 'not run yet' },
};
