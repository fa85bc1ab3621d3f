/** What a process has used: getrusage. */
import { MACHINE } from '../uapi/memory-map';
import { Errno } from '../uapi/errno';
import { Step } from '../uapi/records';
import { Process } from '../uapi/process-state';
import { PATH_BUFFER, Sim, TaskSim } from '../uapi/kernel-state';
import { isThreadOf } from './processes';
import { processOf } from './signals';
import { argument, finish, mmOf, taskRow } from './tasks';
import { copyToUser } from './user-copy';
import { step0 } from './trace';

/** Offsets in struct rusage of x86-64; what is not counted here is 0. */
const enum Rusage {
  ru_nvcsw = 128,
  SIZEOF = 144,
}
const RUSAGE_CHILDREN: i32 = -1;
const RUSAGE_THREAD: i32 = 1;

/** Sleeps of a process, with those of its threads that are over. */
function switchesOf(task: usize): u32 {
  let switches = load<u32>(processOf(task), Process.switches);
  const last = load<u32>(MACHINE + Sim.last_task);
  for (let i: u32 = 1; i <= last; i++) {
    if (isThreadOf(taskRow(i), mmOf(task))) switches += load<u32>(taskRow(i), TaskSim.voluntary_switches);
  }
  return switches;
}

/** kernel/sys.c: getrusage. Only voluntary context switches are counted: each is a sleep in the kernel. */
export function sysGetrusage(task: usize): void {
  step0(Step.Call);
  const who = <i32>argument(task, 0);
  if (who < RUSAGE_CHILDREN || who > RUSAGE_THREAD) return finish(task, -(<i64>Errno.EINVAL));
  const at: usize = PATH_BUFFER;
  memory.fill(at, 0, Rusage.SIZEOF);
  let switches = switchesOf(task);
  if (who == RUSAGE_CHILDREN) switches = load<u32>(processOf(task), Process.child_switches);
  if (who == RUSAGE_THREAD) switches = load<u32>(task, TaskSim.voluntary_switches);
  store<u64>(at, switches, Rusage.ru_nvcsw);
  finish(task, copyToUser(mmOf(task), argument(task, 1), at, Rusage.SIZEOF) != 0 ? -(<i64>Errno.EFAULT) : 0);
}
