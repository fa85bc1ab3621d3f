import { Sim } from '../../assembly/uapi/kernel-state.ts';
import { Machine, Task } from '../../assembly/uapi/machine-state.ts';
import { MACHINE, MAX_TASKS, TASK_SIZE, TASKS } from '../../assembly/uapi/memory-map.ts';
import { Activity } from '../../assembly/uapi/records.ts';
import { Sys } from '../../assembly/uapi/syscalls.ts';
import type { ModelMachine } from '../machine/model-machine.ts';
import { MachineView } from '../uapi/machine-view.ts';
import { TaskView } from '../uapi/task-view.ts';
import type { Checkpoint, Checkpoints } from './checkpoints.ts';
import type { RecordLog } from './record-log.ts';
import { SLICING, StatePages } from './state-pages.ts';

/** System calls whose answer depends on the clock. */
const CLOCK_CALLS: ReadonlySet<number> = new Set([Sys.clock_gettime, Sys.nanosleep]);

/** System calls are numbered below this in Sim.ordinals. */
const SYSCALLS = 448;

/**
 * Words, by their number in physical memory, that grow with every moment and that nothing depends on while no event
 * is pending and nobody asks for the time: the clock, Position, and the counters that number system calls in records.
 */
const COUNTERS: ReadonlySet<number> = new Set(
  [
    ...SLICING.map((offset) => MACHINE + offset),
    ...[Machine.position, Machine.now].flatMap((offset) => [MACHINE + offset, MACHINE + offset + 4]),
    MACHINE + Sim.ordinal,
    ...Array.from({ length: SYSCALLS }, (_, nr) => MACHINE + Sim.ordinals + nr * 4),
    ...Array.from({ length: MAX_TASKS }, (_, task) => TASKS + task * TASK_SIZE + Task.ordinal),
  ].map((address) => address / 4),
);

/**
 * Looks for a proof that a run never ends: from a checkpoint on, moment by moment, whether the very state of the
 * checkpoint comes back. Between the two there is no device, no timer, nobody waits, nobody asks for the time and
 * nothing is printed; so what followed the first time follows again, for ever.
 */
export class LivelockProbe {
  private readonly pc: number;
  private readonly fp: number;
  private recordsSeen: number;
  /** The page that differed when the state was compared last: most likely the one that still does. */
  private suspect: number | undefined;

  /**
   * @param base the checkpoint just taken: the marks of `pages` say what changed since
   * @param until the position where the search is given up
   */
  constructor(
    private readonly machine: ModelMachine,
    private readonly pages: StatePages,
    private readonly checkpoints: Checkpoints,
    private readonly records: RecordLog,
    readonly base: Checkpoint,
    private readonly until: number,
  ) {
    const task = this.task();
    this.pc = task.pc;
    this.fp = task.fp;
    this.recordsSeen = base.records;
  }

  /** Whether a proof is possible at all from where this machine stands. */
  static mayBegin(machine: ModelMachine): boolean {
    return new MachineView(machine.view).nextEvent === undefined;
  }

  /**
   * After every moment: the machine stands between two.
   * @returns 'looping' with the proof in hand, 'open' to go on, 'over' when there is none from this checkpoint
   */
  look(): 'looping' | 'open' | 'over' {
    if (this.machine.position > this.until || !this.quiet()) return 'over';
    const task = this.task();
    if (task.pc !== this.pc || task.fp !== this.fp) return 'open';
    return this.isBack() ? 'looping' : 'open';
  }

  private quiet(): boolean {
    for (; this.recordsSeen < this.records.length; this.recordsSeen++) {
      const record = this.records.at(this.recordsSeen);
      const harmless = record.kind === 'enter' || record.kind === 'return' || record.kind === 'step';
      if (!harmless || record.activity >= Activity.aio_complete || CLOCK_CALLS.has(record.activity)) return false;
    }
    return new MachineView(this.machine.view).nextEvent === undefined;
  }

  private isBack(): boolean {
    if (this.suspect !== undefined && this.differs(this.suspect)) return false;
    this.suspect = [...this.pages.dirtyFrames(), ...StatePages.KERNEL].find((page) => this.differs(page));
    return this.suspect === undefined;
  }

  private differs(page: number): boolean {
    const before = this.checkpoints.page(page, this.base).words;
    const now = this.pages.at(page);
    for (let i = 0; i < now.length; i++) {
      if (now[i] !== before[i] && !COUNTERS.has(page * now.length + i)) return true;
    }
    return false;
  }

  private task(): TaskView {
    return TaskView.at(this.machine.view, new MachineView(this.machine.view).currentTask);
  }
}
