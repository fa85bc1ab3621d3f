import { IoRings } from '../../../assembly/uapi/io_uring_abi.ts';
import { uring as text } from '../../text/en/uring.ts';
import { IoRingView } from '../../uapi/io-ring-view.ts';
import { uringSetupFlagNames } from '../../uapi/io-uring-names.ts';
import { resultName } from '../../uapi/names.ts';
import type { FileMapping } from '../file-mappings.ts';
import { momentOf } from '../moment.ts';
import { filesAt, isOfSqes, uringOffset } from '../named-ranges.ts';
import { picture } from '../picture.ts';
import { dataText } from '../ring.ts';
import type { Session } from '../session.ts';
import type { FactId } from '../spotlight.ts';

/** One of the kernel's numbers, or a word of the shared page where there is nothing else. */
export interface UringFact {
  readonly id: FactId | undefined;
  /** Bytes of user memory. */
  readonly at: number | undefined;
  readonly name: string;
  readonly value: string;
}

/** Places of the completion queue, as the kernel counts them. */
export interface CqCounts {
  /** Published, and cq.head has not passed them. */
  readonly unreaped: number;
  /** Written, and not published yet. */
  readonly filled: number;
  readonly room: number;
  /** CQEs for which there was no room. */
  readonly overflow: number;
}

/** struct io_ring_ctx of one ring. */
export interface UringKernel {
  readonly row: number;
  readonly name: string;
  readonly cq: CqCounts;
  readonly facts: readonly UringFact[];
}

/** CQEs of the overflow list that are named. */
const LISTED = 4;
/** Rings that are shown. */
const MOST_RINGS = 4;

/** What the kernel keeps for itself about every io_uring that there is, at the cursor; none where it does not show that. */
export const uringKernel = picture<readonly UringKernel[]>((session) =>
  session.recording.machine.can.kernelState
    ? IoRingView.all(momentOf(session).bytes)
        .slice(-MOST_RINGS)
        .map((ring) => kernelOf(session, ring))
    : [],
);

function kernelOf(session: Session, ring: IoRingView): UringKernel {
  const fd = session.index.files.urings.findLast((life) => life.ring === ring.row)?.fd;
  const [head, tail] = [ring.shared(IoRings.cq_head), ring.shared(IoRings.cq_tail)];
  const queued = (ring.cachedCqTail - head) >>> 0;
  const filled = Math.min(queued, (ring.cachedCqTail - tail) >>> 0);
  const unreaped = Math.min(ring.cqEntries, queued - filled);
  return {
    row: ring.row,
    name: text.kernelOf(fd),
    cq: { unreaped, filled, room: Math.max(0, ring.cqEntries - unreaped - filled), overflow: ring.overflow },
    facts: factsOf(session, ring),
  };
}

function factsOf(session: Session, ring: IoRingView): UringFact[] {
  const rings = filesAt(session).find((mapping) => mapping.uring?.ring === ring.row && !isOfSqes(mapping));
  const own = (id: FactId, value: string | number): UringFact => {
    return { id, at: undefined, name: text.factNames[id as keyof typeof text.factNames], value: `${value}` };
  };
  return [
    own('uring_sq_entries', ring.sqEntries),
    own('uring_cq_entries', ring.cqEntries),
    own('uring_sq_mask', ring.sqEntries - 1),
    own('uring_cq_mask', ring.cqEntries - 1),
    own('uring_cached_sq_head', ring.cachedSqHead),
    own('uring_cached_cq_tail', ring.cachedCqTail),
    own('uring_in_flight', ring.inFlight),
    own('uring_compl_reqs', ring.completed),
    own('uring_overflow', overflowText(ring)),
    own('uring_waiters', ring.waiters),
    own('uring_flags', uringSetupFlagNames(ring.flags)),
    droppedFact(ring, rings),
  ];
}

function overflowText(ring: IoRingView): string {
  const listed = ring
    .overflowed(LISTED)
    .map(({ userData, res }) => text.overflowed(dataText(userData), resultName(res)));
  if (listed.length === 0) return '0';
  return `${ring.overflow}: ${listed.join(', ')}${ring.overflow > listed.length ? ', …' : ''}`;
}

/** The kernel counts what it drops in the shared page, and nowhere else. */
function droppedFact(ring: IoRingView, rings: FileMapping | undefined): UringFact {
  const at = rings && rings.start - uringOffset(rings, rings.start) + IoRings.sq_dropped;
  return { id: undefined, at, name: text.dropped, value: `${ring.shared(IoRings.sq_dropped)}` };
}

/** Every number under its id, of all rings. */
export const uringFactValue = (session: Session, id: FactId): string | undefined => {
  const found = uringKernel(session).flatMap(({ facts }) => facts.filter((fact) => fact.id === id));
  return found.length === 0 ? undefined : found.map(({ value }) => value).join(', ');
};
