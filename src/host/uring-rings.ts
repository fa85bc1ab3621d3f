import { IoRings, IoUringCqe, IoUringSqe } from '../../assembly/uapi/io_uring_abi.ts';
import { WINDOW_SIZE } from '../../assembly/uapi/memory-map.ts';
import { Sys } from '../../assembly/uapi/syscalls.ts';
import type { Patch, Range } from '../wire/messages.ts';
import type { Call, Outcome } from './call.ts';
import { overlap } from './contexts.ts';
import type { Syscalls } from './syscalls.ts';
import type { Restrictions } from './uring-restrictions.ts';
import type { Request } from './uring-sqes.ts';
import { firstBytes } from './vector-calls.ts';
import type { Window } from './window.ts';

const F_DUPFD = 0n;
const F_DUPFD_CLOEXEC = 1030n;

/** Memory of a ring, mapped in this process where the program cannot name it. */
export interface RingMemory {
  /** struct io_rings, with the array behind it: the kernel's, and what the program maps. */
  readonly rings: Mapped;
  /** The kernel's SQEs, which nobody but this process writes. */
  readonly kernelSqes: Mapped;
  /** What the program maps in their place. */
  readonly sqes: Mapped;
}

export interface Mapped {
  readonly address: bigint;
  readonly length: number;
}

/** Requests that share a user_data and have no CQE yet: which of them a CQE is about, it does not say. */
interface Flying {
  count: number;
  readonly requests: Request[];
}

/** One io_uring of the program. */
export class Ring {
  /** Descriptors that lead to it. */
  descriptors = 0;
  /** Where the program has struct io_rings. */
  readonly shown: Range[] = [];
  /** The kernel's cached_sq_head. */
  head = 0;
  /** What the program has forbidden itself, once the ring is enabled. */
  registered: Restrictions | undefined;
  /** The same, in force. */
  restrictions: Restrictions | undefined;
  private readonly flying = new Map<bigint, Flying>();
  /** cq.tail up to which CQEs were sent, and up to which they were looked at. */
  private sent = 0;
  private tail = 0;
  /** The program has written where only the kernel writes: CQEs tell nothing any more about what is finished. */
  private disturbed = false;

  constructor(
    private readonly sys: Syscalls,
    private readonly window: Window,
    readonly memory: RingMemory,
    readonly sqEntries: number,
    readonly cqEntries: number,
    /** Where the array is in struct io_rings, 0: there is none. */
    readonly array: number,
  ) {}

  word(offset: number): number {
    return this.sys.read(this.memory.rings.address + BigInt(offset), 4).readUInt32LE();
  }

  /** Which SQEs the kernel will take, of so many: their indexes, undefined for one that is none. */
  next(wanted: number): (number | undefined)[] {
    const queued = (this.word(IoRings.sq_tail) - this.head) >>> 0;
    const count = Math.min(wanted, queued, this.sqEntries);
    return Array.from({ length: count }, (_, i) => {
      const slot = (this.head + i) & (this.sqEntries - 1);
      const index = this.array === 0 ? slot : this.word(this.array + slot * 4);
      return index < this.sqEntries ? index : undefined;
    });
  }

  /** The program's SQE. */
  sqe(index: number): Buffer {
    return this.sys.read(this.memory.sqes.address + BigInt(index * IoUringSqe.SIZEOF), IoUringSqe.SIZEOF);
  }

  /** The kernel has this one at an index. */
  giveSqe(index: number, bytes: Buffer): void {
    this.sys.write([{ address: this.memory.kernelSqes.address + BigInt(index * IoUringSqe.SIZEOF), bytes }]);
  }

  /** The kernel has taken this request. */
  took(request: Request): void {
    const flying = this.flying.get(request.userData) ?? { count: 0, requests: [] };
    flying.count++;
    if (request.reads !== undefined) flying.requests.push(request);
    this.flying.set(request.userData, flying);
  }

  /** The memory that reads will fill whose CQE was not seen yet. */
  inFlight(): Range[] {
    return [...this.flying.values()].flatMap(everything);
  }

  patched(patches: readonly Patch[]): void {
    this.disturbed ||= this.shown.some(({ address }) => {
      const cqTail = { address: address + IoRings.cq_tail, length: 4 };
      const cqes = { address: address + IoRings.cqes, length: this.cqEntries * IoUringCqe.SIZEOF };
      return patches.some(({ address: at, bytes: { length } }) =>
        [cqTail, cqes].some((range) => overlap({ address: at, length }, range)),
      );
    });
  }

  /** The words of struct io_rings and the CQEs that are new, wherever the program has them. */
  news(): Patch[] {
    const tail = this.word(IoRings.cq_tail);
    const { sent, cqEntries } = this;
    this.sent = tail;
    const count = Math.min((tail - sent) >>> 0, cqEntries);
    const first = (tail - count) & (cqEntries - 1);
    const toEnd = Math.min(count, cqEntries - first);
    return this.shown.flatMap((shown) =>
      this.window.patches(
        [
          { address: shown.address, length: IoRings.cqes },
          { address: shown.address + cqeAt(first), length: toEnd * IoUringCqe.SIZEOF },
          { address: shown.address + cqeAt(0), length: (count - toEnd) * IoUringCqe.SIZEOF },
        ].flatMap((range) => within(range, shown)),
      ),
    );
  }

  /** The memory of reads that have finished since the last time; in a disturbed ring, of all that may have. */
  finished(): Range[] {
    if (this.flying.size === 0) {
      this.tail = this.sent;
      return [];
    }
    if (this.disturbed) return this.inFlight();
    const ranges: Range[] = [];
    // Not further than news() has told: data must not come before the CQE that speaks of it.
    for (; this.tail !== this.sent; this.tail = (this.tail + 1) >>> 0) {
      const at = this.memory.rings.address + BigInt(cqeAt(this.tail & (this.cqEntries - 1)));
      const cqe = this.sys.read(at, IoUringCqe.SIZEOF);
      const userData = cqe.readBigUInt64LE(IoUringCqe.user_data);
      const flying = this.flying.get(userData);
      if (flying === undefined) continue;
      ranges.push(...everything(flying));
      if (--flying.count === 0) this.flying.delete(userData);
    }
    return ranges;
  }

  enable(): void {
    this.restrictions = this.registered;
  }

  release(): void {
    for (const { address, length } of Object.values(this.memory) as Mapped[]) {
      this.sys.now(Sys.munmap, address, length);
    }
  }
}

function cqeAt(slot: number): number {
  return IoRings.cqes + slot * IoUringCqe.SIZEOF;
}

function within({ address, length }: Range, outer: Range): Range[] {
  const end = Math.min(address + length, outer.address + outer.length);
  return end > address ? [{ address, length: end - address }] : [];
}

function everything({ requests }: Flying): Range[] {
  return requests.flatMap(({ reads }) => (reads ? firstBytes(reads, WINDOW_SIZE) : []));
}

/** The program's io_urings, by the descriptors that lead to them. */
export class Rings {
  private readonly byFd = new Map<number, Ring>();

  /** Every ring once. */
  get all(): ReadonlySet<Ring> {
    return new Set(this.byFd.values());
  }

  at(descriptor: bigint): Ring | undefined {
    return this.byFd.get(Number(BigInt.asUintN(32, descriptor)));
  }

  add(descriptor: number, ring: Ring): void {
    this.drop(descriptor);
    this.byFd.set(descriptor, ring);
    ring.descriptors++;
  }

  /** What the program has written. */
  patched(patches: readonly Patch[]): void {
    for (const ring of this.all) ring.patched(patches);
  }

  news(): Patch[] {
    return [...this.all].flatMap((ring) => ring.news());
  }

  finished(): Range[] {
    return [...this.all].flatMap((ring) => ring.finished());
  }

  inFlight(): Range[] {
    return [...this.all].flatMap((ring) => ring.inFlight());
  }

  /** A call may have closed a descriptor, or made another one. */
  follow({ nr, args }: Call, outcome: Outcome): void {
    if (this.byFd.size === 0 || 'unmodelled' in outcome) return;
    const [first = 0n, second = 0n] = args;
    const { result } = outcome;
    if (nr === Sys.close) this.drop(Number(BigInt.asUintN(32, first)));
    if (result < 0n) return;
    const copies =
      nr === Sys.dup || nr === Sys.dup2 || nr === Sys.dup3 || (nr === Sys.fcntl && isDup(BigInt.asUintN(32, second)));
    if (!copies || BigInt.asUintN(32, first) === result) return;
    const ring = this.at(first);
    this.drop(Number(result));
    if (ring !== undefined) this.add(Number(result), ring);
  }

  private drop(descriptor: number): void {
    const ring = this.byFd.get(descriptor);
    if (ring === undefined) return;
    this.byFd.delete(descriptor);
    if (--ring.descriptors === 0) ring.release();
  }
}

function isDup(command: bigint): boolean {
  return command === F_DUPFD || command === F_DUPFD_CLOEXEC;
}
