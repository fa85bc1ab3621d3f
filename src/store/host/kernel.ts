import { AioRing } from '../../../assembly/uapi/aio_abi.ts';
import { duration } from '../../text/format.ts';
import { AioRingView } from '../../uapi/aio-ring-view.ts';
import { currentContext } from '../contexts.ts';
import { type TaskFact, tasks } from '../kernel-picture.ts';
import { momentOf } from '../moment.ts';
import { picture } from '../picture.ts';
import { knowsRequests } from '../request-life.ts';
import type { Session } from '../session.ts';
import { readUser } from '../user-reader.ts';

/** A word of the ring that kernel and program share. */
export interface SharedWord {
  readonly name: string;
  readonly value: number;
  readonly at: number;
}

/** What can be seen of a kernel from outside, at the cursor. */
export interface HostKernel {
  /** None when there is no ring. */
  readonly shared: readonly SharedWord[];
  readonly submitted: number;
  /** No event was seen of them yet. */
  readonly inFlight: number;
  readonly seen: number;
  readonly unreaped: number;
  readonly clock: string;
  readonly tasks: readonly TaskFact[];
}

/** In place of the kernel's own numbers, of a run on a host. */
export const hostKernel = picture<HostKernel>(see, { also: knowsRequests });

function see(session: Session): HostKernel {
  const { requests } = session.timeline;
  const { now } = session.recording.machine;
  const { submitted, submitting, device, unreaped, reaped, gone } = requests.totalsAt(now);
  return {
    shared: sharedWords(session),
    submitted,
    inFlight: submitting + device,
    seen: unreaped + reaped + gone,
    unreaped,
    clock: duration(now),
    tasks: tasks(session),
  };
}

function sharedWords(session: Session): SharedWord[] {
  const context = currentContext(session);
  const bytes = context?.live ? readUser(momentOf(session).memory, context.handle, AioRing.SIZEOF) : undefined;
  if (!context || !bytes) return [];
  const { nr, head, tail } = new AioRingView(bytes);
  return [
    { name: 'ring->nr', value: nr, at: context.handle + AioRing.nr },
    { name: 'ring->head', value: head, at: context.handle + AioRing.head },
    { name: 'ring->tail', value: tail, at: context.handle + AioRing.tail },
  ];
}
