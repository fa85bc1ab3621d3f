import { AioRing, IoEvent } from '../../assembly/uapi/aio_abi.ts';
import { Step } from '../../assembly/uapi/records.ts';
import { AIO_RING_FIELDS, AioRingView, slotOffset, unreaped } from '../uapi/aio-ring-view.ts';
import { IoEventView } from '../uapi/io-event-view.ts';
import { hex, resultName } from '../uapi/names.ts';
import { contextsAt, currentContext, kioctxOf } from './contexts.ts';
import { momentOf } from './moment.ts';
import { picture } from './picture.ts';
import { handleOf } from './record-index.ts';
import type { Session } from './session.ts';
import { readUser } from './user-reader.ts';

export type SlotState = 'unreaped' | 'filled' | 'next' | 'old' | 'never';

/** One struct io_event of the ring. */
export interface Slot {
  readonly slot: number;
  readonly state: SlotState;
  readonly head: boolean;
  readonly tail: boolean;
  /** The program's name of the iocb, data and result; undefined when there never was an event. */
  readonly event: EventText | undefined;
  /** Slots left out of the list before this one. */
  readonly skipped: number;
}

/** A struct io_event in words. */
export interface EventText {
  readonly data: string;
  readonly obj: string;
  /** User address of the iocb. */
  readonly iocb: number;
  readonly res: string;
  readonly failed: boolean;
  readonly res2: string;
}

/** The ring at the cursor. */
export type RingPicture =
  | { readonly state: 'none' | 'gone' | 'over' }
  | { readonly state: 'unreadable'; readonly handle: number }
  | {
      readonly state: 'mapped';
      readonly handle: number;
      readonly handles: readonly number[];
      readonly size: number;
      /** The eight words as they stand in shared memory. */
      readonly words: readonly number[];
      /** What the ring is drawn with: the kernel's own nr where it is known, else ring->nr. */
      readonly nr: number;
      readonly head: number;
      readonly tail: number;
      readonly events: number;
      /** The kernel's own values, where they differ from the shared ones. */
      readonly trustedNr: number | undefined;
      readonly trustedTail: number | undefined;
      readonly slots: readonly Slot[];
    };

/** Slots in the list when head and tail are close together. */
const NEAR = 8;

export const ringPicture = picture<RingPicture>((session) => {
  const context = currentContext(session);
  if (!context) return { state: 'none' };
  if (!context.live) return { state: momentOf(session).over ? 'over' : 'gone' };
  const { memory } = momentOf(session);
  const header = readUser(memory, context.handle, AioRing.SIZEOF);
  if (!header) return { state: 'unreadable', handle: context.handle };
  const ring = new AioRingView(header);
  const kioctx = kioctxOf(session, context.handle);
  const nr = kioctx?.nrEvents ?? ring.nr;
  const tail = nr === 0 ? 0 : ring.tail % nr;
  const head = nr === 0 ? 0 : ring.head % nr;
  return {
    state: 'mapped',
    handle: context.handle,
    handles: contextsAt(session).map(({ handle }) => handle),
    size: kioctx?.mmapSize ?? slotOffset(ring.nr),
    words: AIO_RING_FIELDS.map((field) => ring.field(field)),
    nr,
    head,
    tail,
    events: unreaped(ring.head, ring.tail, nr),
    trustedNr: kioctx && kioctx.nrEvents !== ring.nr ? kioctx.nrEvents : undefined,
    trustedTail: kioctx && kioctx.tail !== ring.tail ? kioctx.tail : undefined,
    slots: nr === 0 ? [] : slotsNear(session, context.handle, nr, head, tail),
  };
});

function slotsNear(session: Session, handle: number, nr: number, head: number, tail: number): Slot[] {
  const filled = filledSlot(session, handle);
  const events = (tail - head + nr) % nr;
  let skipped = 0;
  const list: Slot[] = [];
  for (const [slot, gap] of listed(head, tail, events, nr)) {
    const event = eventAt(session, handle + slotOffset(slot));
    const index = (slot - head + nr) % nr;
    skipped = gap;
    list.push({
      slot,
      state: stateOf(index, events, slot === filled, event !== undefined),
      head: slot === head,
      tail: slot === tail,
      event,
      skipped,
    });
  }
  return list;
}

/** One slot of the ring at the cursor. */
export function slotAt(session: Session, slot: number): Pick<Slot, 'state' | 'event'> | undefined {
  const ring = ringPicture(session);
  if (ring.state !== 'mapped' || slot >= ring.nr) return undefined;
  const event = eventAt(session, ring.handle + slotOffset(slot));
  const index = (slot - ring.head + ring.nr) % ring.nr;
  const filled = slot === filledSlot(session, ring.handle);
  return { state: stateOf(index, ring.events, filled, event !== undefined), event };
}

function stateOf(index: number, events: number, filled: boolean, written: boolean): SlotState {
  if (index < events) return 'unreaped';
  if (filled) return 'filled';
  if (index === events) return 'next';
  return written ? 'old' : 'never';
}

/** The slots worth listing: around head and tail, with how many are left out before each. */
function listed(head: number, tail: number, events: number, nr: number): [slot: number, gap: number][] {
  const wrap = (slot: number) => ((slot % nr) + nr) % nr;
  if (events + 3 <= NEAR || nr <= NEAR) {
    const length = Math.min(nr, Math.max(events + 3, NEAR - 2));
    return Array.from({ length }, (_, i) => [wrap(head - 1 + i), 0]);
  }
  const nearHead = [head - 1, head, head + 1, head + 2].map((slot): [number, number] => [wrap(slot), 0]);
  const nearTail = [tail - 3, tail - 2, tail - 1, tail].map((slot, i): [number, number] => [
    wrap(slot),
    i === 0 ? events - 6 : 0,
  ]);
  return [...nearHead, ...nearTail];
}

/** The event at an address of user memory; undefined when the slot was never written. */
export function eventAt(session: Session, address: number): EventText | undefined {
  const { memory, names } = momentOf(session);
  const bytes = readUser(memory, address, IoEvent.SIZEOF);
  if (!bytes) return undefined;
  const event = new IoEventView(bytes);
  if (event.obj === 0n && event.data === 0n && event.res === 0n) return undefined;
  return {
    data: dataText(event.data),
    obj: names.at(event.obj) ?? hex(event.obj),
    iocb: Number(event.obj),
    res: resultName(event.res),
    failed: event.res < 0n,
    res2: resultName(event.res2),
  };
}

/** aio_data is the program's own: a small number is shown as one, anything else as an address. */
export function dataText(data: bigint): string {
  return data < 0x1_0000_0000n ? `${data}` : hex(data);
}

/** The slot that an unfinished completion has written and not yet published. */
function filledSlot({ index, recording }: Session, handle: number): number | undefined {
  const count = index.recordsAt(recording.position);
  for (let i = count - 1; i >= Math.max(0, count - LOOK_BACK); i--) {
    const record = index.at(i);
    if (record.kind !== 'step' || handleOf(record) !== handle) continue;
    if (record.step === Step.PublishTail) return undefined;
    if (record.step === Step.FillSlot) return Number(record.payload[2]);
  }
  return undefined;
}

const LOOK_BACK = 16;
