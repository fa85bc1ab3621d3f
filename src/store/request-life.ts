import { IocbCmd } from '../../assembly/uapi/aio_abi.ts';
import { duration } from '../text/format.ts';
import { text } from '../text/index.ts';
import { resultName } from '../uapi/names.ts';
import { momentOf } from './moment.ts';
import type { Session } from './session.ts';
import { phaseAt, type Request } from './timeline-request.ts';
import type { RequestTracker } from './timeline-requests.ts';

/** Requests by the address of their iocb, in order of submission, as far as the timeline has gone through the records. */
interface ByIocb {
  /** Of the tracker's requests. */
  done: number;
  readonly requests: Map<number, Request[]>;
}

const known = new WeakMap<RequestTracker, ByIocb>();

function requestsOf({ timeline }: Session, iocb: number): readonly Request[] {
  const { all } = timeline.requests;
  const by = known.get(timeline.requests) ?? { done: 0, requests: new Map() };
  known.set(timeline.requests, by);
  for (; by.done < all.length; by.done++) {
    const request = all[by.done]!;
    const list = by.requests.get(request.iocb);
    if (list) list.push(request);
    else by.requests.set(request.iocb, [request]);
  }
  return by.requests.get(iocb) ?? [];
}

/** How many of an iocb's requests were submitted before `time`. */
function begunBefore(requests: readonly Request[], time: number): number {
  let low = 0;
  let high = requests.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (requests[middle]!.start < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether the timeline knows all records up to the cursor: before that, a request may not be known yet. */
export function knowsRequests({ timeline, recording }: Session): boolean {
  return timeline.version >= recording.records.indexAt(recording.position);
}

/** Requests of one iocb that are looked through for the one that left an event: how often it may be in flight at once. */
const AT_ONCE = 64;

/**
 * From io_submit's first look at an iocb to the event it left, in ns.
 * @param time ns at the end of the moment that wrote the event
 * @returns undefined while the request is not known, or when its iocb was submitted AT_ONCE times since
 */
export function latencyOf(session: Session, iocb: number, time: number): number | undefined {
  const requests = requestsOf(session, iocb);
  let found: Request | undefined;
  const end = begunBefore(requests, time);
  for (const request of requests.slice(Math.max(0, end - AT_ONCE), end)) {
    // The same iocb may be in flight several times: each event is published before the next is written.
    if (request.published >= time && request.published < (found?.published ?? Number.POSITIVE_INFINITY)) {
      found = request;
    }
  }
  return found && time - found.start;
}

/** What has become of an iocb by now, in few words: `in flight for 3.2 µs`. */
export function lifeText(session: Session, iocb: number): string {
  const now = Number(momentOf(session).machine.now);
  const requests = requestsOf(session, iocb);
  const request = requests[begunBefore(requests, now) - 1];
  if (!request) return text.iocb.life.never;
  return phaseText(request, now);
}

function phaseText(request: Request, now: number): string {
  const { life } = text.iocb;
  const result = resultName(request.res ?? 0);
  const took = duration(request.published - request.start);
  switch (phaseAt(request, now)) {
    case 'later':
      return life.never;
    case 'submitting':
      return life.submitting;
    case 'device':
      return waitsFor(request)(duration(now - request.start));
    case 'unreaped':
      return life.unreaped(took, result);
    case 'reaped':
      return life.reaped(took, result);
    case 'refused':
      return life.refused(result);
    case 'gone':
      return life.gone(took, result);
  }
}

function waitsFor({ opcode }: Request): (time: string) => string {
  const { life } = text.iocb;
  if (opcode === IocbCmd.POLL) return life.polling;
  return opcode === IocbCmd.FSYNC || opcode === IocbCmd.FDSYNC ? life.syncing : life.flying;
}
