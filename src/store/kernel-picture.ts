import { TaskState } from '../../assembly/uapi/machine-state.ts';
import { MAX_TASKS } from '../../assembly/uapi/memory-map.ts';
import { duration } from '../text/format.ts';
import { text } from '../text/index.ts';
import { syscallName } from '../uapi/names.ts';
import { TaskView } from '../uapi/task-view.ts';
import { currentContext, kioctxOf } from './contexts.ts';
import { momentOf } from './moment.ts';
import { picture } from './picture.ts';
import type { Session } from './session.ts';
import type { AioFactId } from './spotlight.ts';

export interface Fact {
  readonly id: AioFactId;
  readonly name: string;
  readonly value: string;
}

/** What a task is about. */
export interface TaskFact {
  readonly name: string;
  readonly value: string;
}

/** Where the slots of a context are (SLT-01..05); together they are nr - 1. */
export interface SlotCounts {
  readonly free: number;
  readonly cpus: number;
  /** Held by requests from submit until their event is published. */
  readonly flight: number;
  /** Completed, and not recycled yet: the event is unreaped, or nobody has looked at head since. */
  readonly held: number;
}

export type KernelPicture =
  | { readonly state: 'unseen' }
  | {
      readonly state: 'seen';
      readonly slots: SlotCounts | undefined;
      readonly facts: readonly Fact[];
      readonly tasks: readonly TaskFact[];
    };

/** CPUs with a line of their own; more are added up. */
const MAX_CPUS = 4;

/** The kernel's own numbers at the cursor. */
export const kernelPicture = picture<KernelPicture>((session) => {
  if (!session.recording.machine.can.kernelState) return { state: 'unseen' };
  const { machine } = momentOf(session);
  const { slots, facts } = contextFacts(session);
  return {
    state: 'seen',
    slots,
    facts: [
      ...facts,
      { id: 'aio_nr', name: 'fs.aio-nr', value: `${machine.aioNr}` },
      { id: 'aio_max_nr', name: 'aio-max-nr', value: `${machine.aioMaxNr}` },
      { id: 'clock', name: text.kernel.clock, value: duration(machine.now) },
      {
        id: 'next_event',
        name: text.kernel.nextEvent,
        value: machine.nextEvent === undefined ? text.kernel.nothingPending : duration(machine.nextEvent),
      },
    ],
    tasks: tasks(session),
  };
});

function contextFacts(session: Session): { slots: SlotCounts | undefined; facts: Fact[] } {
  const context = currentContext(session);
  const kioctx = context?.live ? kioctxOf(session, context.handle) : undefined;
  if (!kioctx) return { slots: undefined, facts: [] };
  const { nrCpus } = momentOf(session).machine;
  const perCpu = Array.from({ length: nrCpus }, (_, cpu) => kioctx.cpuReqsAvailable(cpu));
  const cpus = perCpu.reduce((sum, slots) => sum + slots, 0);
  const total = Math.max(0, kioctx.nrEvents - 1);
  const held = kioctx.completedEvents;
  const flight = Math.max(0, total - kioctx.reqsAvailable - cpus - held);
  const onCpu = (name: string, value: number): Fact => ({ id: 'cpu_reqs_available', name, value: `${value}` });
  const cpuFacts =
    nrCpus <= MAX_CPUS
      ? perCpu.map((slots, cpu) => onCpu(text.kernel.onCpu(cpu), slots))
      : [onCpu(text.kernel.onCpus, cpus)];
  return {
    slots: { free: kioctx.reqsAvailable, cpus, flight, held },
    facts: [
      { id: 'reqs_available', name: 'reqs_available', value: `${kioctx.reqsAvailable}` },
      { id: 'req_batch', name: 'req_batch', value: `${kioctx.reqBatch}` },
      ...cpuFacts,
      { id: 'completed_events', name: 'completed_events', value: `${held}` },
      { id: 'in_flight', name: text.kernel.inFlight, value: `${kioctx.inFlight}` },
      { id: 'waiters', name: text.kernel.waiters, value: `${kioctx.waiters}` },
      { id: 'nr_events', name: 'ctx->nr_events', value: `${kioctx.nrEvents}` },
      { id: 'tail', name: 'ctx->tail', value: `${kioctx.tail}` },
      { id: 'max_reqs', name: 'max_reqs', value: `${kioctx.maxReqs}` },
    ],
  };
}

/** Every task that there is, and what it does. */
export function tasks(session: Session): TaskFact[] {
  const { bytes } = momentOf(session);
  const found: TaskFact[] = [];
  for (let number = 1; number < MAX_TASKS; number++) {
    const task = TaskView.at(bytes, number);
    if (task.state !== TaskState.Free) found.push({ name: text.kernel.task(task.tid), value: taskText(task) });
  }
  return found;
}

function taskText(task: TaskView): string {
  switch (task.state) {
    case TaskState.User:
      return text.kernel.running(task.cpu);
    case TaskState.Kernel:
      return text.kernel.inCall(syscallName(task.syscallNr), task.ordinal);
    case TaskState.Blocked:
      return text.kernel.blockedIn(syscallName(task.syscallNr), task.ordinal);
    default:
      return text.kernel.exited;
  }
}
