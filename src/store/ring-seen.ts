import type { IoRings } from '../../assembly/uapi/io_uring_abi.ts';
import { IoRingView } from '../uapi/io-ring-view.ts';
import { currentContext } from './contexts.ts';
import type { FileMapping } from './file-mappings.ts';
import { momentOf } from './moment.ts';
import { filesAt, isOfSqes, uringOffset } from './named-ranges.ts';
import type { Session } from './session.ts';
import { readUser } from './user-reader.ts';

/** An io_uring, by what can be seen of it: of a host's only what io_uring_setup answered and what is mapped. */
export interface SeenRing {
  readonly sqEntries: number;
  readonly cqEntries: number;
  /** The kernel's own; a host does not show it. */
  readonly cachedSqHead: number | undefined;
  /** A word of struct io_rings. */
  readonly shared: (field: IoRings) => number;
  readonly mapped: readonly FileMapping[];
  /** User address of struct io_rings, where the program has mapped it. */
  readonly address: number | undefined;
}

/** An aio context, by what can be seen of it. */
export interface SeenContext {
  readonly handle: number;
  /** ctx->nr_events: on a host what ring->nr was when io_setup had made it. */
  readonly nrEvents: number;
  /** The kernel's own; a host does not show it. */
  readonly tail: number | undefined;
}

/** The io_uring that was made last, of those that there are. */
export function newestRing(session: Session): SeenRing | undefined {
  const { bytes } = momentOf(session);
  const urings = filesAt(session).filter(({ uring }) => uring !== undefined);
  if (session.recording.machine.can.kernelState) {
    const ring = IoRingView.all(bytes).at(-1);
    if (!ring) return undefined;
    const mapped = urings.filter(({ uring }) => uring?.ring === ring.row);
    const { sqEntries, cqEntries, cachedSqHead } = ring;
    return { sqEntries, cqEntries, cachedSqHead, shared: (field) => ring.shared(field), ...places(mapped) };
  }
  const last = urings.at(-1)?.uring;
  if (!last) return undefined;
  const seen = places(urings.filter(({ uring }) => uring === last));
  const shared = (field: IoRings) => wordAt(session, seen.address === undefined ? undefined : seen.address + field);
  return { sqEntries: last.sqEntries, cqEntries: last.cqEntries, cachedSqHead: undefined, shared, ...seen };
}

/** The context that panels are about, or on the model the first of the program's. */
export function seenContext(session: Session): SeenContext | undefined {
  const { kioctxs, task } = momentOf(session);
  if (session.recording.machine.can.kernelState) {
    const context = kioctxs.find(({ mm, userId }) => mm === task.mm && userId !== 0);
    return context && { handle: context.userId, nrEvents: context.nrEvents, tail: context.tail };
  }
  const context = currentContext(session);
  const life = session.index.contexts.findLast(({ handle }) => handle === context?.handle);
  return context?.live && life ? { handle: context.handle, nrEvents: life.nr, tail: undefined } : undefined;
}

function places(mapped: readonly FileMapping[]): Pick<SeenRing, 'mapped' | 'address'> {
  const rings = mapped.find((mapping) => !isOfSqes(mapping));
  return { mapped, address: rings && rings.start - uringOffset(rings, rings.start) };
}

function wordAt(session: Session, address: number | undefined): number {
  if (address === undefined) return 0;
  return readUser(momentOf(session).memory, address, 4)?.getUint32(0, true) ?? 0;
}
