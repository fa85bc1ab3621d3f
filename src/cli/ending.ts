import { BugCode } from '../../assembly/uapi/kernel-state.ts';
import { Machine, Stop, TaskState } from '../../assembly/uapi/machine-state.ts';
import { MACHINE, MAX_TASKS } from '../../assembly/uapi/memory-map.ts';
import type { WaitReason } from '../../assembly/uapi/records.ts';
import type { Program } from '../c/program.ts';
import { assertExists, Defect } from '../lib/assert.ts';
import type { ModelMachine } from '../machine/model-machine.ts';
import { activityName } from '../recording/record.ts';
import { cli } from '../text/en/cli.ts';
import { MachineView } from '../uapi/machine-view.ts';
import { signalName } from '../uapi/names.ts';
import { TaskView } from '../uapi/task-view.ts';
import { OWN_FAILURE } from './failure.ts';
import { placeOf } from './place.ts';
import type { LastRecords } from './records.ts';

/** How a run ended. */
export interface Ending {
  /** kring's exit status. */
  readonly status: number;
  /** What there is to say, `prog.c:31:20: …` where there is a place. */
  readonly sentence?: string;
  /** Whether it is a failure of kring's, or what the program did. */
  readonly ours: boolean;
}

/**
 * @param stop what the last run() returned; Stop.Budget says that --max-moments are over
 * @throws {Defect} when the machine is in none of the states in which a run ends
 */
export function describeEnding(
  stop: Stop,
  machine: ModelMachine,
  program: Program,
  last: LastRecords,
  maxMoments: number | undefined,
): Ending {
  const view = new MachineView(machine.view);
  const current = TaskView.at(machine.view, view.currentTask);
  const ours = (statement: number, sentence: string): Ending => ({
    status: OWN_FAILURE,
    sentence: at(program, statement, sentence),
    ours: true,
  });
  switch (stop) {
    case Stop.Exited:
      return { status: view.exitStatus, ours: false, ...signalSentence(program, last) };
    case Stop.Stuck:
      return stuck(machine, ours);
    case Stop.Unmodelled: {
      const { syscall, detail } = assertExists(
        last.unmodelled,
        'stopped at something unmodelled, but no record says what',
      );
      return ours(current.statement, cli.unmodelled(activityName(syscall), detail));
    }
    case Stop.Bug: {
      const code = machine.view.getInt32(MACHINE + Machine.bug, true);
      const detail = machine.view.getBigUint64(MACHINE + Machine.bug_detail, true);
      return ours(current.statement, cli.bug(BugCode[code] ?? `${code}`, detail));
    }
    case Stop.Budget:
      return ours(current.statement, cli.bounded(assertExists(maxMoments, 'a run without bound stopped at its bound')));
    default:
      throw new Defect(`a run does not end with ${Stop[stop] ?? stop}`);
  }
}

/** `prog.c:31:20: sentence`; the sentence alone where there is no place. */
function at(program: Program, statement: number, sentence: string): string {
  const place = placeOf(program, statement);
  return place === undefined ? sentence : `${place}: ${sentence}`;
}

function signalSentence(program: Program, { signal }: LastRecords): { sentence?: string } {
  if (!signal) return {};
  const why = cli.faults[signal.fault](signal.address);
  const name = signalName(signal.signal);
  return { sentence: at(program, signal.statement, why === undefined ? name : `${name}: ${why}`) };
}

function stuck(machine: ModelMachine, ours: (statement: number, sentence: string) => Ending): Ending {
  const blocked = Array.from({ length: MAX_TASKS }, (_, row) => TaskView.at(machine.view, row)).filter(
    ({ state }) => state === TaskState.Blocked,
  );
  const first = assertExists(blocked[0], 'stuck, but no task waits');
  const waits = blocked.map((task) => {
    const reason = cli.waitsFor[task.waitReason as WaitReason](task.waitObject);
    return cli.waits(activityName(task.syscallNr), reason, blocked.length > 1 ? task.tid : undefined);
  });
  return ours(first.statement, cli.stuck(waits));
}
