import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Activity, RecordKind, RecordLayout, Step } from '../../assembly/uapi/records.ts';
import { Sys } from '../../assembly/uapi/syscalls.ts';
import { RecordLog } from '../recording/record-log.ts';
import { Timeline } from './timeline.ts';
import { End, type Request } from './timeline-request.ts';
import { FreeRows } from './timeline-rows.ts';

const RING = 0x10_0000_0000;
const NR = 5;
/** Few addresses, so that an iocb is often submitted again while it is still in flight. */
const IOCBS = [0x10_0000_8000, 0x10_0000_8040];

/** Writes records as the machine does: a moment each, 20 ns apart unless time is said to pass. */
class Trace {
  readonly log = new RecordLog();
  time = 0;
  private position = 0;

  step(activity: number, ordinal: number, step: Step, ...payload: number[]): number {
    this.time += 20;
    this.position++;
    const view = new DataView(new ArrayBuffer(RecordLayout.HEADER + payload.length * 8));
    view.setUint8(RecordLayout.kind, RecordKind.Step);
    view.setUint8(RecordLayout.step, step);
    view.setUint8(RecordLayout.words, payload.length);
    view.setUint8(RecordLayout.task, 1);
    view.setUint32(RecordLayout.ordinal, ordinal, true);
    view.setUint32(RecordLayout.position, this.position, true);
    view.setUint16(RecordLayout.activity, activity, true);
    view.setBigUint64(RecordLayout.time, BigInt(this.time), true);
    payload.forEach((word, i) => {
      view.setBigInt64(RecordLayout.payload + i * 8, BigInt(word), true);
    });
    this.log.append(new Uint8Array(view.buffer));
    return this.time;
  }
}

/** What became of a request, said by the one who made it up. */
type Truth = Pick<Request, 'iocb' | 'start' | 'queued' | 'published' | 'ended' | 'end'>;

/** A kernel with one ring, and nothing else than what the records of requests need. */
class Play {
  readonly trace = new Trace();
  readonly truth: Truth[] = [];
  private readonly device: { due: number; truth: Truth }[] = [];
  private readonly polls: Truth[] = [];
  /** Events in the ring, the oldest first. */
  private ring: Truth[] = [];
  private head = 0;
  private tail = 0;
  private submits = 0;
  private completions = 0;

  constructor() {
    this.trace.step(Sys.io_setup, 1, Step.AllocateRing, 0, NR, 1);
    this.trace.step(Sys.io_setup, 1, Step.MapRing, RING, 4096);
  }

  submit(which: number, wait: number): void {
    if (this.device.length + this.polls.length + this.ring.length >= NR - 1) return;
    const iocb = IOCBS[which % IOCBS.length]!;
    const ordinal = ++this.submits;
    const never = Number.POSITIVE_INFINITY;
    const start = this.trace.time;
    this.trace.step(Sys.io_submit, ordinal, Step.CopyIocb, RING, iocb, 0);
    const truth = { iocb, start, queued: never, published: never, ended: never, end: End.Open };
    this.truth.push(truth);
    if (wait === 9) {
      this.trace.step(Sys.io_submit, ordinal, Step.PreparePoll, RING, iocb, 1);
      truth.queued = this.trace.step(Sys.io_submit, ordinal, Step.PollFile, RING, iocb, 1, 0, 1);
      this.polls.push(truth);
    } else if (wait === 0) {
      this.publish(Sys.io_submit, ordinal, truth);
    } else if (wait === 1) {
      truth.ended = this.trace.step(Sys.io_submit, ordinal, Step.Refuse, RING, iocb, -9);
      truth.end = End.Refused;
    } else {
      const due = this.trace.time + wait * 50;
      truth.queued = this.trace.step(Sys.io_submit, ordinal, Step.QueueAtDevice, RING, iocb, wait * 50);
      this.device.push({ due, truth });
    }
  }

  complete(): void {
    this.device.sort((a, b) => a.due - b.due);
    const done = this.device.shift();
    if (!done) return;
    this.trace.time = Math.max(this.trace.time, done.due);
    const ordinal = ++this.completions;
    this.trace.step(Activity.aio_complete, ordinal, Step.Transfer, RING, done.truth.iocb, 512, 512);
    this.publish(Activity.aio_complete, ordinal, done.truth);
  }

  /** The file of the oldest poll has something to say. */
  wake(): void {
    const truth = this.polls.shift();
    if (!truth) return;
    const ordinal = ++this.completions;
    this.trace.step(Activity.aio_complete, ordinal, Step.PollWake, RING, truth.iocb, 1);
    this.publish(Activity.aio_complete, ordinal, truth);
  }

  /** io_getevents. */
  reap(wanted: number): void {
    const before = this.head;
    const got = this.ring.splice(0, wanted);
    this.head = (before + got.length) % NR;
    this.trace.step(Sys.io_getevents, 1, Step.ReadEvents, RING, before, got.length);
    if (got.length === 0) return;
    const time = this.trace.step(Sys.io_getevents, 1, Step.StoreHead, RING, before, this.head);
    for (const truth of got) Object.assign(truth, { ended: time, end: End.Delivered });
  }

  /** The program moves head, and the kernel looks at the ring right after. */
  reapByProgram(wanted: number): void {
    const got = this.ring.splice(0, wanted);
    this.head = (this.head + got.length) % NR;
    const seen = this.trace.time + 20;
    for (const truth of got) Object.assign(truth, { ended: seen, end: End.ReapedByProgram });
    if (this.ring.length === 0) this.trace.step(Sys.io_getevents, 1, Step.ReadEvents, RING, this.head, 0);
    else this.trace.step(Sys.io_submit, this.submits, Step.RefillSlots, RING, got.length, this.ring.length);
  }

  private publish(activity: number, ordinal: number, truth: Truth): void {
    this.trace.step(activity, ordinal, Step.FillSlot, RING, truth.iocb, this.tail, 0, 512);
    const before = this.tail;
    this.tail = (this.tail + 1) % NR;
    truth.published = this.trace.step(activity, ordinal, Step.PublishTail, RING, truth.iocb, before, this.tail);
    this.ring.push(truth);
  }
}

const moves = fc.array(
  fc.oneof(
    fc.record({ move: fc.constant('submit' as const), which: fc.nat(3), wait: fc.nat(9) }),
    fc.record({
      move: fc.constantFrom('complete' as const, 'wake' as const, 'reap' as const, 'reapByProgram' as const),
      n: fc.nat(3),
    }),
  ),
  { maxLength: 60 },
);

test('requests, however they are mixed: the same iocb twice in flight, rings that wrap, a program that reaps by itself', () => {
  fc.assert(
    fc.property(moves, (list) => {
      const play = new Play();
      for (const move of list) {
        if (move.move === 'submit') play.submit(move.which, move.wait);
        else if (move.move === 'complete') play.complete();
        else if (move.move === 'wake') play.wake();
        else play[move.move](move.n);
      }
      const timeline = new Timeline(play.trace.log);
      while (timeline.behind) timeline.update(1);
      const found = timeline.requests.all.map(({ iocb, start, queued, published, ended, end }) => ({
        iocb,
        start,
        queued,
        published,
        ended,
        end,
      }));
      expect(found).toEqual(play.truth);
    }),
    { numRuns: 500 },
  );
});

test('the lowest free row is taken', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -1, max: 20 })), (list) => {
      const rows = new FreeRows();
      const taken = new Set<number>();
      for (const give of list) {
        if (taken.delete(give)) {
          rows.give(give);
          continue;
        }
        let lowest = 0;
        while (taken.has(lowest)) lowest++;
        expect(rows.take()).toBe(lowest);
        taken.add(lowest);
      }
    }),
  );
});
