import { BugCode } from '../../assembly/uapi/kernel-state.ts';
import { Stop } from '../../assembly/uapi/machine-state.ts';
import type { Program } from '../c/program.ts';
import { assertExists, Defect } from '../lib/assert.ts';
import type { VmMachine } from '../machine/vm-machine.ts';
import { type Ending, endingOf } from '../recording/ending.ts';
import { activityName, type Record } from '../recording/record.ts';
import { cli } from '../text/en/cli.ts';
import { MachineView } from '../uapi/machine-view.ts';
import { signalName } from '../uapi/names.ts';
import { TaskView } from '../uapi/task-view.ts';
import { OWN_FAILURE } from './failure.ts';
import type { Loop } from './loop-watch.ts';
import { placeOf } from './place.ts';

/** How a run ended, for a shell and for a person. */
export interface Outcome {
  /** kring's exit status. */
  readonly status: number;
  /** What there is to say, `prog.c:31:20: …` where there is a place. */
  readonly sentence?: string;
  /** Whether kring could not go on, or the program ended by itself. */
  readonly ours: boolean;
}

/**
 * @param stop what the last run() returned; Stop.Budget says that --max-moments are over, a Loop that it never ends
 * @param last the last record
 */
export function outcomeOf(stop: Stop | Loop, machine: VmMachine, program: Program, last: Record | undefined): Outcome {
  const current = TaskView.at(machine.view, new MachineView(machine.view).currentTask).statement;
  if (stop === Stop.Budget) return ours(program, current, cli.bounded(machine.position));
  if (typeof stop === 'object') return ours(program, current, cli.loops(stop.since, stop.period));
  const ending = endingOf(machine, stop, last);
  switch (ending.kind) {
    case 'exited':
      return { status: ending.status, ours: false, ...signalSentence(program, machine, ending) };
    case 'stuck':
      return stuck(program, machine, ending);
    case 'unmodelled':
      return ours(program, current, cli.unmodelled(activityName(ending.syscall), ending.detail));
    case 'bug':
      return ours(program, current, cli.bug(BugCode[ending.code] ?? `${ending.code}`, ending.detail));
    default:
      throw new Defect(`a run of the command line does not end with ${ending.kind}`);
  }
}

function ours(program: Program, statement: number, sentence: string): Outcome {
  return { status: OWN_FAILURE, sentence: at(program, statement, sentence), ours: true };
}

/** `prog.c:31:20: sentence`; the sentence alone where there is no place. */
function at(program: Program, statement: number, sentence: string): string {
  const place = placeOf(program, statement);
  return place === undefined ? sentence : `${place}: ${sentence}`;
}

function signalSentence(
  program: Program,
  machine: VmMachine,
  { signal }: Ending & { kind: 'exited' },
): { sentence?: string } {
  if (signal === undefined) return {};
  const task = TaskView.at(machine.view, 1);
  const why = cli.faults[task.fault as keyof typeof cli.faults](task.faultAddress);
  const name = signalName(signal);
  return { sentence: at(program, task.statement, why === undefined ? name : `${name}: ${why}`) };
}

function stuck(program: Program, machine: VmMachine, { waiters }: Ending & { kind: 'stuck' }): Outcome {
  const first = assertExists(waiters[0], 'stuck, but no task waits');
  const waits = waiters.map(({ task, syscall, reason, object }) =>
    cli.waits(
      activityName(syscall),
      cli.waitsFor[reason](object),
      waiters.length > 1 ? TaskView.at(machine.view, task).tid : undefined,
    ),
  );
  return ours(program, TaskView.at(machine.view, first.task).statement, cli.stuck(waits));
}
