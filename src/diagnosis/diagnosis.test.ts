import { describe, expect, test } from 'vitest';
import { diagnose } from './decide.ts';
import { readValues } from './values.ts';

const GDB_MISMATCH = `(gdb) p ring.sq
$1 = {khead = 0x7ffff7fb8000, ktail = 0x7ffff7fb8004, kring_mask = 0x7ffff7fb8010, kring_entries = 0x7ffff7fb8018,
  kflags = 0x7ffff7fb8024, kdropped = 0x7ffff7fb8020, array = 0x7ffff7fb8140, sqes = 0x7ffff7fb6000, sqe_head = 0,
  sqe_tail = 0, ring_sz = 4096, ring_ptr = 0x7ffff7fb8000, ring_mask = 0, ring_entries = 0, pad = {0, 0}}
(gdb) p *ring.sq.kring_entries
$2 = 8
`;
const FDINFO = `pos:\t0
flags:\t02000002
SqMask:\t0x7f
SqHead:\t0
SqTail:\t0
CachedSqHead:\t0
CqMask:\t0xff
CqHead:\t0
CqTail:\t0
CachedCqTail:\t0
`;
const LDD = '\tliburing.so.2 => /lib/x86_64-linux-gnu/liburing.so.2.1 (0x00007f9d2d800000)\n';

describe('what is pasted', () => {
  test('gdb, with the pointer and what it points to', () => {
    expect(readValues(GDB_MISMATCH)).toEqual({
      kring_entries: 0x7ffff7fb8018,
      kring_entries_value: 8,
      ring_entries: 0,
      sqe_tail: 0,
    });
  });

  test('fdinfo and ldd', () => {
    expect(readValues(FDINFO + LDD)).toEqual({
      sq_mask: 0x7f,
      head: 0,
      tail: 0,
      cq_tail: 0,
      library: '/lib/x86_64-linux-gnu/liburing.so.2.1',
      library_release: '2.1',
    });
  });

  test.each(['', 'nothing of the kind', '\0\0\0', 'ring_entries', 'SqHead: x', '🌀'.repeat(1000)])(
    'nonsense %#',
    (text) => {
      expect(readValues(text)).toEqual({});
    },
  );
});

describe('the decision table', () => {
  test.each([
    ['kring_entries = 0x0', 'null-pointer', 'sure'],
    ['kring_entries = 0x7f00\n*kring_entries = 0', 'zero-word', 'sure'],
    [GDB_MISMATCH, 'mismatch', 'sure'],
    ['ring_mask = 0, ring_entries = 0', 'mismatch', 'likely'],
    ['*kring_entries = 8, ring_entries = 32767', 'stale', 'sure'],
    ['*kring_entries = 8, ring_entries = 8, *khead = 3132799674, sqe_tail = 0', 'khead', 'sure'],
    ['*kring_entries = 8, ring_entries = 8, *khead = 4, sqe_tail = 12', 'full', 'sure'],
    ['nr = 0, magic = 0xa10a10a1', 'aio-zero', 'sure'],
    ['nr = 0, magic = 0', 'aio-magic', 'sure'],
    [FDINFO + LDD, 'mismatch', 'likely'],
  ])('%#: %s', (text, cause, certainty) => {
    expect(diagnose(readValues(text))).toMatchObject({ cause, certainty });
  });

  test.each([
    'nothing',
    '*kring_entries = 8, ring_entries = 8, *khead = 4, sqe_tail = 6',
    FDINFO,
    FDINFO + LDD.replace('2.1', '2.4'),
  ])('no row fits %#', (text) => {
    expect(diagnose(readValues(text))).toBeUndefined();
  });
});
