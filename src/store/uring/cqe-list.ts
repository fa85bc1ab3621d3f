import { IoRings, IoUringCqe, IoUringSqe } from '../../../assembly/uapi/io_uring_abi.ts';
import { IoRingView } from '../../uapi/io-ring-view.ts';
import { cqeFlagNames } from '../../uapi/io-uring-names.ts';
import { resultName } from '../../uapi/names.ts';
import type { FileMapping } from '../file-mappings.ts';
import { momentOf } from '../moment.ts';
import { filesAt, isOfSqes, uringOffset } from '../named-ranges.ts';
import { picture } from '../picture.ts';
import { knowsRequests } from '../request-life.ts';
import { dataText } from '../ring.ts';
import type { Session } from '../session.ts';
import { operation, phaseAt } from '../timeline-request.ts';
import type { Cqe } from '../timeline-uring.ts';
import { readUser } from '../user-reader.ts';

/** One struct io_uring_cqe that a request has left. */
export interface CqeRow {
  /** How many CQEs were written before it. */
  readonly id: number;
  readonly fd: number | undefined;
  /** Of the queue; undefined while there is no room for it. */
  readonly slot: number | undefined;
  /** Where its bytes still stand in the ring; undefined once they are another CQE's, or the ring is gone. */
  readonly at: number | undefined;
  readonly userData: string;
  /** What user_data leads to, if it is an address of something that has a name. */
  readonly meaning: { readonly name: string; readonly address: number } | undefined;
  readonly operation: string | undefined;
  /** Its SQE: the number, and where it lies. What lies there may be another request by now. */
  readonly sqe: { readonly index: number; readonly at: number | undefined };
  readonly res: string;
  readonly failed: boolean;
  readonly flags: string;
  /** ns from the SQE taken to the CQE written. */
  readonly after: number;
  readonly state: 'filled' | 'waiting' | 'unreaped' | 'reaped' | 'gone';
}

export interface CqeList {
  /** The newest last. */
  readonly rows: readonly CqeRow[];
  /** Older ones that are not listed. */
  readonly skipped: number;
  readonly unreaped: number;
  readonly inFlight: number;
  /** Of several rings: each row says which one it is of. */
  readonly several: boolean;
}

/** CQEs listed; Memory has those that are still in the ring. */
const MAX_ROWS = 32;

/**
 * The CQEs of all rings up to the cursor, as the kernel wrote them. Those that still stand in a ring are read from it,
 * which the program may have changed; the others are told from the records.
 */
export const cqeList = picture<CqeList>(listCqes, { also: knowsRequests });

function listCqes(session: Session): CqeList {
  const { cqes } = session.timeline.requests.uring;
  const { now } = session.recording.machine;
  const end = writtenBy(cqes, now);
  const start = Math.max(0, end - MAX_ROWS);
  const newest = new Set<number>();
  const rows: CqeRow[] = [];
  for (let id = end - 1; id >= start; id--) rows.push(rowOf(session, cqes[id]!, id, newest));
  return {
    rows: rows.reverse(),
    skipped: start,
    ...counts(session),
    several: session.index.files.urings.length > 1,
  };
}

function counts(session: Session): Pick<CqeList, 'unreaped' | 'inFlight'> {
  const { machine } = session.recording;
  if (!machine.can.kernelState) {
    const { unreaped, submitting, device } = session.timeline.requests.totalsAt(machine.now);
    return { unreaped, inFlight: submitting + device };
  }
  const rings = IoRingView.all(momentOf(session).bytes);
  return {
    unreaped: sum(rings, (ring) => (ring.shared(IoRings.cq_tail) - ring.shared(IoRings.cq_head)) >>> 0),
    inFlight: sum(rings, (ring) => ring.inFlight),
  };
}

const sum = (rings: readonly IoRingView[], of: (ring: IoRingView) => number) =>
  rings.reduce((total, ring) => total + of(ring), 0);

/** How many were written before the moment that ends now is over. */
function writtenBy(cqes: readonly Cqe[], now: number): number {
  let low = 0;
  let high = cqes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (cqes[middle]!.filled <= now) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** @param newest places of newer CQEs, which have taken those of older ones */
function rowOf(session: Session, { request, ring, slot, filled }: Cqe, id: number, newest: Set<number>): CqeRow {
  const { now } = session.recording.machine;
  const mapped = filesAt(session).filter(({ uring }) => uring?.ring === ring);
  const waits = request.aside <= now && request.published > now;
  const place = waits || slot === undefined ? undefined : cqeAt(mapped, slot);
  const own = place !== undefined && !newest.has(place);
  if (own) newest.add(place);
  const bytes = own ? readUser(momentOf(session).memory, place, IoUringCqe.SIZEOF) : undefined;
  const userData = bytes?.getBigUint64(IoUringCqe.user_data, true) ?? request.sqe?.userData ?? 0n;
  const res = bytes?.getInt32(IoUringCqe.res, true) ?? request.res ?? 0;
  const index = request.sqe?.index ?? 0;
  const phase = phaseAt(request, now);
  return {
    id,
    fd: session.index.files.urings.findLast((life) => life.ring === ring)?.fd,
    slot: waits ? undefined : slot,
    at: bytes && place,
    userData: dataText(userData),
    meaning: meaningOf(session, userData),
    operation: operation(request),
    sqe: { index, at: sqeAt(mapped, index) },
    res: resultName(res),
    failed: res < 0,
    flags: cqeFlagNames(bytes?.getUint32(IoUringCqe.flags, true) ?? 0),
    after: filled - request.start,
    state: waits ? 'waiting' : phase === 'unreaped' || phase === 'reaped' || phase === 'gone' ? phase : 'filled',
  };
}

function cqeAt(mapped: readonly FileMapping[], slot: number): number | undefined {
  const rings = mapped.find((mapping) => !isOfSqes(mapping));
  return rings && rings.start - uringOffset(rings, rings.start) + IoRings.cqes + slot * IoUringCqe.SIZEOF;
}

function sqeAt(mapped: readonly FileMapping[], index: number): number | undefined {
  const sqes = mapped.find(isOfSqes);
  return sqes && sqes.start - uringOffset(sqes, sqes.start) + index * IoUringSqe.SIZEOF;
}

function meaningOf(session: Session, userData: bigint): CqeRow['meaning'] {
  const name = momentOf(session).names.at(userData);
  return name === undefined ? undefined : { name, address: Number(userData) };
}
