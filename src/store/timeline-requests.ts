import { IocbCmd } from '../../assembly/uapi/aio_abi.ts';
import { RecordLayout, Step } from '../../assembly/uapi/records.ts';
import { signedWord, word } from './record-words.ts';
import { TimelineContext } from './timeline-context.ts';
import { RingLevels } from './timeline-levels.ts';
import { PhaseTimes, type Totals } from './timeline-phases.ts';
import { DepthPyramid } from './timeline-pyramid.ts';
import { End, type Request } from './timeline-request.ts';
import { FreeRows } from './timeline-rows.ts';
import { Spans } from './timeline-spans.ts';
import { isFirst, Subjects } from './timeline-subject.ts';
import { UringTracker } from './timeline-uring.ts';

/** Words of a PublishTail that the model writes; what was inferred has one more, when it was not so yet. */
const MODEL_WORDS = 4;

/** Follows every request from phase to phase, by the steps of the kernel that are about it. */
export class RequestTracker {
  /** In order of submission. */
  readonly all: Request[] = [];
  /** Each from its beginning to its end. */
  readonly spans = new Spans();
  readonly submitting = new DepthPyramid();
  readonly device = new DepthPyramid();
  readonly unreaped = new DepthPyramid();
  readonly levels = new RingLevels();
  /** Rows that were ever in use. */
  rows = 0;

  /** Those of io_uring. */
  readonly uring = new UringTracker({
    begin: (about, time) => this.begin(about, time),
    queue: (request, time, due) => this.queue(request, time, due),
    show: (request, time, unseen) => {
      request.unseen = Math.max(request.start, unseen);
      this.complete(request, time);
      this.show(request, time);
    },
    leave: (requests, time, end) => this.leave(requests, time, end),
    finish: (request, time, end) => {
      this.complete(request, time);
      this.finish(request, time, end);
    },
  });

  private readonly phases = new PhaseTimes();
  private readonly contexts = new Map<number, TimelineContext>();
  private readonly subjects = new Subjects(this.contexts);
  private readonly freeRows = new FreeRows();
  private allocatedNr = 0;

  /**
   * A step of the kernel.
   * @param begin ns at which its moment begins
   * @param time ns at which it ends
   */
  step(view: DataView, at: number, index: number, begin: number, time: number): void {
    const step: Step = view.getUint8(at + RecordLayout.step);
    const handle = word(view, at, 0);
    if (step >= Step.AllocateUring && step <= Step.CqringWake) {
      this.uring.step(view, at, index, begin, time);
      return;
    }
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
          request.res = signedWord(view, at, 2);
          this.submitting.change(time, -1);
          this.finish(request, time, End.Refused);
        });
        return;
      case Step.FillSlot:
        this.subject(view, at, (request) => {
          request.res = signedWord(view, at, 4);
        });
        return;
      case Step.PublishTail:
        this.subject(view, at, (request) => {
          const inferred = view.getUint8(at + RecordLayout.words) > MODEL_WORDS;
          request.unseen = inferred ? Math.max(request.start, word(view, at, MODEL_WORDS)) : time;
          this.publish(request, word(view, at, 2), time);
        });
        return;
      case Step.ReadEvents:
        // The kernel sees head here: events before it that nobody delivered were reaped by the program.
        if (word(view, at, 2) === 0) this.reap(handle, word(view, at, 1), time, End.ReapedByProgram);
        return;
      case Step.StoreHead:
        this.reap(handle, word(view, at, 1), time, End.ReapedByProgram);
        this.reap(handle, word(view, at, 2), time, End.Delivered);
        return;
      case Step.RefillSlots:
        // The kernel counts what is left: events before that were reaped by the program.
        this.leave(this.contexts.get(handle)?.keepLast(word(view, at, 2)), time, End.ReapedByProgram);
        return;
      case Step.KillIoctx:
        this.leave(this.contexts.get(handle)?.kill(), time, End.Gone);
        return;
      default:
        // The first step of a completion says which request it is about; others say nothing new.
        if (isFirst(step)) this.subject(view, at, () => {});
    }
  }

  /** At the end of the moment that is over at `time`. */
  totalsAt(time: number): Totals {
    return this.phases.totalsAt(time, this.spans.before(time));
  }

  /** When the device is done with the request that a completion is about; undefined when the device had no part. */
  dueOf(view: DataView, at: number): number | undefined {
    const due = this.subjects.of(view, at)?.due;
    return due === undefined || due === Number.POSITIVE_INFINITY ? undefined : due;
  }

  private map(handle: number): void {
    this.contexts.set(handle, new TimelineContext(this.allocatedNr, this.contexts.get(handle)));
  }

  private submit(view: DataView, at: number, index: number, begin: number): void {
    const [handle, iocb] = [word(view, at, 0), word(view, at, 1)];
    const request = this.begin({ handle, iocb, sqe: undefined, record: index }, begin);
    this.subjects.submitting(view.getUint8(at + RecordLayout.task), request);
  }

  private begin(about: Pick<Request, 'handle' | 'iocb' | 'sqe' | 'record'>, begin: number): Request {
    const never = Number.POSITIVE_INFINITY;
    const row = this.freeRows.take();
    this.rows = Math.max(this.rows, row + 1);
    const request: Request = {
      ...about,
      id: this.all.length,
      row,
      start: begin,
      opcode: undefined,
      queued: never,
      due: never,
      aside: never,
      published: never,
      unseen: never,
      ended: never,
      end: End.Open,
      res: undefined,
    };
    this.all.push(request);
    this.spans.push(begin, never, 0, 0);
    this.submitting.change(begin, 1);
    return request;
  }

  private queue(request: Request, time: number, due: number): void {
    request.queued = time;
    request.due = due;
    this.phases.queued(time);
    this.submitting.change(time, -1);
    this.device.change(time, 1);
    if (!request.sqe) this.contexts.get(request.handle)?.takeOff(request);
  }

  /** It is in flight no more. @returns whether it was at the device, or its like */
  private complete(request: Request, time: number): boolean {
    const waited = request.queued !== Number.POSITIVE_INFINITY;
    (waited ? this.device : this.submitting).change(time, -1);
    request.published = time;
    this.phases.published(time, waited);
    return waited;
  }

  private publish(request: Request, slot: number, time: number): void {
    const waited = this.complete(request, time);
    const context = this.contexts.get(request.handle);
    if (waited) context?.land(request);
    if (!context || context.dead) {
      this.finish(request, time, End.Gone);
      return;
    }
    const before = context.fill(slot, request);
    if (before) this.leave([before], time, End.ReapedByProgram);
    this.show(request, time);
  }

  /** The program can see its event. */
  private show(request: Request, time: number): void {
    request.unseen = Math.min(request.unseen, time);
    this.unreaped.change(time, 1);
    this.levels.change(time, 1);
  }

  /** Head has moved on to `head`: every event up to there is out of the ring. */
  private reap(handle: number, head: number, time: number, end: End): void {
    this.leave(this.contexts.get(handle)?.moveHead(head), time, end);
  }

  /** Events are out of the ring. */
  private leave(requests: readonly Request[] | undefined, time: number, end: End): void {
    for (const request of requests ?? []) {
      this.unreaped.change(time, -1);
      this.levels.change(time, -1);
      this.finish(request, time, end);
    }
  }

  private finish(request: Request, time: number, end: End): void {
    request.ended = time;
    request.end = end;
    this.phases.ended(time, end);
    this.freeRows.give(request.row);
    this.spans.close(request.id, time);
  }

  private subject(view: DataView, at: number, change: (request: Request) => void): void {
    const request = this.subjects.of(view, at);
    if (request) change(request);
  }
}
