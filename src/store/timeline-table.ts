import { IocbCmd } from '../../assembly/uapi/aio_abi.ts';
import { IoUringOp } from '../../assembly/uapi/io_uring_abi.ts';
import { text } from '../text/index.ts';
import { hex, resultName } from '../uapi/names.ts';
import { momentOf } from './moment.ts';
import { same } from './picture.ts';
import { dataText } from './ring.ts';
import type { Session } from './session.ts';
import type { Totals } from './timeline-phases.ts';
import { End, operation, type Phase, phaseAt, type Request } from './timeline-request.ts';

/** A request in words. Times are virtual ns; undefined for what does not happen, or is not known yet. */
export interface RequestRow {
  readonly id: number;
  /** What the program calls its iocb, else the address; of io_uring, its user_data. */
  readonly name: string;
  /** It is one of io_uring. */
  readonly uring: boolean;
  readonly opcode: string | undefined;
  readonly start: number;
  readonly queued: number | undefined;
  readonly published: number | undefined;
  readonly ended: number | undefined;
  readonly end: 'open' | 'delivered' | 'program' | 'refused' | 'gone';
  readonly res: string | undefined;
  /** At the cursor. */
  readonly phase: Phase;
  /** What it waits for while it is in flight. */
  readonly waits: 'device' | 'worker' | 'file' | 'room';
}

export interface RequestTable {
  /** Those submitted around the cursor, in order of submission. */
  readonly rows: readonly RequestRow[];
  /** Requests before and after them. */
  readonly earlier: number;
  readonly later: number;
  readonly totals: Totals;
}

/** Rows before the cursor, and after it. */
const BEFORE = 12;
const AFTER = 4;

const ENDS = {
  [End.Open]: 'open',
  [End.Delivered]: 'delivered',
  [End.ReapedByProgram]: 'program',
  [End.Refused]: 'refused',
  [End.Gone]: 'gone',
} as const;

let last: { session: Session; key: string; table: RequestTable } | undefined;

/** The text twin of the drawing: requests near the cursor and how many are in which phase. The same object while nothing in it differs. */
export function requestTable(session: Session): RequestTable {
  const { recording, timeline } = session;
  const key = `${recording.position} ${timeline.version}`;
  if (last?.session === session && last.key === key) return last.table;
  const fresh = build(session);
  const table = last?.session === session && same(last.table, fresh) ? last.table : fresh;
  last = { session, key, table };
  return table;
}

function build(session: Session): RequestTable {
  const { requests } = session.timeline;
  const { now } = session.recording.machine;
  const begun = requests.spans.before(now);
  const from = Math.max(0, begun - BEFORE);
  const to = Math.min(requests.all.length, begun + AFTER);
  return {
    rows: requests.all.slice(from, to).map((request) => rowOf(session, request, now)),
    earlier: from,
    later: requests.all.length - to,
    totals: requests.totalsAt(now),
  };
}

function rowOf(session: Session, request: Request, now: number): RequestRow {
  const { id, start, queued, published, ended, end, res } = request;
  return {
    id,
    name: nameOf(session, request),
    uring: request.sqe !== undefined,
    opcode: operation(request),
    start,
    queued: known(queued),
    published: known(published),
    ended: known(ended),
    end: ENDS[end],
    res: res === undefined ? undefined : resultName(res),
    phase: phaseAt(request, now),
    waits: waitsFor(request, now),
  };
}

function nameOf(session: Session, { iocb, sqe }: Request): string {
  const { names } = momentOf(session);
  if (!sqe) return names.at(iocb) ?? hex(iocb);
  return text.timeline.userData(names.at(sqe.userData) ?? dataText(sqe.userData));
}

function waitsFor({ opcode, sqe, aside }: Request, now: number): RequestRow['waits'] {
  if (aside <= now) return 'room';
  if (opcode === (sqe ? IoUringOp.POLL_ADD : IocbCmd.POLL)) return 'file';
  const syncs = sqe ? opcode === IoUringOp.FSYNC : opcode === IocbCmd.FSYNC || opcode === IocbCmd.FDSYNC;
  return syncs ? 'worker' : 'device';
}

function known(time: number): number | undefined {
  return time === Number.POSITIVE_INFINITY ? undefined : time;
}
