import { AioRing, Iocb, IocbCmd, IoEvent } from '../../assembly/uapi/aio_abi.ts';
import { PAGE_SIZE } from '../../assembly/uapi/memory-map.ts';
import { Activity, Step } from '../../assembly/uapi/records.ts';
import { Sys } from '../../assembly/uapi/syscalls.ts';
import type { UserMemory } from './machine.ts';

type Say = (activity: number, ordinal: number, step: Step, payload: readonly bigint[]) => void;

/** A ring as it was last seen. */
interface Ring {
  readonly nr: number;
  readonly bytes: number;
  tail: number;
}

const POINTER = 8;
/** Steps of one answer, so that they fit the trace: a ring that was written over is looked through no further. */
const MOST_EVENTS = 256;
const MOST_IOCBS = 256;

/**
 * What the host's kernel must have done, told from what it left in memory: nobody watched it. These steps name what was
 * seen (a ring, an event in a slot, a head that moved), at the time at which it was seen.
 */
export class HostObserver {
  private readonly rings = new Map<bigint, Ring>();
  /** iocbs that were submitted and no event was seen of, and their contexts. */
  private readonly inFlight = new Map<bigint, bigint>();
  private completions = 0;

  constructor(
    private readonly memory: UserMemory,
    private readonly say: Say,
  ) {}

  /** A call is over; what the host wrote is in memory. */
  returned(nr: number, args: readonly bigint[], result: bigint): void {
    const [first = 0n, second = 0n, third = 0n] = args;
    if (nr === Sys.io_setup && result === 0n) this.setup(second);
    if (nr === Sys.io_submit) this.submitted(first, third, Number(result));
    this.look();
    if (nr === Sys.io_submit) this.queued(first, third, Number(result));
    if ((nr === Sys.io_getevents || nr === Sys.io_pgetevents) && result >= 0n) this.read(first, Number(result));
    if (nr === Sys.io_destroy && result === 0n) this.destroyed(first);
  }

  /** Looks into the rings for events that are new. */
  look(): void {
    for (const [handle, ring] of this.rings) {
      const header = this.bytes(Number(handle), AioRing.SIZEOF);
      if (header === undefined) continue;
      const tail = header.getUint32(AioRing.tail, true) % ring.nr;
      for (let most = MOST_EVENTS; ring.tail !== tail && most > 0; most--) {
        this.completed(handle, ring.tail, (ring.tail + 1) % ring.nr);
        ring.tail = (ring.tail + 1) % ring.nr;
      }
      ring.tail = tail;
    }
  }

  private setup(ctxp: bigint): void {
    const handle = this.bytes(Number(ctxp), POINTER)?.getBigUint64(0, true);
    const header = handle === undefined ? undefined : this.bytes(Number(handle), AioRing.SIZEOF);
    if (handle === undefined || header === undefined) return;
    const nr = header.getUint32(AioRing.nr, true);
    const pages = Math.ceil((AioRing.io_events + nr * IoEvent.SIZEOF) / PAGE_SIZE);
    const id = header.getUint32(AioRing.id, true);
    this.rings.set(handle, { nr, bytes: pages * PAGE_SIZE, tail: header.getUint32(AioRing.tail, true) % nr });
    this.say(0, 0, Step.AllocateRing, [0n, BigInt(nr), BigInt(pages)]);
    this.say(0, 0, Step.MapRing, [handle, BigInt(pages * PAGE_SIZE)]);
    this.say(0, 0, Step.AddTable, [handle, BigInt(id)]);
    this.say(0, 0, Step.StoreHandle, [handle, ctxp]);
  }

  private submitted(handle: bigint, list: bigint, accepted: number): void {
    for (const [i, { address, iocb }] of this.iocbsOf(list, accepted).entries()) {
      const opcode: IocbCmd = iocb.getUint16(Iocb.aio_lio_opcode, true);
      this.say(0, 0, Step.CopyIocb, [handle, address, BigInt(i)]);
      const bytes = iocb.getBigUint64(Iocb.aio_nbytes, true);
      if (opcode === IocbCmd.POLL)
        this.say(0, 0, Step.PreparePoll, [handle, address, iocb.getBigUint64(Iocb.aio_buf, true)]);
      else if (opcode === IocbCmd.FSYNC || opcode === IocbCmd.FDSYNC)
        this.say(0, 0, Step.PrepareFsync, [handle, address, BigInt(opcode)]);
      else this.say(0, 0, Step.PrepareRw, [handle, address, BigInt(opcode), bytes]);
      this.inFlight.set(address, handle);
    }
  }

  private queued(handle: bigint, list: bigint, accepted: number): void {
    for (const { address } of this.iocbsOf(list, accepted)) {
      if (this.inFlight.get(address) === handle) this.say(0, 0, Step.QueueAtDevice, [handle, address, 0n]);
    }
  }

  private completed(handle: bigint, slot: number, next: number): void {
    const event = this.bytes(Number(handle) + AioRing.io_events + slot * IoEvent.SIZEOF, IoEvent.SIZEOF);
    if (event === undefined) return;
    const iocb = event.getBigUint64(IoEvent.obj, true);
    const data = event.getBigUint64(IoEvent.data, true);
    const res = event.getBigUint64(IoEvent.res, true);
    this.inFlight.delete(iocb);
    this.completions++;
    this.say(Activity.aio_complete, this.completions, Step.FillSlot, [handle, iocb, BigInt(slot), data, res]);
    this.say(Activity.aio_complete, this.completions, Step.PublishTail, [handle, iocb, BigInt(slot), BigInt(next)]);
  }

  private read(handle: bigint, events: number): void {
    const ring = this.rings.get(handle);
    const header = ring && this.bytes(Number(handle), AioRing.SIZEOF);
    if (ring === undefined || header === undefined) return;
    const head = header.getUint32(AioRing.head, true) % ring.nr;
    const first = (head - (events % ring.nr) + ring.nr) % ring.nr;
    this.say(0, 0, Step.ReadEvents, [handle, BigInt(first), BigInt(events)]);
    if (events > 0) this.say(0, 0, Step.StoreHead, [handle, BigInt(first), BigInt(head)]);
  }

  private destroyed(handle: bigint): void {
    const ring = this.rings.get(handle);
    this.rings.delete(handle);
    if (ring !== undefined) this.say(0, 0, Step.UnmapRing, [handle, BigInt(ring.bytes)]);
  }

  private iocbsOf(list: bigint, accepted: number): { readonly address: bigint; readonly iocb: DataView }[] {
    const count = Math.min(Math.max(0, accepted), MOST_IOCBS);
    const pointers = count === 0 ? undefined : this.bytes(Number(list), count * POINTER);
    if (pointers === undefined) return [];
    return Array.from({ length: count }, (_, i) => pointers.getBigUint64(i * POINTER, true)).flatMap((address) => {
      const iocb = this.bytes(Number(address), Iocb.SIZEOF);
      return iocb === undefined ? [] : [{ address, iocb }];
    });
  }

  private bytes(address: number, length: number): DataView | undefined {
    const into = new Uint8Array(length);
    return this.memory.read(address, length, into) === length ? new DataView(into.buffer) : undefined;
  }
}
