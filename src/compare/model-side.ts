import { AioRing } from '../../assembly/uapi/aio_abi.ts';
import { Stop } from '../../assembly/uapi/machine-state.ts';
import { Step } from '../../assembly/uapi/records.ts';
import { Sys } from '../../assembly/uapi/syscalls.ts';
import type { ModelMachine } from '../machine/model-machine.ts';
import { decodeRecords, type Record } from '../recording/record.ts';
import type { HostCall, Seen } from './schedule.ts';

/** Moments until the next call, or inside one: a program that goes on for longer without a call is given up. */
const MOST_MOMENTS = 1_000_000;
const WORK = 1_000_000;
/** Moments that a completion takes at most. */
const COMPLETION_MOMENTS = 64;

interface Call {
  readonly nr: number;
  readonly args: readonly bigint[];
}

/** The model, driven along a host's run: its clock follows the host's, and a request is done when it was seen to be. */
export class ModelSide {
  private readonly records: Record[] = [];
  /** Completions that the host showed and the model does not have yet. */
  private due: Seen[] = [];
  /** Position behind the last call. */
  private last = 0;
  /** Events that were in the host's rings by now, and that are in the model's. */
  private expected = 0;
  private published = 0;
  /** iocbs whose requests the disk is done with, and whose events are not there yet. */
  private readonly released: bigint[] = [];

  constructor(private readonly model: ModelMachine) {
    model.drain();
  }

  /** Goes on to the next system call; what the program saw by itself on the way is released where it saw it. */
  enter({ seen, began }: HostCall): { readonly call: Call | undefined; readonly stop: Stop } {
    const onTheWay = seen.filter(({ after }) => after !== undefined);
    let stop = Stop.Budget;
    for (let moments = 0; moments < MOST_MOMENTS; moments++) {
      const call = this.take('enter');
      if (call?.kind === 'enter') {
        // What it did not get to is seen by this call at the latest.
        this.due = [...this.due, ...onTheWay, ...seen.filter(({ after }) => after === undefined)];
        this.expected += onTheWay.length + seen.filter(({ after }) => after === undefined).length;
        this.model.passTime(began);
        return { call: { nr: call.activity, args: call.args }, stop };
      }
      const next = onTheWay[0];
      if (next?.after !== undefined && this.model.position - this.last >= next.after - 1) {
        onTheWay.shift();
        this.model.passTime(next.time);
        this.due.unshift(next);
        this.expected++;
        this.publish();
        this.due = [];
      }
      stop = this.step();
      if (stop !== Stop.Budget && this.peek('enter') === undefined) return { call: undefined, stop };
    }
    return { call: undefined, stop };
  }

  /** Whether the model has events that the host has not shown yet: a request that it does at once and the host a little later. */
  get isAhead(): boolean {
    return this.published > this.expected;
  }

  /** To the return of the call that it is in. */
  leave(call: HostCall): { readonly result: bigint | undefined; readonly stop: Stop } {
    const { now, later } = this.split(call);
    this.due = now;
    this.release();
    let stop = Stop.Budget;
    for (let moments = 0; moments < MOST_MOMENTS; moments++) {
      const record = this.take('return');
      if (record?.kind === 'return') {
        this.due.push(...later);
        this.publish();
        this.due = [];
        this.last = this.model.position;
        return { result: record.result, stop };
      }
      stop = this.step();
      // Requests that this very call has submitted.
      const released = this.release();
      if (stop !== Stop.Budget && !(stop === Stop.Stuck && (released || this.wakes(later)))) {
        return { result: undefined, stop };
      }
    }
    return { result: undefined, stop };
  }

  /** The model waits: for what the host saw later, or for the disk itself, of which the host's events say nothing. */
  private wakes(later: Seen[]): boolean {
    this.due.push(...later.splice(0));
    return this.release(true) || this.model.release(0n, this.model.now);
  }

  /** io_getevents came back with what it had found: what was in the ring behind that came later. */
  private split(call: HostCall): { readonly now: Seen[]; readonly later: Seen[] } {
    const { due } = this;
    if ((call.nr !== Sys.io_getevents && call.nr !== Sys.io_pgetevents) || call.result === undefined)
      return { now: [...due], later: [] };
    const needed = Math.max(0, Number(call.result) - this.unreaped(Number(call.args[0] ?? 0n)));
    return { now: due.slice(0, needed), later: due.slice(needed) };
  }

  private unreaped(handle: number): number {
    const bytes = new Uint8Array(AioRing.SIZEOF);
    if (this.model.memory.read(handle, bytes.length, bytes) < bytes.length) return 0;
    const header = new DataView(bytes.buffer);
    const nr = header.getUint32(AioRing.nr, true);
    if (nr === 0) return 0;
    const [head, tail] = [AioRing.head, AioRing.tail].map((word) => header.getUint32(word, true) % nr);
    return (tail! - head! + nr) % nr;
  }

  /**
   * The disk is done with what was seen next, one after the other, as far as the model has it there.
   * @param anyOrder also with those behind one that is not at the disk: of a timer, or not submitted yet
   * @returns whether it was with any
   */
  private release(anyOrder = false): boolean {
    const before = this.due.length;
    const begin = this.model.now - before;
    const kept: Seen[] = [];
    for (const [i, seen] of this.due.entries()) {
      const mayGo = anyOrder || kept.length === 0;
      if (mayGo && this.model.release(seen.iocb, begin + i)) this.released.push(seen.iocb);
      else kept.push(seen);
    }
    this.due = kept;
    return kept.length < before;
  }

  /** An event is in the model's ring: one that was released, or that came by itself. */
  private arrived(iocb: bigint): void {
    this.published++;
    const released = this.released.indexOf(iocb);
    if (released >= 0) this.released.splice(released, 1);
    else {
      const due = this.due.findIndex((seen) => seen.iocb === iocb);
      if (due >= 0) this.due.splice(due, 1);
    }
  }

  /**
   * Lets what was released happen before the program goes on; and what the disk knows nothing of, like a timer: its event
   * was seen on the host, so its time has come, though the clock was read a little earlier than the ring.
   */
  private publish(): void {
    this.release(true);
    const most = (this.expected - this.published) * COMPLETION_MOMENTS;
    for (let i = 0; i < most && this.published < this.expected; i++) {
      if (!this.model.eventIsDue && !this.model.passToEvent()) return;
      this.step();
    }
  }

  private step(): Stop {
    let stop = this.model.run(1, WORK);
    this.collect();
    while (stop === Stop.Work || stop === Stop.TraceFull) {
      stop = this.model.run(0, WORK);
      this.collect();
    }
    return stop;
  }

  private collect(): void {
    for (const record of decodeRecords(this.model.drain())) {
      if (record.kind === 'step' && record.step === Step.PublishTail) this.arrived(record.payload[1] ?? 0n);
      if (record.kind === 'enter' || record.kind === 'return') this.records.push(record);
    }
  }

  private peek(kind: Record['kind']): Record | undefined {
    return this.records.find((record) => record.kind === kind);
  }

  private take(kind: Record['kind']): Record | undefined {
    const index = this.records.findIndex((record) => record.kind === kind);
    return index < 0 ? undefined : this.records.splice(index, 1)[0];
  }
}
