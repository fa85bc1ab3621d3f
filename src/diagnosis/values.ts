/** What is known about a ring that somebody has trouble with: from gdb, from /proc, from ldd, or typed. */
export interface RingValues {
  /** The pointer. */
  readonly kring_entries?: number;
  /** What it points to. */
  readonly kring_entries_value?: number;
  /** The copy that headers from 2.3 on read. */
  readonly ring_entries?: number;
  readonly head?: number;
  readonly tail?: number;
  readonly sqe_tail?: number;
  /** The mask as the kernel knows it: /proc/PID/fdinfo. */
  readonly sq_mask?: number;
  readonly cq_tail?: number;
  /** `/lib/x86_64-linux-gnu/liburing.so.2.1.0` */
  readonly library?: string;
  /** The release of the library, as far as its name or its symbols tell. */
  readonly library_release?: string;
  /** struct aio_ring */
  readonly aio_nr?: number;
  readonly aio_magic?: number;
}

export type ValueName = keyof RingValues;

/** A word of gdb, fdinfo or ldd, and which value it is. */
type Reader = readonly [pattern: RegExp, read: (match: RegExpMatchArray) => RingValues];

const number = (text: string): number => Number(text);

const READERS: readonly Reader[] = [
  // gdb: `*kring_entries = 8`, `*ring.sq.kring_entries = 8`, `print *ring.sq.kring_entries` and its answer
  [
    /\*[\w.>()-]*kring_entries\s*(?:=|:|\n\$\d+ =)\s*(\d+|0x[\da-f]+)/i,
    ([, v]) => ({ kring_entries_value: number(v!) }),
  ],
  [
    /(?<![*\w.>])(?:[\w]+[.>-]+)*kring_entries\s*=\s*(?:\([^)]*\)\s*)?(0x[\da-f]+)/i,
    ([, v]) => ({ kring_entries: number(v!) }),
  ],
  [/(?<![k\w])ring_entries\s*=\s*(\d+)/, ([, v]) => ({ ring_entries: number(v!) })],
  [/\bsqe_tail\s*=\s*(\d+)/, ([, v]) => ({ sqe_tail: number(v!) })],
  [/\*[\w.>()-]*khead\s*=\s*(\d+)/, ([, v]) => ({ head: number(v!) })],
  [/\*[\w.>()-]*ktail\s*=\s*(\d+)/, ([, v]) => ({ tail: number(v!) })],
  // /proc/PID/fdinfo/FD
  [/^SqMask:\s*(0x[\da-f]+|\d+)/im, ([, v]) => ({ sq_mask: number(v!) })],
  [/^SqHead:\s*(\d+)/im, ([, v]) => ({ head: number(v!) })],
  [/^SqTail:\s*(\d+)/im, ([, v]) => ({ tail: number(v!) })],
  [/^CqTail:\s*(\d+)/im, ([, v]) => ({ cq_tail: number(v!) })],
  // ldd, /proc/PID/maps, ls -l
  [/(\/\S*liburing\.so[\d.]*)/, ([, v]) => ({ library: v! })],
  [/liburing\.so\.(\d+\.\d+)/, ([, v]) => ({ library_release: v! })],
  // struct aio_ring in gdb
  [/\bmagic\s*=\s*(0x[\da-f]+|\d+)/i, ([, v]) => ({ aio_magic: number(v!) })],
  [/(?<![\w.])nr\s*=\s*(\d+)/, ([, v]) => ({ aio_nr: number(v!) })],
];

/** Reads what somebody has pasted; of what it does not know it says nothing. */
export function readValues(text: string): RingValues {
  const found = {};
  // The first that matches wins.
  for (const [pattern, read] of [...READERS].reverse()) {
    const match = pattern.exec(text);
    if (match) Object.assign(found, read(match));
  }
  return found;
}
