import { Activity, RecordKind, RecordLayout, type Step } from '../../assembly/uapi/records.ts';
import { VirtualTime } from '../../assembly/uapi/virtual-time.ts';
import type { RecordLog } from '../recording/record-log.ts';
import { DepthPyramid } from './timeline-pyramid.ts';
import { RequestTracker } from './timeline-requests.ts';
import { Spans } from './timeline-spans.ts';

/** Records between two looks at the time. */
const BATCH = 512;
/** Every so many records their time is written down; the ones between are found by walking. */
const STRIDE = 64;
/** Added to the tag of a step that no task does: an interrupt. */
export const INTERRUPT = 256;
/** Added to the tag of a call that answers -errno. */
export const FAILED = 1 << 16;

/** Kinds that begin or end something that a task does. */
const OF_A_TASK: ReadonlySet<RecordKind> = new Set([
  RecordKind.SyscallEnter,
  RecordKind.SyscallReturn,
  RecordKind.Block,
  RecordKind.Wake,
  RecordKind.Signal,
  RecordKind.Exit,
]);

/** A kind of spans, exactly and as depth over time. */
export class Lane {
  readonly spans = new Spans();
  readonly depth = new DepthPyramid();

  begin(start: number, tag: number, row: number): number {
    this.depth.change(start, 1);
    return this.spans.push(start, Number.POSITIVE_INFINITY, tag, row);
  }

  end(id: number, end: number, tag?: number): void {
    this.depth.change(end, -1);
    this.spans.close(id, end, tag);
  }

  add(start: number, end: number, tag: number): void {
    this.depth.change(start, 1);
    this.depth.change(end, -1);
    this.spans.push(start, end, tag, 0);
  }
}

/** Spans of one task that are open; -1: none. */
interface TaskLine {
  readonly row: number;
  run: number;
  call: number;
  sleep: number;
}

/**
 * What happens when, in virtual time, over the whole recording: built from its records as they come, each looked at
 * once, so that the picture of any stretch costs what it shows and not what the run is long.
 */
export class Timeline {
  /** A task runs its own code. */
  readonly runs = new Lane();
  /** It sleeps in a system call. Tag: WaitReason. */
  readonly sleeps = new Lane();
  /** It is in a system call. Tag: the call's number, and FAILED. */
  readonly calls = new Lane();
  /** One named step of the kernel. Tag: Step, and INTERRUPT. */
  readonly steps = new Lane();
  readonly requests = new RequestTracker();
  /** Tasks that did something, each with a row of its own. */
  tasks = 0;

  private readonly lines = new Map<number, TaskLine>();
  private asleep = 0;
  /** Records gone through, and the moment of the last. */
  private done = 0;
  private position = 0;
  private time = 0;
  /** Whose step the last one was: activity and ordinal. */
  /** Position of the last step, and when its moment began, ns. */
  private momentAt = -1;
  private momentBegan = 0;
  private actor = 0;
  private readonly times: number[] = [];

  constructor(private readonly records: RecordLog) {}

  /** Records gone through: a snapshot of the picture of the run. */
  get version(): number {
    return this.done;
  }

  /** Whether there are records that it has not gone through. */
  get behind(): boolean {
    return this.done < this.records.length;
  }

  /** Goes on through new records, for about `ms` milliseconds at most. */
  update(ms: number): void {
    const end = performance.now() + ms;
    while (this.behind && performance.now() < end) {
      const to = Math.min(this.done + BATCH, this.records.length);
      this.records.forEach(this.done, to, (view, at, index) => this.add(view, at, index));
      this.done = to;
    }
  }

  /** Virtual ns up to which it knows what happens. */
  reach(length: number): number {
    return this.behind ? this.time : this.timeAt(length);
  }

  /** Virtual ns at the end of a moment that is gone through. */
  timeAt(position: number): number {
    const count = Math.min(this.records.indexAt(position), this.done);
    if (count === 0) return position * VirtualTime.STATEMENT_NS;
    const last = this.records.at(count - 1);
    return last.time + (position - last.position) * VirtualTime.STATEMENT_NS;
  }

  /**
   * The last moment that is over at a time: where the cursor goes when somebody points there.
   * @param length moments of the recording
   */
  positionAt(time: number, length: number): number {
    const next = this.firstAfter(time);
    const before = next === 0 ? { position: 0, time: 0 } : this.records.at(next - 1);
    const statements = Math.floor((time - before.time) / VirtualTime.STATEMENT_NS);
    if (next >= this.done) return Math.min(length, before.position + Math.max(0, statements));
    // Moments between two records are statements. The next record's own moment is not over yet, nor one that it shares.
    return Math.max(0, Math.min(before.position + Math.max(0, statements), this.records.positionAt(next) - 1));
  }

  /** The number of the first record that is later than a time. */
  private firstAfter(time: number): number {
    let low = 0;
    let high = this.times.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.times[middle]! <= time) low = middle + 1;
      else high = middle;
    }
    let index = Math.max(0, (low - 1) * STRIDE);
    while (index < this.done && this.records.at(index).time <= time) index++;
    return index;
  }

  private add(view: DataView, at: number, index: number): void {
    const kind: RecordKind = view.getUint8(at + RecordLayout.kind);
    const time =
      view.getUint32(at + RecordLayout.time, true) + view.getUint32(at + RecordLayout.time + 4, true) * 2 ** 32;
    const position =
      view.getUint32(at + RecordLayout.position, true) + view.getUint16(at + RecordLayout.position + 4, true) * 2 ** 32;
    if (index % STRIDE === 0) this.times.push(time);
    if (kind === RecordKind.Step) this.addStep(view, at, index, time, position);
    else if (kind === RecordKind.Reap) this.requests.uring.reaped(view, at, time);
    else if (OF_A_TASK.has(kind))
      this.addToLine(kind, this.lineOf(view.getUint8(at + RecordLayout.task)), view, at, time);
    this.time = time;
    this.position = position;
  }

  private addToLine(kind: RecordKind, line: TaskLine, view: DataView, at: number, time: number): void {
    const activity = view.getUint16(at + RecordLayout.activity, true);
    switch (kind) {
      case RecordKind.SyscallEnter:
        this.stopRun(line, time);
        line.call = this.calls.begin(time, activity, line.row);
        break;
      case RecordKind.SyscallReturn:
        this.endCall(line, time, isError(view, at) ? activity + FAILED : activity);
        line.run = this.runs.begin(time, 0, line.row);
        break;
      case RecordKind.Block:
        line.sleep = this.sleeps.begin(time, view.getUint32(at + RecordLayout.payload, true), line.row);
        this.asleep++;
        break;
      case RecordKind.Wake:
        this.wake(line, time);
        break;
      case RecordKind.Signal:
        // The kernel ends the program at once: as by exit_group, which nobody called.
        this.stopRun(line, time);
        if (line.call < 0) line.call = this.calls.begin(time, activity, line.row);
        break;
      default:
        this.stopRun(line, time);
        this.endCall(line, time, activity);
    }
  }

  /** A task is seen for the first time in its first system call, and has run since the beginning. */
  private lineOf(task: number): TaskLine {
    let line = this.lines.get(task);
    if (!line) {
      const row = this.tasks++;
      line = { row, run: this.runs.begin(this.time, 0, row), call: -1, sleep: -1 };
      this.lines.set(task, line);
    }
    return line;
  }

  private stopRun(line: TaskLine, time: number): void {
    if (line.run >= 0) this.runs.end(line.run, time);
    line.run = -1;
  }

  private endCall(line: TaskLine, time: number, tag: number): void {
    if (line.call >= 0) this.calls.end(line.call, time, tag);
    line.call = -1;
  }

  private wake(line: TaskLine, time: number): void {
    if (line.sleep < 0) return;
    this.sleeps.end(line.sleep, time);
    line.sleep = -1;
    this.asleep--;
  }

  private addStep(view: DataView, at: number, index: number, time: number, position: number): void {
    const interrupt = view.getUint16(at + RecordLayout.activity, true) >= Activity.aio_complete;
    const begin = this.beginOf(view, at, time, position);
    const step: Step = view.getUint8(at + RecordLayout.step);
    this.steps.add(begin, time, step + (interrupt ? INTERRUPT : 0));
    // A host's call is one moment of many steps: what they did was done at some time in it.
    if (interrupt || position !== this.momentAt) this.momentBegan = begin;
    this.momentAt = position;
    this.requests.step(view, at, index, this.momentBegan, time);
  }

  /**
   * When the moment of a step began: when the one before was over. While everybody slept the clock jumped to it, so
   * it is when the device was due; a timer's step is drawn as an instant.
   */
  private beginOf(view: DataView, at: number, time: number, position: number): number {
    const actor =
      view.getUint16(at + RecordLayout.activity, true) * 2 ** 32 + view.getUint32(at + RecordLayout.ordinal, true);
    const goesOn = actor === this.actor;
    this.actor = actor;
    const idle = !goesOn && this.asleep > 0 && this.asleep >= this.tasks && position > this.position;
    if (!idle) return Math.min(time, this.time + Math.max(0, position - this.position - 1) * VirtualTime.STATEMENT_NS);
    const due = this.requests.dueOf(view, at);
    if (due === undefined) return time;
    return Math.min(time, Math.max(due, this.time));
  }
}

/** Only -1 to -4095 are errors. */
function isError(view: DataView, at: number): boolean {
  const low = view.getInt32(at + RecordLayout.payload, true);
  const high = view.getInt32(at + RecordLayout.payload + 4, true);
  return high === -1 && low < 0 && low >= -4095;
}
