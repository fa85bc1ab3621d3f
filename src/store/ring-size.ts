import { AioRing } from '../../assembly/uapi/aio_abi.ts';
import { IoRings, IoUringSqe } from '../../assembly/uapi/io_uring_abi.ts';
import type { StructType } from '../c/program.ts';
import { IO_RINGS_FIELDS, IO_RINGS_HEADER } from '../uapi/io-rings-layout.ts';
import { libraryLabels, type WordLabel } from './header-labels.ts';
import { momentOf } from './moment.ts';
import { isOfSqes, nameOfFile, uringOffset } from './named-ranges.ts';
import { picture } from './picture.ts';
import { newestRing, type SeenRing, seenContext } from './ring-seen.ts';
import { type FoundStruct, findStruct } from './ring-variables.ts';
import type { Session } from './session.ts';
import type { FactId } from './spotlight.ts';
import { readUser } from './user-reader.ts';

/** One number, as one of the three keeps it. */
export interface SizeCell {
  readonly name: string;
  readonly value: number;
  /** It should be what the kernel has, and is not. */
  readonly wrong: boolean;
  /** Bytes of user memory, for the one highlight. */
  readonly at?: number | undefined;
  /** The kernel's own number that it is. */
  readonly fact?: FactId;
}

/** Where the program has the ring's pages. */
export interface RingPages {
  readonly name: string;
  readonly address: number;
  readonly size: number;
}

/** Where the program's pointer to the size leads. */
export type PointerEnd =
  | { readonly to: 'right'; readonly value: number }
  | { readonly to: 'word'; readonly name: string; readonly value: number }
  | { readonly to: 'sqes'; readonly offset: number }
  | { readonly to: 'elsewhere' | 'nowhere' };

/** What the program computes with its size. */
export type Formula =
  | { readonly kind: 'full'; readonly head: number; readonly tail: number; readonly size: number }
  | { readonly kind: 'wrap'; readonly head: number; readonly size: number };

export type RingSize =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'io_uring' | 'aio';
      readonly kernel: readonly SizeCell[];
      readonly shared: readonly SizeCell[];
      readonly application: readonly SizeCell[];
      readonly pointer?: PointerEnd;
      readonly formula?: Formula;
      /** Nothing is queued, as the kernel sees it. */
      readonly empty: boolean;
      /** The program would find no room. */
      readonly believesFull: boolean;
      readonly labels: readonly WordLabel[];
      readonly pages: readonly RingPages[];
    };

/** The number of entries in its three places, at the cursor. */
export const ringSize = picture<RingSize>((session) => ofUring(session) ?? ofAio(session) ?? { kind: 'none' });

function ofUring(session: Session): RingSize | undefined {
  if (momentOf(session).over) return undefined;
  const ring = newestRing(session);
  const sq = findStruct(session, (type) => has(type, 'kring_entries') && has(type, 'sqes'));
  if (!ring) return sq && unmapped(session, sq);
  const size = ring.sqEntries;
  const pointer = sq?.u64('kring_entries');
  const end = pointer === undefined ? undefined : pointerEnd(session, ring, pointer);
  const { mapped, cachedSqHead, address } = ring;
  const sharedCell = (field: IoRings, wanted?: number): SizeCell => {
    const name = wordName(field) ?? '';
    const value = ring.shared(field);
    const at = address === undefined ? undefined : address + field;
    return { name, value, wrong: wanted !== undefined && value !== wanted, at };
  };
  const application: SizeCell[] = [];
  const own = (name: string, wanted: number) => {
    const value = sq?.u32(name);
    if (sq && value !== undefined) application.push({ name, value, wrong: value !== wanted, at: sq.address(name) });
    return value;
  };
  const pointed = pointer ? readUser(momentOf(session).memory, pointer, 4)?.getUint32(0, true) : undefined;
  if (pointed !== undefined)
    application.push({ name: '*kring_entries', value: pointed, wrong: pointed !== size, at: pointer });
  const cached = own('ring_entries', size);
  own('ring_mask', size - 1);
  const sqeTail = sq?.u32('sqe_tail');
  own('sqe_tail', sqeTail ?? 0);
  const believed = sq?.member('ring_entries') ? cached : pointed;
  const head = ring.shared(IoRings.sq_head);
  const formula: Formula | undefined =
    believed === undefined || sqeTail === undefined ? undefined : { kind: 'full', head, tail: sqeTail, size: believed };
  return {
    kind: 'io_uring',
    kernel: [
      kernels('ctx sq_entries', size, 'uring_sq_entries', cachedSqHead !== undefined),
      kernels('ctx cq_entries', ring.cqEntries, 'uring_cq_entries', cachedSqHead !== undefined),
      ...hidden('cached_sq_head', cachedSqHead, 'uring_cached_sq_head'),
    ],
    shared: [
      sharedCell(IoRings.sq_ring_entries, size),
      sharedCell(IoRings.sq_ring_mask, size - 1),
      sharedCell(IoRings.sq_head),
      sharedCell(IoRings.sq_tail),
    ],
    application,
    ...(end ? { pointer: end } : {}),
    ...(formula ? { formula } : {}),
    empty: ring.shared(IoRings.sq_tail) === head && (sqeTail ?? head) === head,
    believesFull: formula !== undefined && (sqeTail! + 1 - head) >>> 0 > formula.size,
    labels: libraryLabels(session),
    pages: mapped.map((mapping) => ({
      name: nameOfFile(mapping, mapped),
      address: mapping.start,
      size: isOfSqes(mapping) ? IoUringSqe.SIZEOF : IO_RINGS_HEADER,
    })),
  };
}

/** The program has its struct, and there is no ring: the set-up failed, or has not happened yet. */
function unmapped(session: Session, sq: FoundStruct): RingSize {
  return {
    kind: 'io_uring',
    kernel: [],
    shared: [],
    application: [],
    pointer: { to: sq.u64('kring_entries') === 0 ? 'nowhere' : 'elsewhere' },
    empty: true,
    believesFull: false,
    labels: libraryLabels(session),
    pages: [],
  };
}

const has = (type: StructType, name: string) => type.members.some((member) => member.name === name);

const wordName = (offset: number | undefined) => IO_RINGS_FIELDS.find((field) => field.offset === offset)?.name;

/** A number that a host's kernel has told of too: when it made the ring. */
const kernels = (name: string, value: number, fact: FactId, shown: boolean): SizeCell =>
  shown ? { name, value, wrong: false, fact } : { name, value, wrong: false };

/** A number that only a model shows. */
const hidden = (name: string, value: number | undefined, fact: FactId): SizeCell[] =>
  value === undefined ? [] : [{ name, value, wrong: false, fact }];

function pointerEnd(session: Session, { mapped }: SeenRing, pointer: number): PointerEnd {
  if (pointer === 0) return { to: 'nowhere' };
  const mapping = mapped.find(({ start, end }) => pointer >= start && pointer < end);
  if (!mapping) return { to: 'elsewhere' };
  const offset = uringOffset(mapping, pointer);
  if (isOfSqes(mapping)) return { to: 'sqes', offset };
  const value = readUser(momentOf(session).memory, pointer, 4)?.getUint32(0, true) ?? 0;
  if (offset === IoRings.sq_ring_entries) return { to: 'right', value };
  return { to: 'word', name: wordName(offset) ?? `@${offset}`, value };
}

function ofAio(session: Session): RingSize | undefined {
  const context = seenContext(session);
  const header = context && readUser(momentOf(session).memory, context.handle, AioRing.SIZEOF);
  if (!context || !header) return undefined;
  const size = context.nrEvents;
  const word = (offset: AioRing) => header.getUint32(offset, true);
  const at = context.handle + AioRing.nr;
  const reaper = findStruct(session, (type) => has(type, 'ring') && has(type, 'nr'));
  const copy = reaper?.u32('nr');
  const believed = copy ?? word(AioRing.nr);
  return {
    kind: 'aio',
    kernel: [
      kernels('ctx nr_events', size, 'nr_events', context.tail !== undefined),
      ...hidden('ctx tail', context.tail, 'tail'),
    ],
    shared: [
      { name: 'ring->nr', value: word(AioRing.nr), wrong: word(AioRing.nr) !== size, at },
      { name: 'ring->head', value: word(AioRing.head), wrong: false, at: context.handle + AioRing.head },
      { name: 'ring->tail', value: word(AioRing.tail), wrong: false, at: context.handle + AioRing.tail },
    ],
    application:
      reaper && copy !== undefined
        ? [{ name: 'reaper.nr', value: copy, wrong: copy !== size, at: reaper.address('nr') }]
        : [{ name: 'ring->nr', value: believed, wrong: believed !== size, at }],
    formula: { kind: 'wrap', head: word(AioRing.head), size: believed },
    empty: word(AioRing.head) === word(AioRing.tail),
    believesFull: false,
    labels: [],
    pages: [{ name: 'aio_ring', address: context.handle, size: AioRing.SIZEOF }],
  };
}
