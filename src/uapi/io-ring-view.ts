import type { IoRings } from '../../assembly/uapi/io_uring_abi.ts';
import { IO_RINGS, IoKiocb, IoRing, Kiocb, MAX_IO_RINGS } from '../../assembly/uapi/kernel-state.ts';

/** What the kernel keeps for itself about one io_uring, and the words of struct io_rings that it shares. */
export class IoRingView {
  private readonly base: number;

  /** @param row from 1; 0 is "no ring" */
  constructor(
    readonly bytes: DataView,
    readonly row: number,
  ) {
    this.base = IO_RINGS + row * IoRing.SIZEOF;
  }

  /** Every ring that exists, in the order of their rows. */
  static all(bytes: DataView): IoRingView[] {
    const found: IoRingView[] = [];
    for (let row = 1; row < MAX_IO_RINGS; row++) {
      const view = new IoRingView(bytes, row);
      if (view.u32(IoRing.ring_pages) !== 0) found.push(view);
    }
    return found;
  }

  get sqEntries(): number {
    return this.u32(IoRing.sq_entries);
  }
  get cqEntries(): number {
    return this.u32(IoRing.cq_entries);
  }
  get cachedSqHead(): number {
    return this.u32(IoRing.cached_sq_head);
  }
  get cachedCqTail(): number {
    return this.u32(IoRing.cached_cq_tail);
  }
  get inFlight(): number {
    return this.u32(IoRing.in_flight);
  }
  /** IORING_SETUP_ */
  get flags(): number {
    return this.u32(IoRing.flags);
  }
  /** Tasks asleep in io_uring_enter. */
  get waiters(): number {
    return this.u32(IoRing.waiters);
  }
  /** CQEs for which the queue had no room: cq_overflow_list. */
  get overflow(): number {
    return this.u32(IoRing.overflow);
  }

  /** The first of them, oldest first. */
  overflowed(most: number): { readonly userData: bigint; readonly res: number }[] {
    return this.requests(IoRing.overflow_first, most).map((at) => ({
      userData: this.bytes.getBigUint64(at + Kiocb.data, true),
      res: Number(this.bytes.getBigInt64(at + Kiocb.res, true)),
    }));
  }

  /** Requests that are done and whose CQEs io_uring_enter will write before it returns: compl_reqs. */
  get completed(): number {
    return this.requests(IoRing.compl_first, this.sqEntries).length;
  }

  private requests(first: IoRing, most: number): number[] {
    const found: number[] = [];
    for (
      let at = this.u32(first);
      at !== 0 && found.length < most;
      at = this.bytes.getUint32(at + IoKiocb.next, true)
    ) {
      found.push(at);
    }
    return found;
  }

  /** A word of the shared page. */
  shared(word: IoRings): number {
    return this.bytes.getUint32(this.u32(IoRing.rings) + word, true);
  }

  private u32(offset: IoRing): number {
    return this.bytes.getUint32(this.base + offset, true);
  }
}
