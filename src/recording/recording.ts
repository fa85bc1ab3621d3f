import { Stop } from '../../assembly/uapi/machine-state.ts';
import { CODE, CODE_END } from '../../assembly/uapi/memory-map.ts';
import { assertTrue } from '../lib/assert.ts';
import { type InputFile, ModelMachine, type ModelOptions } from '../machine/model-machine.ts';
import type { Image, RunnableMachine, VmMachine } from '../machine/vm-machine.ts';
import { Checkpoints, Restorer } from './checkpoints.ts';
import type { Ending } from './ending.ts';
import { Frontier, type Limits } from './frontier.ts';
import { markAt, positionOf } from './marks.ts';
import { RecordLog } from './record-log.ts';
import { StatePages } from './state-pages.ts';

export interface RecordingOptions extends Partial<Limits> {
  /** Milliseconds; performance.now unless a test says otherwise. */
  readonly clock?: () => number;
  /** Re-runs compare the records they write with those of the first time. */
  readonly verify?: boolean;
}

/** What a frontier writes to, and how far it may go. */
export type FrontierParts = [records: RecordLog, checkpoints: Checkpoints, limits: Limits, clock: () => number];

/** The part of a recording that goes ahead. */
export interface Ahead {
  readonly length: number;
  readonly ending: Ending | undefined;
  readonly thinned: number;
  extend(ms: number): void;
  /** Of a run on a host: whether the program waits in a system call there. Such a run goes on by itself. */
  readonly waiting?: boolean;
  onGrow?: () => void;
}

const DEFAULT_LIMITS: Limits = { records: 2_000_000, moments: 1_000_000_000, memory: 100e6 };

/** Work units of one call while re-running: the whole way, in calls of a few milliseconds. */
const CALL_WORK = 1_000_000;

/**
 * Checkpoints that a seek forward runs past. To restore one costs about as much as to run from one to the next; while a
 * run is played fast, there would be one to restore in every frame.
 */
const NEAR = 1;

/**
 * One run of one program, as far as it is known. A machine at the frontier runs ahead, in slices; another one is
 * what a watcher looks at, and goes to any moment up to the frontier.
 */
export class Recording {
  readonly records = new RecordLog();
  /** The machine at the cursor: its memory is what was there at `position`. */
  readonly machine: RunnableMachine;

  private readonly checkpoints = new Checkpoints();
  private readonly frontier: Ahead;
  private readonly pages: StatePages;
  private readonly restorer: Restorer;
  private readonly verify: boolean;
  private at = 0;

  /**
   * @param ahead the machine at the frontier
   * @param machine the one at the cursor, in no state yet
   * @param begin makes the frontier
   */
  constructor(
    ahead: VmMachine,
    machine: RunnableMachine,
    { clock = () => performance.now(), verify = false, ...limits }: RecordingOptions,
    begin: (...parts: FrontierParts) => Ahead,
  ) {
    this.verify = verify;
    this.frontier = begin(this.records, this.checkpoints, { ...DEFAULT_LIMITS, ...limits }, clock);
    this.machine = machine;
    this.machine.bytes.set(ahead.bytes.subarray(CODE, CODE_END), CODE);
    this.pages = new StatePages(this.machine);
    this.restorer = new Restorer(this.pages, this.checkpoints);
    this.restore(this.frontier.length);
  }

  /** A recording that stands before the first moment and knows of no other yet. */
  static create(
    module: WebAssembly.Module,
    options: ModelOptions,
    program: Image,
    files: readonly InputFile[],
    settings: RecordingOptions = {},
  ): Recording {
    const ahead = ModelMachine.create(module, options);
    ahead.load(program, files);
    ahead.drain();
    const view = ModelMachine.create(module, options);
    return new Recording(ahead, view, settings, (...parts) => new Frontier(ahead, ...parts));
  }

  /** Runs ahead for about `ms` milliseconds; does nothing once the ending is known. */
  extend(ms: number): void {
    this.frontier.extend(ms);
  }

  /** Whether what is known grows by itself, and whether it waits for a system call on a host. */
  get host(): 'none' | 'running' | 'waiting' | 'over' {
    const { waiting, ending } = this.frontier;
    if (waiting === undefined) return 'none';
    if (ending !== undefined) return 'over';
    return waiting ? 'waiting' : 'running';
  }

  /** Calls back when more is known that nobody asked for. */
  set onGrow(listener: () => void) {
    this.frontier.onGrow = listener;
  }

  /** Moments known so far: the last position there is. */
  get length(): number {
    return this.frontier.length;
  }

  /** undefined while it is not known. */
  get ending(): Ending | undefined {
    return this.frontier.ending;
  }

  /**
   * 1, or how many times longer than usual the way between two checkpoints is, because the run is too large to keep
   * more of them: a seek may take that many times longer.
   */
  get thinned(): number {
    return this.frontier.thinned;
  }

  /** Bytes of records and checkpoints. */
  get byteLength(): number {
    return this.records.byteLength + this.checkpoints.byteLength;
  }

  /** Where the cursor stands: moments before it. */
  get position(): number {
    return this.at;
  }

  /** Puts the cursor, and `machine`, to a position from 0 to `length`. */
  seek(position: number): void {
    assertTrue(position >= 0 && position <= this.length, `position ${position} of ${this.length}`);
    if (position === this.at) return;
    const last = position === this.length && this.ending !== undefined;
    if (last || position < this.at || this.checkpoints.between(this.at, position) > NEAR) this.restore(position);
    this.rerun(position, last);
    this.at = position;
  }

  /** What is to be seen at another position; afterwards the cursor stands where it stood. */
  lookAt<T>(position: number, look: (machine: RunnableMachine) => T): T {
    const here = this.at;
    this.seek(position);
    const seen = look(this.machine);
    this.seek(here);
    return seen;
  }

  /** The name of the moment before `position`; undefined for a statement that calls nothing. */
  markAt(position: number): string | undefined {
    return markAt(this.records, position);
  }

  /** The position behind a named moment; undefined when the run, as far as it is known, has none of that name. */
  positionOf(mark: string): number | undefined {
    return positionOf(this.records, mark);
  }

  /**
   * Something that stands for what a physical page of `machine` holds: while it is the same, so are the bytes.
   * undefined when it has been written since the cursor was last put to a checkpoint: they must be looked at.
   */
  contentOf(page: number): object | undefined {
    return this.restorer.contentOf(page);
  }

  /** For tests: a number for the state at the cursor, whichever way it was reached. */
  stateHash(): number {
    return this.pages.hash(this.restorer.pagesInUse());
  }

  private restore(position: number): void {
    const checkpoint = this.checkpoints.before(position);
    this.restorer.restore(checkpoint);
    this.at = checkpoint.position;
  }

  /** At the end of a finished run stands a checkpoint, so there is nothing to re-run. */
  private rerun(position: number, last: boolean): void {
    if (last) return;
    let record = this.records.indexAt(this.machine.position);
    let moments = position - this.machine.position;
    while (moments > 0) {
      let stop = this.machine.run(moments, CALL_WORK);
      record = this.drop(record);
      while (stop === Stop.Work) {
        stop = this.machine.run(0, CALL_WORK);
        record = this.drop(record);
      }
      assertTrue(stop === Stop.Budget || stop === Stop.TraceFull, `re-running to ${position} ended with ${Stop[stop]}`);
      moments = position - this.machine.position;
    }
  }

  /** The records of a re-run are known already. */
  private drop(index: number): number {
    if (!this.verify) {
      this.machine.clearTrace();
      return index;
    }
    const again = new RecordLog();
    again.append(this.machine.drain());
    for (let i = 0; i < again.length; i++) {
      const first = this.records.bytesAt(index + i);
      const second = again.bytesAt(i);
      assertTrue(
        first.length === second.length && first.every((byte, k) => byte === second[k]),
        `record ${index + i} is another one when its moment is run again`,
      );
    }
    return index + again.length;
  }
}
