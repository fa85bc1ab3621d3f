/** kernel/signal.c: system calls about actions, masks and pending signals, and those that send one. */
import { MACHINE, MAX_MMS } from '../uapi/memory-map';
import { Task, TaskState } from '../uapi/machine-state';
import { Errno } from '../uapi/errno';
import { Process, ProcessState, Restart, SigAction } from '../uapi/process-state';
import { Sim, TaskSim } from '../uapi/kernel-state';
import { SigCode } from '../uapi/signals';
import { Step, WaitReason } from '../uapi/records';
import { argument, block, finish, goto, interrupted, mmOf, taskRow, unmodelled } from './tasks';
import {
  KERNEL_ONLY,
  NSIG,
  actionOf,
  canQueue,
  endMask,
  forget,
  isIgnored,
  processOf,
  processRow,
  sendToProcess,
  sendToTask,
  setBlocked,
  signalBit,
  signalPending,
  useMask,
} from './signals';
import { copyFromUser, copyToUser } from './user-copy';
import { NEVER } from './clock';
import { leaderOf } from './processes';
import { step0 } from './trace';

/** sizeof(sigset_t) of the kernel. */
const SIGSET_SIZE: u64 = 8;

/** Locals: a set, or an action, on its way. */
const BUFFER: usize = Task.scratch;

/** rt_sigaction */
export function sysRtSigaction(task: usize): void {
  step0(Step.Call);
  const signal = <i32>argument(task, 0);
  const act = argument(task, 1);
  const old = argument(task, 2);
  const mm = mmOf(task);
  if (argument(task, 3) != SIGSET_SIZE) return finish(task, -(<i64>Errno.EINVAL));
  if (act != 0 && copyFromUser(mm, task + BUFFER, act, SigAction.SIZEOF) != 0) {
    return finish(task, -(<i64>Errno.EFAULT));
  }
  if (signal < 1 || signal > NSIG || (act != 0 && (KERNEL_ONLY & signalBit(signal)) != 0)) {
    return finish(task, -(<i64>Errno.EINVAL));
  }
  const process = processOf(task);
  const action = actionOf(process, signal);
  memory.copy(task + BUFFER + SigAction.SIZEOF, action, SigAction.SIZEOF);
  if (act != 0) {
    memory.copy(action, task + BUFFER, SigAction.SIZEOF);
    store<u64>(action, load<u64>(action, SigAction.mask) & ~KERNEL_ONLY, SigAction.mask);
    if (isIgnored(process, signal)) forget(mm, signalBit(signal));
  }
  const written = old == 0 || copyToUser(mm, old, task + BUFFER + SigAction.SIZEOF, SigAction.SIZEOF) == 0;
  finish(task, written ? 0 : -(<i64>Errno.EFAULT));
}

const SIG_BLOCK: u32 = 0;
const SIG_UNBLOCK: u32 = 1;
const SIG_SETMASK: u32 = 2;

/** rt_sigprocmask */
export function sysRtSigprocmask(task: usize): void {
  step0(Step.Call);
  const how = <u32>argument(task, 0);
  const set = argument(task, 1);
  const old = argument(task, 2);
  const mm = mmOf(task);
  const before = load<u64>(task, TaskSim.blocked);
  if (argument(task, 3) != SIGSET_SIZE) return finish(task, -(<i64>Errno.EINVAL));
  if (set != 0) {
    if (copyFromUser(mm, task + BUFFER, set, SIGSET_SIZE) != 0) return finish(task, -(<i64>Errno.EFAULT));
    const given = load<u64>(task, BUFFER);
    switch (how) {
      case SIG_BLOCK: {
        setBlocked(task, before | given);
        break;
      }
      case SIG_UNBLOCK: {
        setBlocked(task, before & ~given);
        break;
      }
      case SIG_SETMASK: {
        setBlocked(task, given);
        break;
      }
      default:
        return finish(task, -(<i64>Errno.EINVAL));
    }
  }
  store<u64>(task, before, BUFFER);
  const written = old == 0 || copyToUser(mm, old, task + BUFFER, SIGSET_SIZE) == 0;
  finish(task, written ? 0 : -(<i64>Errno.EFAULT));
}

/** rt_sigpending: what is pending and blocked. */
export function sysRtSigpending(task: usize): void {
  step0(Step.Call);
  if (argument(task, 1) > SIGSET_SIZE) return finish(task, -(<i64>Errno.EINVAL));
  const all = load<u64>(task, TaskSim.pending) | load<u64>(processOf(task), Process.pending);
  store<u64>(task, all & load<u64>(task, TaskSim.blocked), BUFFER);
  const left = copyToUser(mmOf(task), argument(task, 0), task + BUFFER, argument(task, 1));
  finish(task, left == 0 ? 0 : -(<i64>Errno.EFAULT));
}

/** rt_sigsuspend: sleeps under another mask until a handler has run. */
export function stepRtSigsuspend(task: usize): void {
  if (load<i32>(task, Task.step) == 0) {
    const size = argument(task, 1);
    if (size != SIGSET_SIZE || copyFromUser(mmOf(task), task + BUFFER, argument(task, 0), SIGSET_SIZE) != 0) {
      step0(Step.Call);
      return finish(task, -(<i64>(size != SIGSET_SIZE ? Errno.EINVAL : Errno.EFAULT)));
    }
    useMask(task, load<u64>(task, BUFFER));
  }
  sleepForSignal(task);
}

/** pause */
export function stepPause(task: usize): void {
  sleepForSignal(task);
}

function sleepForSignal(task: usize): void {
  if (signalPending(task)) {
    step0(Step.Call);
    return interrupted(task, Restart.ERESTARTNOHAND);
  }
  goto(task, 1);
  block(task, WaitReason.Signal, 0, NEVER);
}

/** The mask of a call that sleeps under another one: { set, size } as it is passed. @returns 0 or -errno */
export function takeMask(task: usize, set: u64, size: u64): i64 {
  if (set == 0) return 0;
  if (size != SIGSET_SIZE) return -(<i64>Errno.EINVAL);
  if (copyFromUser(mmOf(task), MASK_BUFFER, set, SIGSET_SIZE) != 0) return -(<i64>Errno.EFAULT);
  useMask(task, load<u64>(MASK_BUFFER));
  return 0;
}

/** A mask on its way in, behind the words of Sim. */
const MASK_BUFFER: usize = MACHINE + 0x7f0;

/** The end of such a call: @param isInterrupted a signal is what ended it */
export function finishMasked(task: usize, result: i64, isInterrupted: bool): void {
  endMask(task, isInterrupted);
  finish(task, result);
}

/**
 * kill. The modelled processes are one group, whose number is the pid of the first; pid -1, everybody on the machine, is
 * not modelled.
 */
export function sysKill(task: usize): void {
  step0(Step.Call);
  const pid = <i32>argument(task, 0);
  const signal = <i32>argument(task, 1);
  if (signal < 0 || signal > NSIG) return finish(task, -(<i64>Errno.EINVAL));
  if (pid == -1) return unmodelled(task, <u32>pid);
  const group = pid == 0 || pid == -load<i32>(processRow(0), Process.pid);
  let found = false;
  for (let i: i32 = 0; i < MAX_MMS; i++) {
    const process = processRow(i);
    if (load<u32>(process, Process.state) == ProcessState.Free) continue;
    if (!group && load<i32>(process, Process.pid) != pid) continue;
    found = true;
    if (signal == 0 || load<u32>(process, Process.state) != ProcessState.Alive) continue;
    if (!canQueue(load<u64>(process, Process.pending), signal)) return unmodelled(task, signal);
    sendToProcess(leaderOf(process), signal, SigCode.USER, load<i32>(processOf(task), Process.pid), 0);
  }
  finish(task, found ? 0 : -(<i64>Errno.ESRCH));
}

/** tgkill, and tkill, which does not ask for the process. */
export function sysTgkill(task: usize, group: i32, tid: i32, signal: i32): void {
  step0(Step.Call);
  if (group == 0 || tid <= 0) return finish(task, -(<i64>Errno.EINVAL));
  if (signal < 0 || signal > NSIG) return finish(task, -(<i64>Errno.EINVAL));
  const last = load<u32>(MACHINE + Sim.last_task);
  for (let i: u32 = 1; i <= last; i++) {
    const other = taskRow(i);
    if (load<i32>(other, Task.tid) != tid || load<i32>(other, Task.state) == TaskState.Exited) continue;
    if (group > 0 && group != load<i32>(processOf(other), Process.pid)) continue;
    if (signal != 0) {
      if (!canQueue(load<u64>(other, TaskSim.pending), signal)) return unmodelled(task, signal);
      sendToTask(other, signal, SigCode.TKILL, load<i32>(processOf(task), Process.pid));
    }
    return finish(task, 0);
  }
  finish(task, -(<i64>Errno.ESRCH));
}
