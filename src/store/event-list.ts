import { slotOffset } from '../uapi/aio-ring-view.ts';
import { hex, resultName } from '../uapi/names.ts';
import { type ContextRef, currentContext, kioctxOf } from './contexts.ts';
import { momentOf } from './moment.ts';
import { picture } from './picture.ts';
import { handleOf, known, type StepRecord } from './record-index.ts';
import { knowsRequests, latencyOf } from './request-life.ts';
import { dataText, type EventText, eventAt, type RingPicture, ringPicture } from './ring.ts';
import type { Session } from './session.ts';

/** One struct io_event that a request of the current context has left. */
export interface EventRow extends EventText {
  /** Number of its FillSlot record: which event this is, however often its slot was used. */
  readonly id: number;
  readonly slot: number;
  /** Where its bytes still stand in the ring; undefined once its slot is another event's, or the ring is gone. */
  readonly at: number | undefined;
  readonly state: 'filled' | 'unreaped' | 'delivered' | 'gone';
  /** Virtual ns at which it was written. */
  readonly time: number;
  /** Virtual ns from io_submit to then; undefined while its request is not known. */
  readonly after: number | undefined;
}

export interface EventList {
  /** The newest last. */
  readonly rows: readonly EventRow[];
  /** Older events that are not listed. */
  readonly skipped: number;
  readonly unreaped: number;
  readonly inFlight: number | undefined;
}

/** Events listed; the ring shows where the others are. */
const MAX_ROWS = 32;

/**
 * The events of the current context up to the cursor. Those that are still to be reaped are read from the ring, which
 * the program may have changed; the others, from the records of their completion.
 */
export const eventList = picture<EventList>(listEvents, { also: knowsRequests });

function listEvents(session: Session): EventList {
  const context = currentContext(session);
  if (!context) return { rows: [], skipped: 0, unreaped: 0, inFlight: undefined };
  const { index, recording } = session;
  const ring = ringPicture(session);
  const end = known(index.fills, index.recordsAt(recording.position));
  const start = known(index.fills, context.from);
  const rows: EventRow[] = [];
  let at = end - 1;
  for (; at >= start && rows.length < MAX_ROWS; at--) {
    const id = index.fills[at]!;
    const record = index.at(id);
    if (record.kind !== 'step' || handleOf(record) !== context.handle) continue;
    const slot = Number(record.payload[2] ?? 0n);
    const iocb = Number(record.payload[1] ?? 0n);
    const event = { id, slot, time: record.time, after: latencyOf(session, iocb, record.time) };
    if (ring.state !== 'mapped') {
      const state = wasRead(session, context, id, slot) ? 'delivered' : 'gone';
      rows.push({ ...event, at: undefined, state, ...fromRecord(session, record) });
      continue;
    }
    const place = rows.some((newer) => newer.slot === slot) ? undefined : ring.handle + slotOffset(slot);
    const state = place === undefined ? 'delivered' : stateOf(ring, slot);
    const inRing = place === undefined || state === 'delivered' ? undefined : eventAt(session, place);
    rows.push({ ...event, at: place, state, ...(inRing ?? fromRecord(session, record)) });
  }
  return {
    rows: rows.reverse(),
    skipped: at - start + 1,
    unreaped: ring.state === 'mapped' ? ring.events : 0,
    inFlight: kioctxOf(session, context.handle)?.inFlight,
  };
}

/** Of the newest event in a slot. */
function stateOf(ring: RingPicture & { state: 'mapped' }, slot: number): EventRow['state'] {
  if (ring.slots.some((near) => near.slot === slot && near.state === 'filled')) return 'filled';
  return (slot - ring.head + ring.nr) % ring.nr < ring.events ? 'unreaped' : 'delivered';
}

/** io_getevents calls after an event that are looked through for the one that copied it. */
const LOOK_AHEAD = 64;

/** Whether io_getevents copied an event of a ring that is gone. What user space reaped by itself left no record. */
function wasRead({ index, recording }: Session, { handle, nr }: ContextRef, fill: number, slot: number): boolean {
  const first = known(index.reads, fill);
  const end = known(index.reads, index.recordsAt(recording.position));
  for (let at = first; at < Math.min(end, first + LOOK_AHEAD); at++) {
    const record = index.at(index.reads[at]!);
    if (record.kind !== 'step' || handleOf(record) !== handle) continue;
    const from = Number(record.payload[1] ?? 0n);
    if ((slot - from + nr) % nr < Number(record.payload[2] ?? 0n)) return true;
  }
  return false;
}

/** res2 was 0 in every event a kernel ever wrote (UAPI-02), so its record does not carry it. */
function fromRecord(session: Session, record: StepRecord): EventText {
  const [, obj = 0n, , data = 0n, raw = 0n] = record.payload;
  const res = BigInt.asIntN(64, raw);
  return {
    data: dataText(data),
    obj: momentOf(session).names.at(obj) ?? hex(obj),
    iocb: Number(obj),
    res: resultName(res),
    failed: res < 0n,
    res2: '0',
  };
}
