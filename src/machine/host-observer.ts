import { AioRing, Iocb, IocbCmd, IoEvent } from '../../assembly/uapi/aio_abi.ts';
import { PAGE_SIZE } from '../../assembly/uapi/memory-map.ts';
import { Activity, Step } from '../../assembly/uapi/records.ts';
import { Sys } from '../../assembly/uapi/syscalls.ts';
import type { UserMemory } from './machine.ts';

/** Writes a record of what the host's kernel did; activity 0: in the call that is over. */
export type Say = (activity: number, ordinal: number, step: Step, payload: readonly bigint[]) => void;

/** A ring as it was last seen. */
interface Ring {
  readonly nr: number;
  readonly bytes: number;
  tail: number;
  /** When somebody looked last, ns. */
  looked: number;
  /** Slots behind tail whose events were told of. */
  readonly reported: Set<number>;
}

/** One struct io_event. */
interface Event {
  readonly slot: number;
  readonly iocb: bigint;
  readonly data: bigint;
  readonly res: bigint;
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
  /** How many requests of an iocb were submitted and no event was seen of. */
  private readonly inFlight = new Map<bigint, number>();
  private completions = 0;

  constructor(
    private readonly memory: UserMemory,
    private readonly say: Say,
    /** ns, when what is in memory was there. */
    private readonly now: () => number,
  ) {}

  /** A call is over; what the host wrote is in memory. */
  returned(nr: number, args: readonly bigint[], result: bigint): void {
    const [first = 0n, second = 0n, third = 0n] = args;
    if (nr === Sys.io_setup && result === 0n) this.setup(second);
    if (nr === Sys.io_submit) this.submitted(first, third, Number(result));
    this.look();
    if ((nr === Sys.io_getevents || nr === Sys.io_pgetevents) && result >= 0n) this.read(first, Number(result));
    if (nr === Sys.io_destroy && result === 0n) this.destroyed(first);
  }

  /** Looks into the rings for events that are new: of requests that completed since somebody looked last. */
  look(): void {
    for (const [handle, ring] of this.rings) {
      for (const event of this.newEvents(handle, ring)) {
        const before = this.inFlight.get(event.iocb) ?? 0;
        if (before > 1) this.inFlight.set(event.iocb, before - 1);
        else this.inFlight.delete(event.iocb);
        this.completions++;
        this.completed(Activity.aio_complete, this.completions, handle, event, ring);
      }
      ring.reported.clear();
      ring.looked = this.now();
    }
  }

  /** Events that nobody has told of; from now on they count as told. */
  private newEvents(handle: bigint, ring: Ring): Event[] {
    const header = this.bytes(Number(handle), AioRing.SIZEOF);
    if (header === undefined) return [];
    const tail = header.getUint32(AioRing.tail, true) % ring.nr;
    const events: Event[] = [];
    for (; ring.tail !== tail && events.length < MOST_EVENTS; ring.tail = (ring.tail + 1) % ring.nr) {
      const event = ring.reported.has(ring.tail) ? undefined : this.eventAt(handle, ring.tail);
      if (event !== undefined) events.push(event);
    }
    ring.tail = tail;
    return events;
  }

  private setup(ctxp: bigint): void {
    const handle = this.bytes(Number(ctxp), POINTER)?.getBigUint64(0, true);
    const header = handle === undefined ? undefined : this.bytes(Number(handle), AioRing.SIZEOF);
    if (handle === undefined || header === undefined) return;
    const nr = header.getUint32(AioRing.nr, true);
    const pages = Math.ceil((AioRing.io_events + nr * IoEvent.SIZEOF) / PAGE_SIZE);
    const id = header.getUint32(AioRing.id, true);
    const tail = header.getUint32(AioRing.tail, true) % nr;
    this.rings.set(handle, { nr, bytes: pages * PAGE_SIZE, tail, looked: this.now(), reported: new Set() });
    this.say(0, 0, Step.AllocateRing, [0n, BigInt(nr), BigInt(pages)]);
    this.say(0, 0, Step.MapRing, [handle, BigInt(pages * PAGE_SIZE)]);
    this.say(0, 0, Step.AddTable, [handle, BigInt(id)]);
    this.say(0, 0, Step.StoreHandle, [handle, ctxp]);
  }

  /** What was done before io_submit returned is told of as a part of it. */
  private submitted(handle: bigint, list: bigint, accepted: number): void {
    const ring = this.rings.get(handle);
    const before = ring?.tail;
    const inside = ring === undefined ? [] : this.newEvents(handle, ring);
    if (ring !== undefined && before !== undefined) ring.tail = before;
    for (const [i, { address, iocb }] of this.iocbsOf(list, accepted).entries()) {
      this.say(0, 0, Step.CopyIocb, [handle, address, BigInt(i)]);
      this.prepared(handle, address, iocb);
      const waiting = this.inFlight.get(address) ?? 0;
      const own = inside.filter((event) => event.iocb === address)[waiting];
      if (ring !== undefined && own !== undefined && !ring.reported.has(own.slot)) {
        ring.reported.add(own.slot);
        this.completed(0, 0, handle, own, ring);
      } else {
        this.inFlight.set(address, waiting + 1);
        this.say(0, 0, Step.QueueAtDevice, [handle, address, 0n]);
      }
    }
  }

  private prepared(handle: bigint, address: bigint, iocb: DataView): void {
    const opcode: IocbCmd = iocb.getUint16(Iocb.aio_lio_opcode, true);
    const bytes = iocb.getBigUint64(Iocb.aio_nbytes, true);
    if (opcode === IocbCmd.POLL) {
      this.say(0, 0, Step.PreparePoll, [handle, address, iocb.getBigUint64(Iocb.aio_buf, true)]);
    } else if (opcode === IocbCmd.FSYNC || opcode === IocbCmd.FDSYNC) {
      this.say(0, 0, Step.PrepareFsync, [handle, address, BigInt(opcode)]);
    } else {
      this.say(0, 0, Step.PrepareRw, [handle, address, BigInt(opcode), bytes]);
    }
  }

  private completed(activity: number, ordinal: number, handle: bigint, event: Event, ring: Ring): void {
    const { iocb, slot, data, res } = event;
    this.say(activity, ordinal, Step.FillSlot, [handle, iocb, BigInt(slot), data, res]);
    const next = (slot + 1) % ring.nr;
    // When exactly, nobody saw: the last word is when it was not there yet.
    this.say(activity, ordinal, Step.PublishTail, [handle, iocb, BigInt(slot), BigInt(next), BigInt(ring.looked)]);
  }

  private eventAt(handle: bigint, slot: number): Event | undefined {
    const event = this.bytes(Number(handle) + AioRing.io_events + slot * IoEvent.SIZEOF, IoEvent.SIZEOF);
    if (event === undefined) return undefined;
    const [iocb, data, res] = [IoEvent.obj, IoEvent.data, IoEvent.res].map((field) => event.getBigUint64(field, true));
    return { slot, iocb: iocb!, data: data!, res: res! };
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
