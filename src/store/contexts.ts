import { KioctxState } from '../../assembly/uapi/kernel-state.ts';
import type { KioctxView } from '../uapi/kioctx-view.ts';
import { momentOf } from './moment.ts';
import { picture } from './picture.ts';
import { handleOf } from './record-index.ts';
import type { Session } from './session.ts';

/** An aio context that the program has made up to the cursor. */
export interface ContextRef {
  readonly handle: number;
  /** Record number of its MapRing: an address may be used again by a later context. */
  readonly from: number;
  /** ring.nr as the kernel made it. */
  readonly nr: number;
  /** Of its mapping. */
  readonly bytes: number;
  /** False once io_destroy has taken it out of the table. */
  readonly live: boolean;
}

/** The contexts to choose from: the live ones, in the order they were made; the last dead one when none is live. */
export const contextsAt = picture<readonly ContextRef[]>((session) => {
  const { index, recording } = session;
  const count = index.recordsAt(recording.position);
  const latest = new Map<number, ContextRef>();
  for (const { handle, from, nr, bytes } of index.contexts) {
    if (from >= count) break;
    latest.delete(handle);
    latest.set(handle, { handle, from, nr, bytes, live: isLive(session, handle) });
  }
  const all = [...latest.values()];
  const live = all.filter((context) => context.live);
  return live.length > 0 ? live : all.slice(-1);
});

/** The context that Ring, events and kernel state speak of: the chosen one, else the one the kernel last worked on. */
export const currentContext = picture<ContextRef | undefined>((session, { context }) => {
  const contexts = contextsAt(session);
  const chosen = contexts.find(({ handle }) => handle === context);
  if (chosen || contexts.length < 2) return chosen ?? contexts[0];
  const handle = lastHandle(session);
  return contexts.find((candidate) => candidate.handle === handle) ?? contexts.at(-1);
});

/** How far back the kernel's last work on a context is looked for. */
const LOOK_BACK = 64;

function lastHandle({ index, recording }: Session): number | undefined {
  const count = index.recordsAt(recording.position);
  for (let i = count - 1; i >= Math.max(0, count - LOOK_BACK); i--) {
    const record = index.at(i);
    if (record.kind === 'step' && record.payload.length > 0) return handleOf(record);
  }
  return undefined;
}

/** Whether io_destroy has not taken it away: as the kernel knows it, else as the mapping shows it. */
function isLive(session: Session, handle: number): boolean {
  const { machine } = session.recording;
  if (machine.can.kernelState) return kioctxOf(session, handle) !== undefined;
  return machine.memory.protection(handle)?.ring === true;
}

/** What the kernel keeps about a live context; undefined when the machine does not show it. */
export function kioctxOf(session: Session, handle: number): KioctxView | undefined {
  const { task, kioctxs } = momentOf(session);
  const { mm } = task;
  return kioctxs.find(
    (context) => context.userId === handle && context.mm === mm && context.state !== KioctxState.Dead,
  );
}
