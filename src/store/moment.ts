import { TaskState } from '../../assembly/uapi/machine-state.ts';
import { MAX_TASKS } from '../../assembly/uapi/memory-map.ts';
import type { Program, Statement, VariableInfo } from '../c/program.ts';
import type { UserMemory } from '../machine/machine.ts';
import { KioctxView } from '../uapi/kioctx-view.ts';
import { MachineView } from '../uapi/machine-view.ts';
import { TaskView } from '../uapi/task-view.ts';
import { AddressNames } from './address-names.ts';
import { callStack, type StackFrame, visibleLocals } from './call-stack.ts';
import { aioRange, aioRangesOf, fileRange, filesAt, type NamedRange } from './named-ranges.ts';
import type { Session } from './session.ts';

/** The machine at the cursor, read the way panels need it. Valid until the cursor moves. */
export interface Moment {
  readonly bytes: DataView;
  readonly memory: UserMemory;
  readonly machine: MachineView;
  /** The task that ran last; when that is over, the first that is not, else the program's first. */
  readonly task: TaskView;
  /** The program is over: its memory is what it left behind. */
  readonly over: boolean;
  /** Functions of the program's own files that are active, innermost first. */
  readonly frames: readonly StackFrame[];
  /** What runs, or is the next to run; undefined before the first and after the last. */
  readonly statement: Statement | undefined;
  readonly names: AddressNames;
  /** What the kernel keeps about every aio context; empty when the machine does not show it. */
  readonly kioctxs: readonly KioctxView[];
}

let cached: { session: Session; position: number; moment: Moment } | undefined;

/** @returns the same object until the cursor moves */
export function momentOf(session: Session): Moment {
  const { position } = session.recording;
  if (cached?.session !== session || cached.position !== position) {
    cached = { session, position, moment: read(session) };
  }
  return cached.moment;
}

function read(session: Session): Moment {
  const { program, recording } = session;
  const { position } = recording;
  const { view } = recording.machine;
  const machine = new MachineView(view);
  const task = shownTask(view, machine.currentTask);
  const memory = recording.machine.memoryOf(task.mm);
  const over = isOver(task);
  const stack = callStack(program, memory, task.pc, task.fp);
  const frames = stack.filter((frame) => !frame.function.library);
  const variables: VariableInfo[] = frames.flatMap((frame) => visibleLocals(frame, memory));
  const kioctxs = recording.machine.can.kernelState ? KioctxView.all(view) : [];
  return {
    bytes: view,
    memory,
    machine,
    task,
    over,
    frames,
    statement:
      position === 0 ? firstStatement(program) : frames.length > 0 ? program.statements[task.statement] : undefined,
    names: new AddressNames([...variables, ...program.globals], memory, rangesOf(session, memory, kioctxs, task.mm)),
    kioctxs,
  };
}

/** Rings and files: AIO rings as the kernel has them where it shows them, else as io_setup answered. */
function rangesOf(session: Session, memory: UserMemory, kioctxs: readonly KioctxView[], mm: number): NamedRange[] {
  const { index, recording } = session;
  const rings: readonly NamedRange[] = recording.machine.can.kernelState
    ? kioctxs.filter((each) => each.mm === mm && each.userId !== 0).map((each) => aioRange(each.userId, each.mmapSize))
    : aioRangesOf(index.contexts, index.recordsAt(recording.position), memory);
  return [...rings, ...filesAt(session).map(fileRange)];
}

function shownTask(view: DataView, current: number): TaskView {
  const last = TaskView.at(view, current);
  if (!isOver(last)) return last;
  for (let number = 1; number < MAX_TASKS; number++) {
    const task = TaskView.at(view, number);
    if (!isOver(task)) return task;
  }
  return TaskView.at(view, 1);
}

function isOver({ state }: TaskView): boolean {
  return state === TaskState.Exited || state === TaskState.Free;
}

/** Before the first moment the machine stands in `_start`, whose first statement will be main's. */
function firstStatement(program: Program): Statement | undefined {
  const main = program.functions.findIndex((fn) => fn.name === 'main' && !fn.library);
  return program.statements.find((statement) => statement.function === main);
}
