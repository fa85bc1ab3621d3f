import { IocbCmd } from '../../assembly/uapi/aio_abi.ts';
import { RecordLayout, Step } from '../../assembly/uapi/records.ts';
import { Sys } from '../../assembly/uapi/syscalls.ts';
import { DepthPyramid } from './timeline-pyramid.ts';
import { FreeRows } from './timeline-rows.ts';
import { Spans } from './timeline-spans.ts';

/** How the way of a request ends. */
export const enum End {
  /** It has not: the run ends before, or is not known further. */
  Open,
  /** io_getevents copied its event, and moved head. */
  Delivered,
  /** The program moved head by itself; when exactly is not in the records, only that it was before this. */
  ReapedByProgram,
  /** io_submit refused it. */
  Refused,
  /** Its event was still in the ring when the ring went. */
  Gone,
}

/** One request, from io_submit's first look at its iocb on. Times are virtual ns, Infinity for what is not known. */
export interface Request {
  readonly handle: number;
  /** Its place in RequestTracker.all, and in spans. */
  readonly id: number;
  /** User address of its iocb: the same one may be submitted again and again. */
  readonly iocb: number;
  /** Number of its CopyIocb record. */
  readonly record: number;
  /** Row of the drawing that it has for itself while it is there. */
  readonly row: number;
  /** io_submit begins with it. */
  readonly start: number;
  /** aio_lio_opcode; undefined before it is looked at. */
  opcode: number | undefined;
  /** The device has it, or a worker (FSYNC), or it waits for its file (POLL); Infinity when it never has to wait. */
  queued: number;
  /** When device or worker will be done; of a poll nobody knows. */
  due: number;
  /** tail moves: the program can see its event. */
  published: number;
  /** Its event leaves the ring, or io_submit refuses it. */
  ended: number;
  end: End;
  /** res of its event, or the -errno of its refusal. */
  res: number | undefined;
}

export type Phase = 'later' | 'submitting' | 'device' | 'unreaped' | 'reaped' | 'refused' | 'gone';

/** In which phase a request is at the end of the moment that is over at `time`. */
export function phaseAt(request: Request, time: number): Phase {
  if (request.start >= time) return 'later';
  if (request.ended <= time) {
    if (request.end === End.Refused) return 'refused';
    return request.end === End.Gone ? 'gone' : 'reaped';
  }
  if (request.published <= time) return 'unreaped';
  return request.queued <= time ? 'device' : 'submitting';
}

/** How many requests are in each phase at a time. */
export interface Totals {
  readonly submitted: number;
  readonly submitting: number;
  readonly device: number;
  readonly unreaped: number;
  readonly reaped: number;
  readonly refused: number;
  readonly gone: number;
}

/** How many of an ascending list are not above `value`. */
export function upTo(list: readonly number[], value: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (list[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** With which a completion begins. */
const FIRST_STEPS: ReadonlySet<Step> = new Set([Step.Transfer, Step.PollWake, Step.PollAgain, Step.Fsync]);

/** What is known of a context: whose events are in its ring. */
interface Context {
  nr: number;
  dead: boolean;
  /** Request whose event is in a slot and was not reaped, by slot. */
  readonly slots: Map<number, Request>;
  /** Where the kernel saw head last. */
  head: number;
  /** Requests in flight, by address of their iocb: the same may be there more than once. */
  readonly flying: Map<number, Request[]>;
}

/** Tells requests apart, by the steps of the kernel that are about them. */
export class RequestTracker {
  /** In order of submission. */
  readonly all: Request[] = [];
  /** Each from its beginning to its end. */
  readonly spans = new Spans();
  readonly submitting = new DepthPyramid();
  readonly device = new DepthPyramid();
  readonly unreaped = new DepthPyramid();
  /** Rows that were ever in use. */
  rows = 0;
  /** Events in all rings, after each change: ns and how many. */
  readonly levelTimes: number[] = [];
  readonly levels: number[] = [];
  mostUnreaped = 0;

  /** When requests went from phase to phase: ns, ascending. */
  private readonly toDevice: number[] = [];
  private readonly fromDevice: number[] = [];
  private readonly toRing: number[] = [];
  private readonly ends: Readonly<Record<'reaped' | 'refused' | 'gone', number[]>> = {
    reaped: [],
    refused: [],
    gone: [],
  };

  private readonly contexts = new Map<number, Context>();
  /** Of every task: what its io_submit is working on. */
  private readonly current = new Map<number, Request>();
  private readonly freeRows = new FreeRows();
  private allocatedNr = 0;
  /** The completion that goes on (activity and ordinal), and its request. */
  private completion = 0;
  private completing: Request | undefined;
  private inRings = 0;

  /**
   * A step of the kernel.
   * @param begin ns at which its moment begins
   * @param time ns at which it ends
   */
  step(view: DataView, at: number, index: number, begin: number, time: number): void {
    const step: Step = view.getUint8(at + RecordLayout.step);
    const handle = word(view, at, 0);
    switch (step) {
      case Step.AllocateRing:
        this.allocatedNr = word(view, at, 1);
        return;
      case Step.MapRing:
        this.map(handle);
        return;
      case Step.CopyIocb:
        this.submit(view, at, index, begin);
        return;
      case Step.PreparePoll:
        this.subject(view, at, (request) => {
          request.opcode = IocbCmd.POLL;
        });
        return;
      case Step.PollFile:
        if (word(view, at, 4) !== 0) {
          this.subject(view, at, (request) => this.queue(request, time, Number.POSITIVE_INFINITY));
        }
        return;
      case Step.PrepareFsync:
      case Step.PrepareRw:
        this.subject(view, at, (request) => {
          request.opcode = word(view, at, 2);
        });
        return;
      case Step.QueueWork:
      case Step.QueueAtDevice:
        this.subject(view, at, (request) => this.queue(request, time, begin + word(view, at, 2)));
        return;
      case Step.Refuse:
        this.subject(view, at, (request) => {
          request.res = signed(view, at, 2);
          this.submitting.change(time, -1);
          this.finish(request, time, End.Refused);
        });
        return;
      case Step.FillSlot:
        this.subject(view, at, (request) => {
          request.res = signed(view, at, 4);
        });
        return;
      case Step.PublishTail:
        this.subject(view, at, (request) => this.publish(request, word(view, at, 2), time));
        return;
      case Step.ReadEvents:
        if (word(view, at, 2) === 0) this.headIs(handle, word(view, at, 1), time);
        return;
      case Step.StoreHead:
        this.headIs(handle, word(view, at, 1), time);
        this.reap(handle, word(view, at, 2), time, End.Delivered);
        return;
      case Step.RefillSlots:
        this.onlyLeft(handle, word(view, at, 2), time);
        return;
      case Step.KillIoctx:
        this.kill(handle, time);
        return;
      default:
        // The first step of a completion says which request it is about; others say nothing new.
        if (FIRST_STEPS.has(step)) this.subject(view, at, () => {});
    }
  }

  /** At the end of the moment that is over at `time`. */
  totalsAt(time: number): Totals {
    const submitted = this.spans.before(time);
    const queued = upTo(this.toDevice, time);
    const done = upTo(this.fromDevice, time);
    const published = upTo(this.toRing, time);
    const reaped = upTo(this.ends.reaped, time);
    const refused = upTo(this.ends.refused, time);
    const gone = upTo(this.ends.gone, time);
    return {
      submitted,
      submitting: submitted - queued - (published - done) - refused,
      device: queued - done,
      unreaped: published - reaped - gone,
      reaped,
      refused,
      gone,
    };
  }

  /** When the device is done with the request that a completion is about; undefined when the device had no part. */
  dueOf(view: DataView, at: number): number | undefined {
    const due = this.find(view, at)?.due;
    return due === undefined || due === Number.POSITIVE_INFINITY ? undefined : due;
  }

  private map(handle: number): void {
    const flying = this.contexts.get(handle)?.flying ?? new Map<number, Request[]>();
    this.contexts.set(handle, { nr: this.allocatedNr, dead: false, slots: new Map(), head: 0, flying });
  }

  private submit(view: DataView, at: number, index: number, begin: number): void {
    const never = Number.POSITIVE_INFINITY;
    const row = this.freeRows.take();
    this.rows = Math.max(this.rows, row + 1);
    const request: Request = {
      id: this.all.length,
      handle: word(view, at, 0),
      iocb: word(view, at, 1),
      record: index,
      row,
      start: begin,
      opcode: undefined,
      queued: never,
      due: never,
      published: never,
      ended: never,
      end: End.Open,
      res: undefined,
    };
    this.all.push(request);
    this.spans.push(begin, never, 0, 0);
    this.submitting.change(begin, 1);
    this.current.set(view.getUint8(at + RecordLayout.task), request);
  }

  private queue(request: Request, time: number, due: number): void {
    request.queued = time;
    request.due = due;
    this.toDevice.push(time);
    this.submitting.change(time, -1);
    this.device.change(time, 1);
    const flying = this.contexts.get(request.handle)?.flying;
    const same = flying?.get(request.iocb);
    if (same) same.push(request);
    else flying?.set(request.iocb, [request]);
  }

  private publish(request: Request, slot: number, time: number): void {
    const waited = request.queued !== Number.POSITIVE_INFINITY;
    (waited ? this.device : this.submitting).change(time, -1);
    request.published = time;
    this.toRing.push(time);
    if (waited) this.fromDevice.push(time);
    const context = this.contexts.get(request.handle);
    if (waited && context) forget(context.flying, request);
    if (!context || context.dead) {
      this.finish(request, time, End.Gone);
      return;
    }
    // The kernel only fills a slot that head has passed.
    const before = context.slots.get(slot);
    if (before) this.leave(context, slot, before, time, End.ReapedByProgram);
    context.slots.set(slot, request);
    this.unreaped.change(time, 1);
    this.level(time, 1);
  }

  /** The kernel sees head here: events before it that nobody delivered were reaped by the program. */
  private headIs(handle: number, head: number, time: number): void {
    this.reap(handle, head, time, End.ReapedByProgram);
  }

  /** Head has moved on to `head`: every event up to there is out of the ring. */
  private reap(handle: number, head: number, time: number, end: End): void {
    const context = this.contexts.get(handle);
    if (!context || context.nr === 0) return;
    const to = head % context.nr;
    const steps = (to - context.head + context.nr) % context.nr;
    // A head that went back, or past what there is, is no reaping.
    if (steps <= context.slots.size) {
      for (let i = 0; i < steps; i++) {
        const slot = (context.head + i) % context.nr;
        const request = context.slots.get(slot);
        if (request) this.leave(context, slot, request, time, end);
      }
    }
    context.head = to;
  }

  /** The kernel counts only so many events in the ring: those before them were reaped by the program. */
  private onlyLeft(handle: number, left: number, time: number): void {
    const context = this.contexts.get(handle);
    if (!context) return;
    while (context.slots.size > left) {
      const request = context.slots.get(context.head);
      if (!request) return;
      this.leave(context, context.head, request, time, End.ReapedByProgram);
      context.head = (context.head + 1) % context.nr;
    }
  }

  private kill(handle: number, time: number): void {
    const context = this.contexts.get(handle);
    if (!context) return;
    for (const [slot, request] of [...context.slots]) this.leave(context, slot, request, time, End.Gone);
    context.dead = true;
  }

  private leave(context: Context, slot: number, request: Request, time: number, end: End): void {
    context.slots.delete(slot);
    this.unreaped.change(time, -1);
    this.level(time, -1);
    this.finish(request, time, end);
  }

  private finish(request: Request, time: number, end: End): void {
    request.ended = time;
    request.end = end;
    this.ends[end === End.Refused ? 'refused' : end === End.Gone ? 'gone' : 'reaped'].push(time);
    this.freeRows.give(request.row);
    this.spans.close(request.id, time);
  }

  private level(time: number, delta: number): void {
    this.inRings += delta;
    this.mostUnreaped = Math.max(this.mostUnreaped, this.inRings);
    if (this.levelTimes.at(-1) === time) {
      this.levels[this.levels.length - 1] = this.inRings;
    } else {
      this.levelTimes.push(time);
      this.levels.push(this.inRings);
    }
  }

  private subject(view: DataView, at: number, change: (request: Request) => void): void {
    const request = this.find(view, at);
    if (request) change(request);
  }

  /**
   * Which request a step is about: in io_submit, the one its task is working on; in a completion, the one of this
   * iocb that the device is done with first.
   */
  private find(view: DataView, at: number): Request | undefined {
    const step: Step = view.getUint8(at + RecordLayout.step);
    const activity = view.getUint16(at + RecordLayout.activity, true);
    const iocb = word(view, at, 1);
    if (activity === Sys.io_submit && !isPoll(step)) {
      // What io_submit writes to a pipe may wake a poll, which completes in between.
      const current = this.current.get(view.getUint8(at + RecordLayout.task));
      if (current?.iocb === iocb) return current;
    }
    const completion = activity * 2 ** 32 + view.getUint32(at + RecordLayout.ordinal, true);
    if (FIRST_STEPS.has(step) || completion !== this.completion || this.completing?.iocb !== iocb) {
      this.completion = completion;
      this.completing = this.choose(word(view, at, 0), iocb, isPoll(step));
    }
    return this.completing;
  }

  private choose(handle: number, iocb: number, poll: boolean): Request | undefined {
    return this.contexts
      .get(handle)
      ?.flying.get(iocb)
      ?.filter((request) => !poll || request.opcode === IocbCmd.POLL)
      .reduce<Request | undefined>((first, other) => (first && first.due <= other.due ? first : other), undefined);
  }
}

function isPoll(step: Step): boolean {
  return step === Step.PollWake || step === Step.PollAgain;
}

function forget(flying: Map<number, Request[]>, request: Request): void {
  const same = flying.get(request.iocb);
  if (!same) return;
  same.splice(same.indexOf(request), 1);
  if (same.length === 0) flying.delete(request.iocb);
}

/** A payload word, as a number: handles, addresses in the window, and counts are below 2^53. */
function word(view: DataView, at: number, index: number): number {
  const place = at + RecordLayout.payload + index * 8;
  return view.getUint32(place, true) + view.getUint32(place + 4, true) * 2 ** 32;
}

function signed(view: DataView, at: number, index: number): number {
  const place = at + RecordLayout.payload + index * 8;
  return view.getUint32(place, true) + view.getInt32(place + 4, true) * 2 ** 32;
}
