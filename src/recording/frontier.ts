import { Stop } from '../../assembly/uapi/machine-state.ts';
import type { ModelMachine } from '../machine/model-machine.ts';
import type { Checkpoints } from './checkpoints.ts';
import { type Ending, endingOf } from './ending.ts';
import type { RecordLog } from './record-log.ts';
import { StatePages } from './state-pages.ts';

export interface Limits {
  readonly records: number;
  readonly moments: number;
  /** Bytes that records and checkpoints may take; beyond that checkpoints thin out. */
  readonly memory: number;
}

/** A checkpoint is taken after so much time of running: what re-running from it costs at most, before thinning. */
const INTERVAL_MS = 4;
/** One call of run() takes about this long, so that extend() can stop in time. */
const CALL_MS = 1;
/** Work units of one call of run(): at most a few milliseconds. */
const CALL_WORK = 100_000;
/** Fewer checkpoints than this are not thinned any further. */
const FEWEST = 16;

/** The machine that runs ahead and writes down what happens: records, and checkpoints every few milliseconds of work. */
export class Frontier {
  /** Moments known so far. */
  length = 0;
  ending: Ending | undefined;
  /** How many times longer than at first it is from checkpoint to checkpoint. */
  thinned = 1;

  private readonly pages: StatePages;
  /** Moments of one call of run(), so that it takes CALL_MS. */
  private stride = 256;
  /** Time spent running since the last checkpoint. */
  private spent = 0;
  /** The last call stopped in the middle of a moment. */
  private inside = false;

  /** @param clock milliseconds */
  constructor(
    private readonly machine: ModelMachine,
    private readonly records: RecordLog,
    private readonly checkpoints: Checkpoints,
    private readonly limits: Limits,
    private readonly clock: () => number,
  ) {
    this.pages = new StatePages(machine);
    this.length = machine.position;
    this.checkpoint();
  }

  /** Runs ahead for about `ms` milliseconds, or to the end. */
  extend(ms: number): void {
    const deadline = this.clock() + ms;
    while (this.ending === undefined && this.clock() < deadline) this.call();
  }

  private call(): void {
    const begin = this.clock();
    const moments = this.inside ? 0 : Math.min(this.stride, this.limits.moments - this.length);
    const stop = this.machine.run(moments, CALL_WORK);
    this.records.append(this.machine.drain());
    const elapsed = this.clock() - begin;
    this.spent += elapsed;

    this.inside = stop === Stop.Work;
    if (this.inside || stop === Stop.TraceFull) return;
    this.length = this.machine.position;
    if (stop !== Stop.Budget) this.end(endingOf(this.machine, stop, this.lastRecord()));
    else if (this.records.length >= this.limits.records) this.end({ kind: 'bounded', by: 'records' });
    else if (this.length >= this.limits.moments) this.end({ kind: 'bounded', by: 'moments' });
    else {
      if (elapsed < CALL_MS / 2) this.stride *= 2;
      else if (elapsed > CALL_MS * 2) this.stride = Math.max(1, this.stride >> 1);
      if (this.spent >= INTERVAL_MS * this.thinned) this.checkpoint();
    }
  }

  private end(ending: Ending): void {
    this.checkpoint();
    this.ending = ending;
  }

  private checkpoint(): void {
    this.checkpoints.take(this.pages, this.length, this.records.length);
    this.spent = 0;
    while (this.tooLarge() && this.checkpoints.length > FEWEST) {
      this.checkpoints.thin();
      this.thinned *= 2;
    }
  }

  private tooLarge(): boolean {
    return this.records.byteLength + this.checkpoints.byteLength > this.limits.memory;
  }

  private lastRecord() {
    return this.records.length === 0 ? undefined : this.records.at(this.records.length - 1);
  }
}
