/** Which CPU a task is on, and whose turn it is: kernel/sched. A task stays where it is unless it is told to go. */
import { MACHINE, MAX_TASKS } from '../uapi/memory-map';
import { Machine, Task } from '../uapi/machine-state';
import { Errno } from '../uapi/errno';
import { Sim, TaskSim } from '../uapi/kernel-state';
import { Step } from '../uapi/records';
import { isThreadOf } from './processes';
import { argument, finish, mmOf, taskRow } from './tasks';
import { step0 } from './trace';
import { copyFromUser, copyToUser, putUser32 } from './user-copy';

/** Statements of a task's turn, when others want the CPU as well. */
export const TURN: u32 = 1000;

/** Bytes of a cpumask_t of up to 64 CPUs. */
const MASK_SIZE: u64 = 8;
const BUFFER: usize = Task.scratch;

function allCpus(): u64 {
  const count = load<u32>(MACHINE + Machine.nr_cpus);
  return count >= 64 ? ~(<u64>0) : ((<u64>1) << count) - 1;
}

/** The task with this tid, 0: the caller. @returns 0: none */
function find(task: usize, tid: i32): usize {
  if (tid == 0) return task;
  for (let i: u32 = 1; i < <u32>MAX_TASKS; i++) {
    const other = taskRow(i);
    if (load<i32>(other, Task.tid) == tid && isThreadOf(other, mmOf(other))) return other;
  }
  return 0;
}

/** sched_setaffinity: a task on a CPU it may not use any more goes to the first that it may. */
export function sysSchedSetaffinity(task: usize): void {
  step0(Step.Call);
  const size = min<u64>(argument(task, 1), MASK_SIZE);
  store<u64>(task, 0, BUFFER);
  if (copyFromUser(mmOf(task), task + BUFFER, argument(task, 2), size) != 0) return finish(task, -(<i64>Errno.EFAULT));
  const other = find(task, <i32>argument(task, 0));
  if (other == 0) return finish(task, -(<i64>Errno.ESRCH));
  const mask = load<u64>(task, BUFFER) & allCpus();
  if (mask == 0) return finish(task, -(<i64>Errno.EINVAL));
  store<u64>(other, mask, TaskSim.affinity);
  const cpu = <u64>load<i32>(other, Task.cpu);
  if (((mask >> cpu) & 1) == 0) store<i32>(other, <i32>ctz(mask), Task.cpu);
  finish(task, 0);
}

/** sched_getaffinity: the result is how many bytes a mask has. */
export function sysSchedGetaffinity(task: usize): void {
  step0(Step.Call);
  const length = argument(task, 1);
  if ((length & 7) != 0 || length * 8 < <u64>load<u32>(MACHINE + Machine.nr_cpus)) {
    return finish(task, -(<i64>Errno.EINVAL));
  }
  const other = find(task, <i32>argument(task, 0));
  if (other == 0) return finish(task, -(<i64>Errno.ESRCH));
  const mask = load<u64>(other, TaskSim.affinity);
  store<u64>(task, mask != 0 ? mask : allCpus(), BUFFER);
  const left = copyToUser(mmOf(task), argument(task, 2), task + BUFFER, MASK_SIZE);
  finish(task, left == 0 ? MASK_SIZE : -(<i64>Errno.EFAULT));
}

/** getcpu: there is one node. */
export function sysGetcpu(task: usize): void {
  step0(Step.Call);
  const mm = mmOf(task);
  const cpu = argument(task, 0);
  const node = argument(task, 1);
  const written = (cpu == 0 || putUser32(mm, cpu, load<u32>(task, Task.cpu))) && (node == 0 || putUser32(mm, node, 0));
  finish(task, written ? 0 : -(<i64>Errno.EFAULT));
}

/** sched_yield: its turn is over. */
export function sysSchedYield(task: usize): void {
  step0(Step.Call);
  store<u32>(MACHINE + Sim.turn, TURN);
  finish(task, 0);
}
