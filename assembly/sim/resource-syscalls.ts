/** What a process has used: getrusage. */
import { MACHINE } from '../uapi/memory-map';
import { Errno } from '../uapi/errno';
import { Step } from '../uapi/records';
import { PATH_BUFFER, Sim, TaskSim } from '../uapi/kernel-state';
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

/** kernel/sys.c: getrusage. Only voluntary context switches are counted: each is a sleep in the kernel. */
export function sysGetrusage(task: usize): void {
  step0(Step.Call);
  const who = <i32>argument(task, 0);
  if (who < RUSAGE_CHILDREN || who > RUSAGE_THREAD) return finish(task, -(<i64>Errno.EINVAL));
  const at: usize = PATH_BUFFER;
  memory.fill(at, 0, Rusage.SIZEOF);
  let switches: u64 = 0;
  const last = load<u32>(MACHINE + Sim.last_task);
  for (let i: u32 = 1; i <= last; i++) {
    const other = taskRow(i);
    const counts = who == RUSAGE_THREAD ? other == task : who != RUSAGE_CHILDREN && mmOf(other) == mmOf(task);
    if (counts) switches += load<u32>(other, TaskSim.voluntary_switches);
  }
  store<u64>(at, switches, Rusage.ru_nvcsw);
  finish(task, copyToUser(mmOf(task), argument(task, 1), at, Rusage.SIZEOF) != 0 ? -(<i64>Errno.EFAULT) : 0);
}
