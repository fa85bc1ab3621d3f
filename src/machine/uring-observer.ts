import {
  CqOff,
  IORING_OFF_MMAP_MASK,
  IORING_OFF_SQES,
  IoRings,
  IoUringCqe,
  IoUringParams,
  IoUringSqe,
  SqOff,
} from '../../assembly/uapi/io_uring_abi.ts';
import { Activity, Step } from '../../assembly/uapi/records.ts';
import { Sys } from '../../assembly/uapi/syscalls.ts';
import type { Say } from './host-observer.ts';
import type { UserMemory } from './machine.ts';

/** Steps of one answer are bounded, so that they fit the trace. */
const MOST_SQES = 256;
const MOST_CQES = 256;
const MAP_ANONYMOUS = 0x20n;
/** -1: no descriptor. */
const NO_FD = 0xffff_ffffn;

/** An io_uring as it was last seen. */
interface Ring {
  readonly number: number;
  readonly sqEntries: number;
  readonly cqEntries: number;
  readonly array: number;
  /** Where the program has mapped struct io_rings and the SQEs; 0: not yet. */
  rings: number;
  sqes: number;
  sqHead: number;
  cqHead: number;
  cqTail: number;
  /** When somebody looked last, ns. */
  looked: number;
}

interface Cqe {
  readonly slot: number;
  readonly userData: bigint;
  readonly res: bigint;
}

interface Sqe {
  readonly userData: bigint;
  readonly opcode: bigint;
}

/** What the host's kernel must have done with the program's io_urings, told from what it left in memory. */
export class UringObserver {
  private readonly byFd = new Map<bigint, Ring>();
  private made = 0;
  private works = 0;

  constructor(
    private readonly memory: UserMemory,
    private readonly say: Say,
    /** The program has moved cq.head of a ring. */
    private readonly reap: (ring: number, before: number, after: number) => void,
    /** ns, when what is in memory was there. */
    private readonly now: () => number,
  ) {}

  /** A call is over; what the host wrote is in memory. */
  returned(nr: number, args: readonly bigint[], result: bigint): void {
    if (nr === Sys.io_uring_setup && result >= 0n) this.setUp(Number(args[1] ?? 0n), result);
    if (this.byFd.size === 0) return;
    const fd = BigInt.asUintN(32, args[0] ?? 0n);
    if (nr === Sys.close) this.byFd.delete(fd);
    if (nr === Sys.mmap && result >= 0n) this.mapped(args, Number(result));
    const ring = nr === Sys.io_uring_enter ? this.byFd.get(fd) : undefined;
    if (ring !== undefined) this.entered(ring);
    this.look();
  }

  /** CQEs that are new: of requests that completed since somebody looked last. */
  look(): void {
    for (const ring of this.byFd.values()) {
      const before = ring.cqTail;
      const cqes = this.newCqes(ring);
      if (cqes.length > 0) {
        this.works++;
        for (const { userData, slot, res } of cqes) {
          this.say(Activity.tctx_task_work, this.works, Step.FillCqe, [
            BigInt(ring.number),
            userData,
            BigInt(slot),
            res,
          ]);
        }
        this.commit(Activity.tctx_task_work, this.works, ring, before);
      }
      ring.looked = this.now();
    }
  }

  /** A statement of the program is over, that could use the pages of its rings. */
  statementOver(): void {
    for (const ring of this.byFd.values()) {
      const head = this.word(ring, IoRings.cq_head);
      if (head === undefined || head === ring.cqHead) continue;
      this.reap(ring.number, ring.cqHead, head);
      ring.cqHead = head;
    }
  }

  private setUp(address: number, fd: bigint): void {
    const params = this.bytes(address, IoUringParams.SIZEOF);
    if (params === undefined) return;
    const sqEntries = params.getUint32(IoUringParams.sq_entries, true);
    const cqEntries = params.getUint32(IoUringParams.cq_entries, true);
    const array = params.getUint32(IoUringParams.sq_off + SqOff.array, true);
    const cqes = params.getUint32(IoUringParams.cq_off + CqOff.cqes, true) + cqEntries * IoUringCqe.SIZEOF;
    const bytes = array === 0 ? cqes : array + sqEntries * 4;
    this.made++;
    const seen = { rings: 0, sqes: 0, sqHead: 0, cqHead: 0, cqTail: 0, looked: this.now() };
    this.byFd.set(fd, { number: this.made, sqEntries, cqEntries, array, ...seen });
    this.say(0, 0, Step.AllocateUring, [this.made, sqEntries, cqEntries, bytes].map(BigInt));
    this.say(0, 0, Step.InstallUring, [BigInt(this.made), fd]);
  }

  private mapped(args: readonly bigint[], address: number): void {
    const [, , , flags = 0n, fd = NO_FD, offset = 0n] = args;
    const ring = (flags & MAP_ANONYMOUS) === 0n ? this.byFd.get(BigInt.asUintN(32, fd)) : undefined;
    if (ring === undefined) return;
    if (Number(offset & BigInt(IORING_OFF_MMAP_MASK)) === IORING_OFF_SQES) ring.sqes = address;
    else ring.rings = address;
  }

  /** What was done before io_uring_enter returned is told of as a part of it. */
  private entered(ring: Ring): void {
    const head = this.word(ring, IoRings.sq_head);
    if (head === undefined) return;
    const before = ring.cqTail;
    const cqes = this.newCqes(ring);
    const left = [...cqes];
    const taken = (head - ring.sqHead) >>> 0;
    for (let i = 0; i < Math.min(taken, ring.sqEntries, MOST_SQES); i++) this.took(ring, (ring.sqHead + i) >>> 0, left);
    for (const { userData, slot, res } of cqes) {
      this.say(0, 0, Step.FillCqe, [BigInt(ring.number), userData, BigInt(slot), res]);
    }
    if (cqes.length > 0) this.commit(0, 0, ring, before);
    if (taken > 0) this.say(0, 0, Step.CommitSqring, [ring.number, ring.sqHead, head].map(BigInt));
    ring.sqHead = head;
  }

  /** @param left CQEs that no SQE of this call has been found for */
  private took(ring: Ring, head: number, left: Cqe[]): void {
    const slot = head & (ring.sqEntries - 1);
    const index = ring.array === 0 ? slot : this.word(ring, ring.array + slot * 4);
    if (index === undefined) return;
    const number = BigInt(ring.number);
    if (index >= ring.sqEntries) {
      const dropped = this.word(ring, IoRings.sq_dropped) ?? 0;
      this.say(0, 0, Step.DropSqe, [ring.number, head, index, dropped].map(BigInt));
      return;
    }
    const sqe = this.sqeAt(ring, index);
    if (sqe === undefined) return;
    const { userData, opcode } = sqe;
    this.say(0, 0, Step.GetSqe, [number, BigInt(head), BigInt(index), userData, opcode]);
    const done = left.findIndex((cqe) => cqe.userData === userData);
    const [cqe] = done < 0 ? [] : left.splice(done, 1);
    this.say(0, 0, Step.IssueSqe, [number, userData, opcode, cqe?.res ?? 0n, cqe === undefined ? 1n : 0n]);
  }

  private commit(activity: number, ordinal: number, ring: Ring, before: number): void {
    // When exactly, nobody saw: the last word is when it was not there yet.
    this.say(activity, ordinal, Step.CommitCqring, [ring.number, before, ring.cqTail, ring.looked].map(BigInt));
  }

  private newCqes(ring: Ring): Cqe[] {
    const tail = this.word(ring, IoRings.cq_tail);
    if (tail === undefined) return [];
    const count = Math.min((tail - ring.cqTail) >>> 0, ring.cqEntries, MOST_CQES);
    const cqes: Cqe[] = [];
    for (let i = 0; i < count; i++) {
      const slot = (tail - count + i) & (ring.cqEntries - 1);
      const cqe = this.bytes(ring.rings + IoRings.cqes + slot * IoUringCqe.SIZEOF, IoUringCqe.SIZEOF);
      if (cqe === undefined) continue;
      const userData = cqe.getBigUint64(IoUringCqe.user_data, true);
      cqes.push({ slot, userData, res: BigInt(cqe.getInt32(IoUringCqe.res, true)) });
    }
    ring.cqTail = tail;
    return cqes;
  }

  private sqeAt(ring: Ring, index: number): Sqe | undefined {
    const sqe = ring.sqes === 0 ? undefined : this.bytes(ring.sqes + index * IoUringSqe.SIZEOF, IoUringSqe.SIZEOF);
    if (sqe === undefined) return undefined;
    return {
      userData: sqe.getBigUint64(IoUringSqe.user_data, true),
      opcode: BigInt(sqe.getUint8(IoUringSqe.opcode)),
    };
  }

  private word(ring: Ring, offset: number): number | undefined {
    return ring.rings === 0 ? undefined : this.bytes(ring.rings + offset, 4)?.getUint32(0, true);
  }

  private bytes(address: number, length: number): DataView | undefined {
    const into = new Uint8Array(length);
    return this.memory.read(address, length, into) === length ? new DataView(into.buffer) : undefined;
  }
}
