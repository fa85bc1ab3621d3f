import { IoRings, IoUringCqe, IoUringSqe } from '../../assembly/uapi/io_uring_abi.ts';
import type { Field } from './field.ts';

/** The words of struct io_rings, with the kernel's names: whose queue it is, and what liburing calls the pointer to it. */
export interface IoRingsField extends Field<IoRingsFieldName> {
  readonly queue: 'sq' | 'cq';
  readonly short: string;
}

export type IoRingsFieldName =
  | 'sq.head'
  | 'sq.tail'
  | 'cq.head'
  | 'cq.tail'
  | 'sq_ring_mask'
  | 'cq_ring_mask'
  | 'sq_ring_entries'
  | 'cq_ring_entries'
  | 'sq_dropped'
  | 'sq_flags'
  | 'cq_flags'
  | 'cq_overflow';

const word = (name: IoRingsFieldName, offset: number): IoRingsField => ({
  name,
  offset,
  size: 4,
  queue: name.startsWith('sq') ? 'sq' : 'cq',
  short: name.slice(3),
});

/** In the order in which they lie. */
export const IO_RINGS_FIELDS: readonly IoRingsField[] = [
  word('sq.head', IoRings.sq_head),
  word('sq.tail', IoRings.sq_tail),
  word('cq.head', IoRings.cq_head),
  word('cq.tail', IoRings.cq_tail),
  word('sq_ring_mask', IoRings.sq_ring_mask),
  word('cq_ring_mask', IoRings.cq_ring_mask),
  word('sq_ring_entries', IoRings.sq_ring_entries),
  word('cq_ring_entries', IoRings.cq_ring_entries),
  word('sq_dropped', IoRings.sq_dropped),
  word('sq_flags', IoRings.sq_flags),
  word('cq_flags', IoRings.cq_flags),
  word('cq_overflow', IoRings.cq_overflow),
];

/** Bytes of the words before the CQEs. */
export const IO_RINGS_HEADER = IoRings.cq_overflow + 4;

/** What lies at an offset of struct io_rings, with as many CQEs as it has, and the array of indexes behind them. */
export type RingsPlace =
  | { readonly kind: 'word'; readonly field: IoRingsField; readonly rest: number }
  | { readonly kind: 'cqe' | 'array'; readonly index: number; readonly rest: number }
  | { readonly kind: 'padding' };

/** Where the array of indexes is: on the cache line behind the CQEs. */
export const arrayOffset = (cqEntries: number) => Math.ceil((IoRings.cqes + cqEntries * IoUringCqe.SIZEOF) / 64) * 64;

/** io_uring/io_uring.c: rings_size(). @param bytes of all of it: without an array it ends with the CQEs */
export function placeInRings(offset: number, cqEntries: number, bytes: number): RingsPlace {
  const field = IO_RINGS_FIELDS.find((each) => offset >= each.offset && offset < each.offset + each.size);
  if (field) return { kind: 'word', field, rest: offset - field.offset };
  const inCqes = offset - IoRings.cqes;
  if (inCqes >= 0 && inCqes < cqEntries * IoUringCqe.SIZEOF) return element('cqe', inCqes, IoUringCqe.SIZEOF);
  const inArray = offset - arrayOffset(cqEntries);
  return inArray >= 0 && offset < bytes ? element('array', inArray, 4) : { kind: 'padding' };
}

function element(kind: 'cqe' | 'array', offset: number, size: number): RingsPlace {
  return { kind, index: Math.floor(offset / size), rest: offset % size };
}

export type SqeFieldName = Exclude<keyof typeof IoUringSqe, 'SIZEOF'>;

/** What of struct io_uring_sqe is modelled; what the union at rw_flags is called depends on the opcode. */
export const SQE_FIELDS: readonly Field<SqeFieldName>[] = [
  { name: 'opcode', offset: IoUringSqe.opcode, size: 1 },
  { name: 'flags', offset: IoUringSqe.flags, size: 1 },
  { name: 'ioprio', offset: IoUringSqe.ioprio, size: 2 },
  { name: 'fd', offset: IoUringSqe.fd, size: 4, signed: true },
  { name: 'off', offset: IoUringSqe.off, size: 8 },
  { name: 'addr', offset: IoUringSqe.addr, size: 8 },
  { name: 'len', offset: IoUringSqe.len, size: 4 },
  { name: 'rw_flags', offset: IoUringSqe.rw_flags, size: 4 },
  { name: 'user_data', offset: IoUringSqe.user_data, size: 8 },
  { name: 'buf_index', offset: IoUringSqe.buf_index, size: 2 },
  { name: 'personality', offset: IoUringSqe.personality, size: 2 },
];

export type CqeFieldName = Exclude<keyof typeof IoUringCqe, 'SIZEOF'>;

export const CQE_FIELDS: readonly Field<CqeFieldName>[] = [
  { name: 'user_data', offset: IoUringCqe.user_data, size: 8 },
  { name: 'res', offset: IoUringCqe.res, size: 4, signed: true },
  { name: 'flags', offset: IoUringCqe.flags, size: 4 },
];
