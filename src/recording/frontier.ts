import { Stop } from '../../assembly/uapi/machine-state.ts';
import type { ModelMachine } from '../machine/model-machine.ts';
import type { Checkpoints } from './checkpoints.ts';
import { type Ending, endingOf } from './ending.ts';
import { LivelockProbe } from './livelock.ts';
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
/** Moments that the first search for an endless loop looks at. */
const FIRST_PROBE = 1024;
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
  private stride = 16;
  /** Time spent running since the last checkpoint. */
  private spent = 0;
  /** The last call stopped in the middle of a moment. */
  private inside = false;
  /** A search for an endless loop that is going on, one moment a call. */
  private probe: LivelockProbe | undefined;
  private probes = 0;

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
    const most = this.probe === undefined ? this.stride : 1;
    const moments = this.inside ? 0 : Math.min(most, this.limits.moments - this.length);
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
    else if (this.probe !== undefined) this.look(this.probe);
    else {
      if (elapsed < CALL_MS / 2) this.stride *= 2;
      else if (elapsed > CALL_MS * 2) this.stride = Math.max(1, this.stride >> 1);
      if (this.spent >= INTERVAL_MS * this.thinned) {
        this.checkpoint();
        this.beginProbe();
      }
    }
  }

  /** At the 1st, 2nd, 4th, 8th ... checkpoint, each time with twice the patience: a tenth of all time at most. */
  private beginProbe(): void {
    if (this.checkpoints.taken < 2 ** this.probes || !LivelockProbe.mayBegin(this.machine)) return;
    const until = this.length + FIRST_PROBE * 2 ** this.probes;
    this.probes++;
    this.probe = new LivelockProbe(
      this.machine,
      this.pages,
      this.checkpoints,
      this.records,
      this.checkpoints.last,
      until,
    );
  }

  private look(probe: LivelockProbe): void {
    const outcome = probe.look();
    if (outcome === 'looping') {
      const since = probe.base.position;
      this.end({ kind: 'livelock', since, period: this.length - since });
    } else if (outcome === 'over') {
      this.probe = undefined;
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

  /** Records are never dropped; checkpoints get what they leave, and a quarter of all in any case. */
  private tooLarge(): boolean {
    const { memory } = this.limits;
    return this.checkpoints.byteLength > Math.max(memory - this.records.byteLength, memory / 4);
  }

  private lastRecord() {
    return this.records.length === 0 ? undefined : this.records.at(this.records.length - 1);
  }
}
