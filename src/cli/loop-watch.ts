import { Stop } from '../../assembly/uapi/machine-state.ts';
import type { ModelMachine } from '../machine/model-machine.ts';
import { Checkpoints } from '../recording/checkpoints.ts';
import { LivelockProbe } from '../recording/livelock.ts';
import { RecordLog } from '../recording/record-log.ts';
import { StatePages } from '../recording/state-pages.ts';

/** Moments before the first look, and how long it goes on; each later one comes when twice as many have passed. */
const FIRST_LOOK = 200_000;
const PATIENCE = 4096;
const WORK = 4_000_000;

/** A proof that a program never ends: the state of moment `since` came back `period` moments later, and nothing is pending. */
export interface Loop {
  readonly since: number;
  readonly period: number;
}

/** Looks now and then whether a run goes round for ever. */
export class LoopWatch {
  private next = FIRST_LOOK;

  constructor(private readonly machine: ModelMachine) {}

  /** Between two moments. @param take gets what the moments that it runs write */
  look(take: (trace: Uint8Array) => void): Loop | undefined {
    const { machine } = this;
    if (machine.position < this.next || !LivelockProbe.mayBegin(machine)) return undefined;
    this.next = machine.position * 2;
    const pages = new StatePages(machine);
    const checkpoints = new Checkpoints();
    const records = new RecordLog();
    const since = machine.position;
    checkpoints.take(pages, since, 0);
    const probe = new LivelockProbe(machine, pages, checkpoints, records, checkpoints.last, since + PATIENCE);
    for (let moments = 1; ; ) {
      const stop = machine.run(moments, WORK);
      const trace = machine.drain();
      take(trace);
      records.append(trace);
      // Inside a moment, or the trace was full before one.
      moments = stop === Stop.Work ? 0 : 1;
      if (stop === Stop.Work || stop === Stop.TraceFull) continue;
      if (stop !== Stop.Budget) return undefined;
      const found = probe.look();
      if (found === 'looping') return { since, period: machine.position - since };
      if (found === 'over') return undefined;
    }
  }
}
