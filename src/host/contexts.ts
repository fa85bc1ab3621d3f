import { AioRing, IoEvent } from '../../assembly/uapi/aio_abi.ts';
import { WINDOW_SIZE } from '../../assembly/uapi/memory-map.ts';
import type { Patch, Range } from '../wire/messages.ts';
import { mayHaveRead } from './call.ts';
import type { Span } from './syscalls.ts';
import { firstBytes, type Vector } from './vector-calls.ts';
import type { Window } from './window.ts';

/** One io_setup of the program. */
interface Context {
  readonly handle: bigint;
  /** nr_events as passed: what counts against fs.aio-max-nr. */
  readonly events: number;
  /** ring.nr as the kernel made it, and bytes of the ring. */
  readonly nr: number;
  readonly size: number;
  /** The tail up to which events were looked at, and up to which they were sent. */
  tail: number;
  sent: number;
  /** The program wrote more than head into the header: the ring tells nothing any more about what is finished. */
  disturbed: boolean;
  /** Requests whose event was not seen yet, by the iocb's address, oldest first: of a read what it will fill. */
  readonly requests: Map<bigint, (Vector | undefined)[]>;
}

/** The program's contexts, and the memory that requests in flight will fill. */
export class Contexts {
  private readonly byHandle = new Map<bigint, Context>();

  constructor(private readonly window: Window) {}

  /** Events of all contexts, as passed to io_setup. */
  get events(): number {
    return [...this.byHandle.values()].reduce((sum, { events }) => sum + events, 0);
  }

  /** ring.nr, undefined when there is no such context: the kernel will say so too. */
  ringNr(handle: bigint): number | undefined {
    return this.byHandle.get(handle)?.nr;
  }

  add(handle: bigint, events: number, nr: number, size: number): void {
    this.byHandle.set(handle, { handle, events, nr, size, tail: 0, sent: 0, disturbed: false, requests: new Map() });
  }

  remove(handle: bigint): void {
    this.byHandle.delete(handle);
  }

  /**
   * A request was accepted. The buffers of a read are brought when its event is in the ring; others count because a program
   * may use their iocb again.
   */
  submitted(handle: bigint, iocb: bigint, vector: Vector | undefined): void {
    const context = this.byHandle.get(handle);
    if (context === undefined) return;
    const queue = context.requests.get(iocb) ?? [];
    queue.push(vector);
    // There are no more requests than slots: older ones are long finished.
    if (queue.length >= context.nr) queue.shift();
    context.requests.set(iocb, queue);
  }

  /** The memory that reads will fill whose event was not seen yet. */
  inFlight(): Range[] {
    return [...this.byHandle.values()].flatMap(everything);
  }

  /** The program has written here. */
  patched(patches: readonly Patch[]): void {
    for (const context of this.byHandle.values()) {
      const header = Number(context.handle);
      context.disturbed ||= patches.some(
        ({ address, bytes: { length } }) =>
          overlap({ address, length }, { address: header, length: AioRing.head }) ||
          overlap({ address, length }, { address: header + AioRing.tail, length: context.size - AioRing.tail }),
      );
    }
  }

  /** The memory of reads that have finished since the last time; in a disturbed ring, of all that may have. */
  finished(): Range[] {
    return [...this.byHandle.values()]
      .filter(({ requests }) => requests.size > 0)
      .flatMap((context) => (context.disturbed ? everything(context) : this.newEvents(context)));
  }

  /** Of every ring, the header and the events that are new in it. */
  news(): Patch[] {
    return [...this.byHandle.values()].flatMap((context) => {
      const header = this.window.read(context.handle, AioRing.SIZEOF);
      if (header.length < AioRing.SIZEOF) return [];
      const address = Number(context.handle);
      const tail = header.readUInt32LE(AioRing.tail) % context.nr;
      const { sent, nr } = context;
      context.sent = tail;
      const spans = sent <= tail ? [[sent, tail] as const] : [[sent, nr] as const, [0, tail] as const];
      const slots = spans.map(([first, end]) => ({
        address: address + AioRing.io_events + first * IoEvent.SIZEOF,
        length: (end - first) * IoEvent.SIZEOF,
      }));
      return [{ address, bytes: header }, ...this.window.patches(slots.filter(({ length }) => length > 0))];
    });
  }

  private newEvents(context: Context): Range[] {
    const header = this.window.read(context.handle, AioRing.SIZEOF);
    if (header.length < AioRing.SIZEOF) return everything(context);
    const ranges: Range[] = [];
    const slots: Span[] = [];
    // Not further than news() has told: data must not come before the event that speaks of it.
    for (; context.tail !== context.sent; context.tail = (context.tail + 1) % context.nr) {
      const address = context.handle + BigInt(AioRing.io_events + context.tail * IoEvent.SIZEOF);
      slots.push({ address, length: IoEvent.SIZEOF });
    }
    for (const event of this.window.readEach(slots)) {
      if (event.length < IoEvent.SIZEOF) return everything(context);
      const queue = context.requests.get(event.readBigUInt64LE(IoEvent.obj));
      const vector = queue?.shift();
      if (queue?.length === 0) context.requests.delete(event.readBigUInt64LE(IoEvent.obj));
      if (vector === undefined) continue;
      const res = Number(event.readBigInt64LE(IoEvent.res));
      const length = vector.segments.reduce((sum, segment) => sum + Number(segment.length), 0);
      ranges.push(...firstBytes(vector, res < 0 ? WINDOW_SIZE : mayHaveRead(res, length)));
    }
    return ranges;
  }
}

function everything({ requests }: Context): Range[] {
  return [...requests.values()].flat().flatMap((vector) => (vector ? firstBytes(vector, WINDOW_SIZE) : []));
}

export function overlap(a: Range, b: Range): boolean {
  return a.address < b.address + b.length && b.address < a.address + a.length;
}
