import { Stop, TaskState } from '../../assembly/uapi/machine-state.ts';
import type { LinuxMachine } from '../machine/linux-machine.ts';
import { MachineView } from '../uapi/machine-view.ts';
import { TaskView } from '../uapi/task-view.ts';
import { LinkError } from '../wire/link-error.ts';
import type { Checkpoints } from './checkpoints.ts';
import { type Ending, endingOf } from './ending.ts';
import type { Limits } from './frontier.ts';
import type { RecordLog } from './record-log.ts';
import type { Ahead } from './recording.ts';
import { StatePages } from './state-pages.ts';

/** ms of running between two checkpoints, and moments. */
const INTERVAL_MS = 4;
const INTERVAL_MOMENTS = 20_000;
/** One run() of the machine, where the host has nothing to do. */
const CALL_MOMENTS = 10_000;
const CALL_WORK = 100_000;
/** After so long without a pause others get their turn. */
const TURN_MS = 8;
/** How often the growth of the run is told: once a frame. */
const SHOWN_MS = 16;
/** A call that takes longer than this is shown as one that waits. */
const WAITS_MS = 250;
/** Fewer checkpoints than this are not thinned any further. */
const FEWEST = 16;

/** A run on a Linux host, as it happens. What is known grows by itself; nobody has to ask for it. */
export class HostFrontier implements Ahead {
  length: number;
  ending: Ending | undefined;
  thinned = 1;
  /** The program waits in a system call on the host. */
  waiting = false;
  /** Called back when more is known. */
  onGrow: () => void = () => {};

  private readonly pages: StatePages;
  private sinceCheckpoint = 0;
  private spent = 0;
  /** When the growth was told last. */
  private shown = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly machine: LinuxMachine,
    private readonly records: RecordLog,
    private readonly checkpoints: Checkpoints,
    private readonly limits: Limits,
    private readonly clock: () => number,
  ) {
    this.pages = new StatePages(machine);
    this.length = machine.position;
    this.checkpoint();
  }

  /** Nothing to do: it goes on by itself. */
  extend(): void {}

  /** To the end of the run, whatever it is. A defect of ours is thrown. */
  async run(): Promise<void> {
    this.machine.onCall = () => this.waits();
    // What follows may stop for a page, in the middle of a statement: nothing is published there.
    this.machine.onAnswer = () => this.answered();
    try {
      await this.goOn();
    } catch (error) {
      if (!(error instanceof LinkError)) throw error;
      this.publish();
      const task = TaskView.at(this.machine.view, new MachineView(this.machine.view).currentTask);
      const { code, detail } = error;
      this.end({ kind: 'lost', code, detail, syscall: task.state === TaskState.Host ? task.syscallNr : undefined });
    } finally {
      clearTimeout(this.timer);
      this.waiting = false;
      this.machine.close();
      this.onGrow();
    }
  }

  private async goOn(): Promise<void> {
    let turn = this.clock();
    let said = 0;
    while (this.ending === undefined) {
      const begin = this.clock();
      const stop = await this.machine.run(CALL_MOMENTS, CALL_WORK);
      this.answered();
      const now = this.clock();
      this.spent += now - begin;
      this.records.append(this.machine.drain());
      if (stop !== Stop.Work && stop !== Stop.TraceFull) this.between(stop);
      this.show(now);
      // Whoever waits for a host lets others have their turn.
      if (this.machine.log.length !== said) turn = now;
      said = this.machine.log.length;
      if (now - turn < TURN_MS) continue;
      await new Promise((resolve) => setTimeout(resolve));
      turn = this.clock();
    }
  }

  /** The machine stands between two moments, or the run is over. */
  private between(stop: Stop): void {
    const { records, moments, memory } = this.limits;
    this.length = this.machine.position;
    if (stop !== Stop.Budget) {
      const last = this.records.length === 0 ? undefined : this.records.at(this.records.length - 1);
      this.end(endingOf(this.machine, stop, last));
    } else if (this.records.length >= records || this.machine.log.byteLength > memory) {
      this.end({ kind: 'bounded', by: 'records' });
    } else if (this.length >= moments) {
      this.end({ kind: 'bounded', by: 'moments' });
    } else if (
      this.spent >= INTERVAL_MS * this.thinned ||
      this.length - this.sinceCheckpoint > INTERVAL_MOMENTS * this.thinned
    ) {
      this.checkpoint();
    }
  }

  /** The host has been asked to make a call. If it takes its time, that is to be seen. */
  private waits(): void {
    this.answered();
    const now = this.clock();
    if (now - this.shown >= SHOWN_MS) {
      this.publish();
      this.show(now);
    }
    this.timer = setTimeout(() => {
      this.waiting = true;
      this.publish();
      this.onGrow();
    }, WAITS_MS);
  }

  private show(now: number): void {
    if (now - this.shown < SHOWN_MS) return;
    this.shown = now;
    this.onGrow();
  }

  private answered(): void {
    clearTimeout(this.timer);
    this.waiting = false;
  }

  private publish(): void {
    this.records.append(this.machine.drain());
    this.length = this.machine.position;
  }

  private end(ending: Ending): void {
    this.checkpoint();
    this.ending = ending;
  }

  private checkpoint(): void {
    this.checkpoints.take(this.pages, this.length, this.records.length);
    this.spent = 0;
    this.sinceCheckpoint = this.length;
    const { memory } = this.limits;
    while (this.checkpoints.byteLength > memory / 2 && this.checkpoints.length > FEWEST) {
      this.checkpoints.thin();
      this.thinned *= 2;
    }
  }
}
