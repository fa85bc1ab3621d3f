import { slotOffset } from '../uapi/aio-ring-view.ts';
import { hex, resultName } from '../uapi/names.ts';
import { currentContext, kioctxOf } from './contexts.ts';
import { momentOf } from './moment.ts';
import { picture } from './picture.ts';
import { handleOf, known, type StepRecord } from './record-index.ts';
import { dataText, type EventText, eventAt, ringPicture } from './ring.ts';
import type { Session } from './session.ts';

/** One struct io_event that a request of the current context has left. */
export interface EventRow extends EventText {
  /** Number of its FillSlot record: which event this is, however often its slot was used. */
  readonly id: number;
  readonly slot: number;
  readonly state: 'filled' | 'unreaped' | 'delivered' | 'lost';
  /** Virtual ns at which it was written. */
  readonly time: number;
}

export interface EventList {
  /** The newest last. */
  readonly rows: readonly EventRow[];
  /** Older events that are not listed. */
  readonly skipped: number;
  readonly unreaped: number;
  readonly inFlight: number | undefined;
}

const MAX_ROWS = 64;

/**
 * The events of the current context up to the cursor. Those that are still to be reaped are read from the ring, which
 * the program may have changed; those that were, from the record of their completion.
 */
export const eventList = picture<EventList>((session) => {
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
    rows.push(rowOf(session, id, record, rows));
  }
  return {
    rows: rows.reverse(),
    skipped: at - start + 1,
    unreaped: ring.state === 'mapped' ? ring.events : 0,
    inFlight: kioctxOf(session, context.handle)?.inFlight,
  };
});

function rowOf(session: Session, id: number, record: StepRecord, newer: readonly EventRow[]): EventRow {
  const slot = Number(record.payload[2] ?? 0n);
  const time = record.time;
  const ring = ringPicture(session);
  if (ring.state !== 'mapped') return { id, slot, time, state: 'lost', ...fromRecord(session, record) };
  const overwritten = newer.some((row) => row.slot === slot);
  const index = (slot - ring.head + ring.nr) % ring.nr;
  const filled = ring.slots.some((near) => near.slot === slot && near.state === 'filled');
  if (overwritten || (index >= ring.events && !filled)) {
    return { id, slot, time, state: 'delivered', ...fromRecord(session, record) };
  }
  const event = eventAt(session, ring.handle + slotOffset(slot)) ?? fromRecord(session, record);
  return { id, slot, time, state: filled ? 'filled' : 'unreaped', ...event };
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
