import { Activity, RecordLayout, Step } from '../../assembly/uapi/records.ts';
import { signedWord, word } from './record-words.ts';
import { End, type Request, type SqeRef } from './timeline-request.ts';

/** Words of a CommitCqring that the model writes; what was inferred has one more, when it was not so yet. */
const MODEL_WORDS = 3;

/** What the tracker does with a request, whoever's it is. */
export interface Phases {
  readonly begin: (about: Pick<Request, 'handle' | 'iocb' | 'sqe' | 'record'>, begin: number) => Request;
  readonly queue: (request: Request, time: number, due: number) => void;
  /** @param unseen when it was looked for and not there, on a host */
  readonly show: (request: Request, time: number, unseen: number) => void;
  readonly leave: (requests: readonly Request[], time: number, end: End) => void;
  readonly finish: (request: Request, time: number, end: End) => void;
}

/** One CQE. */
export interface Cqe {
  readonly request: Request;
  readonly ring: number;
  /** Its place in the completion queue; undefined when there never was room for it. */
  slot: number | undefined;
  /** ns at which its 16 bytes are written, or the kernel puts it aside. */
  readonly filled: number;
}

/** What is known of one ring. */
interface Ring {
  readonly cqEntries: number;
  /** Requests without a CQE, by user_data: it may be the same of several. */
  readonly flying: Map<number, Request[]>;
  /** CQEs that are written and not published, and those without room, oldest first. */
  filled: Cqe[];
  overflow: Cqe[];
  /** Published and not reaped, by their sequence number. */
  readonly visible: Map<number, Cqe>;
  tail: number;
}

/** Follows the requests of io_uring: from the SQE that the kernel takes to the cq.head that has passed the CQE. */
export class UringTracker {
  /** In the order in which they were written. */
  readonly cqes: Cqe[] = [];
  private readonly rings = new Map<number, Ring>();
  /** Of every task: the request that its io_uring_enter works on. */
  private readonly current = new Map<number, Request>();

  constructor(private readonly phases: Phases) {}

  /** A step of the kernel's io_uring, as RequestTracker.step() has it. */
  step(view: DataView, at: number, index: number, begin: number, time: number): void {
    const step: Step = view.getUint8(at + RecordLayout.step);
    const number = word(view, at, 0);
    if (step === Step.AllocateUring) {
      const cqEntries = word(view, at, 2);
      this.rings.set(number, { cqEntries, flying: new Map(), filled: [], overflow: [], visible: new Map(), tail: 0 });
      return;
    }
    const ring = this.rings.get(number);
    if (!ring) return;
    switch (step) {
      case Step.GetSqe:
        this.take(ring, view, at, index, begin);
        return;
      case Step.IssueSqe:
        if (word(view, at, 4) !== 0) this.waits(view, at, time);
        return;
      case Step.FillCqe:
        this.fill(ring, number, view, at, time);
        return;
      case Step.OverflowCqe:
        this.putAside(ring, number, view, at, time);
        return;
      case Step.CommitCqring:
        ring.tail = word(view, at, 1);
        this.publish(ring, ring.filled.splice(0), time, inferred(view, at) ? word(view, at, MODEL_WORDS) : time);
        return;
      case Step.FlushOverflow:
        this.publish(ring, [...ring.filled.splice(0), ...ring.overflow.splice(0, word(view, at, 1))], time, time);
    }
  }

  /** The program has moved cq.head. */
  reaped(view: DataView, at: number, time: number): void {
    const ring = this.rings.get(word(view, at, 0));
    const from = word(view, at, 1);
    const count = (word(view, at, 2) - from) >>> 0;
    // A head that went back, or past what there is, is no reaping.
    if (!ring || count > ring.visible.size) return;
    const left: Request[] = [];
    for (let i = 0; i < count; i++) {
      const sequence = (from + i) >>> 0;
      const cqe = ring.visible.get(sequence);
      if (cqe) left.push(cqe.request);
      ring.visible.delete(sequence);
    }
    this.phases.leave(left, time, End.Delivered);
  }

  private take(ring: Ring, view: DataView, at: number, index: number, begin: number): void {
    const userData = view.getBigUint64(at + RecordLayout.payload + 3 * 8, true);
    const sqe: SqeRef = { index: word(view, at, 2), userData };
    const request = this.phases.begin({ handle: word(view, at, 0), iocb: 0, sqe, record: index }, begin);
    request.opcode = word(view, at, 4);
    const key = word(view, at, 3);
    const same = ring.flying.get(key);
    if (same) same.push(request);
    else ring.flying.set(key, [request]);
    this.current.set(view.getUint8(at + RecordLayout.task), request);
  }

  private waits(view: DataView, at: number, time: number): void {
    if (isLater(view, at)) return;
    const request = this.current.get(view.getUint8(at + RecordLayout.task));
    if (request) this.phases.queue(request, time, Number.POSITIVE_INFINITY);
  }

  private fill(ring: Ring, number: number, view: DataView, at: number, time: number): void {
    const request = this.land(ring, view, at);
    if (!request) return;
    request.res = signedWord(view, at, 3);
    const slot = signedWord(view, at, 2);
    // The ring's last fd is closed: nobody can see it.
    if (slot < 0) this.phases.finish(request, time, End.Gone);
    else ring.filled.push(this.add({ request, ring: number, slot, filled: time }));
  }

  private putAside(ring: Ring, number: number, view: DataView, at: number, time: number): void {
    const request = this.land(ring, view, at);
    if (!request) return;
    request.res = signedWord(view, at, 2);
    request.aside = time;
    if (request.queued === Number.POSITIVE_INFINITY) this.phases.queue(request, time, Number.POSITIVE_INFINITY);
    ring.overflow.push(this.add({ request, ring: number, slot: undefined, filled: time }));
  }

  private add(cqe: Cqe): Cqe {
    this.cqes.push(cqe);
    return cqe;
  }

  /** Of the requests with this user_data, the first that can be the one: it has waited, or it has not. */
  private land(ring: Ring, view: DataView, at: number): Request | undefined {
    const key = word(view, at, 1);
    const same = ring.flying.get(key) ?? [];
    const later = isLater(view, at);
    const found = same.findIndex(({ queued }) => (queued !== Number.POSITIVE_INFINITY) === later);
    const [request] = same.splice(Math.max(0, found), 1);
    if (same.length === 0) ring.flying.delete(key);
    return request;
  }

  private publish(ring: Ring, cqes: readonly Cqe[], time: number, unseen: number): void {
    for (const cqe of cqes) {
      cqe.slot = ring.tail % ring.cqEntries;
      ring.visible.set(ring.tail, cqe);
      ring.tail = (ring.tail + 1) >>> 0;
      this.phases.show(cqe.request, time, unseen);
    }
  }
}

function inferred(view: DataView, at: number): boolean {
  return view.getUint8(at + RecordLayout.words) > MODEL_WORDS;
}

/** Not inside the call that took the SQE, but when it could go on. */
function isLater(view: DataView, at: number): boolean {
  return view.getUint16(at + RecordLayout.activity, true) === Activity.tctx_task_work;
}
