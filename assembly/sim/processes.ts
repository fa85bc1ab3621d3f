/** Processes: who is whose child, who waits for whom: kernel/exit.c, kernel/signal.c. */
import { MACHINE, MAX_MMS } from '../uapi/memory-map';
import { Task, TaskState } from '../uapi/machine-state';
import { Errno } from '../uapi/errno';
import { Process, ProcessState, Restart, SigAction } from '../uapi/process-state';
import { Sim, TaskSim } from '../uapi/kernel-state';
import { SigActionFlag, SigCode, Signal } from '../uapi/signals';
import { RecordKind, Step, WaitReason } from '../uapi/records';
import { NEVER } from './clock';
import {
  SIG_IGN,
  actionOf,
  processOf,
  processRow,
  recalcPending,
  sendToProcess,
  signalPending,
  signalWake,
} from './signals';
import { actAs, argument, block, finish, goto, interrupted, mmOf, taskRow, unmodelled, wakeAll } from './tasks';
import { record, step0 } from './trace';
import { putUser32 } from './user-copy';

/** The parent of who has lost his own: it never asks. */
export const INIT: i32 = -1;
const INIT_PID: i32 = 1;

/** getppid. The first process was started by somebody whose pid is the one before its own. */
export function parentPid(process: usize): i32 {
  const parent = load<i32>(process, Process.parent);
  if (parent != INIT) return load<i32>(processRow(parent), Process.pid);
  return process == processRow(0) ? load<i32>(process, Process.pid) - 1 : INIT_PID;
}

/** Whether a task is one of a process and still runs. */
export function isThreadOf(task: usize, mm: i32): bool {
  const state = load<i32>(task, Task.state);
  return mmOf(task) == mm && state != TaskState.Free && state != TaskState.Exited;
}

/** The process with this pid, alive or not. @returns 0: none */
export function findProcess(pid: i32): usize {
  for (let i: i32 = 0; i < MAX_MMS; i++) {
    const process = processRow(i);
    if (load<u32>(process, Process.state) != ProcessState.Free && load<i32>(process, Process.pid) == pid)
      return process;
  }
  return 0;
}

export function leaderOf(process: usize): usize {
  return taskRow(load<u32>(process, Process.leader));
}

/** Whether the parent does not want to be asked to wait: its child is gone at once. */
function reapsItself(parent: i32): bool {
  if (parent == INIT) return true;
  const action = actionOf(processRow(parent), Signal.SIGCHLD);
  return load<u64>(action) == SIG_IGN || (load<u64>(action, SigAction.flags) & SigActionFlag.NOCLDWAIT) != 0;
}

/** release_task */
function release(process: usize): void {
  // The first process stays to be looked at.
  if (process == processRow(0)) return;
  store<u32>(process, ProcessState.Free, Process.state);
  store<u32>(leaderOf(process), 1, TaskSim.gone);
}

/** exit_notify: its children go to init, and its parent learns of the end. */
export function notifyExit(mm: i32): void {
  for (let i: i32 = 0; i < MAX_MMS; i++) {
    const child = processRow(i);
    if (load<u32>(child, Process.state) == ProcessState.Free || load<i32>(child, Process.parent) != mm) continue;
    store<i32>(child, INIT, Process.parent);
    if (load<u32>(child, Process.state) == ProcessState.Zombie) release(child);
  }
  const process = processRow(mm);
  const parent = load<i32>(process, Process.parent);
  const code = load<i32>(process, Process.exit_code);
  const signal = code & 0x7f;
  store<u32>(process, ProcessState.Zombie, Process.state);
  const alone = reapsItself(parent);
  if (alone) release(process);
  if (parent == INIT) return;
  tellParent(process, signal == 0 ? SigCode.CLD_EXITED : SigCode.CLD_KILLED, signal == 0 ? code >> 8 : signal);
}

/** SIGCHLD, and whoever sleeps in wait4. */
function tellParent(process: usize, code: i32, status: i32): void {
  const parent = load<i32>(process, Process.parent);
  sendToProcess(leaderOf(processRow(parent)), Signal.SIGCHLD, code, load<i32>(process, Process.pid), status);
  wakeAll(WaitReason.Child, parent);
}

/** do_notify_parent_cldstop */
function tellParentOfStop(process: usize, code: i32, status: i32): void {
  const parent = load<i32>(process, Process.parent);
  if (parent == INIT) return;
  const flags = load<u64>(actionOf(processRow(parent), Signal.SIGCHLD), SigAction.flags);
  if (flags & SigActionFlag.NOCLDSTOP) wakeAll(WaitReason.Child, parent);
  else tellParent(process, code, status);
}

/** do_signal_stop: every thread stops where it would run its own code again. */
export function stopProcess(task: usize, signal: i32): void {
  const process = processOf(task);
  store<u32>(process, signal, Process.stopped);
  const last = load<u32>(MACHINE + Sim.last_task);
  for (let i: u32 = 1; i <= last; i++) {
    const other = taskRow(i);
    if (other != task && isThreadOf(other, mmOf(task))) signalWake(other);
  }
  park(task);
}

/** The task stands still until SIGCONT; the last one of its process to do so tells the parent. */
export function park(task: usize): void {
  const process = processOf(task);
  const signal = load<u32>(process, Process.stopped);
  actAs(task);
  block(task, WaitReason.Stopped, signal, NEVER);
  const last = load<u32>(MACHINE + Sim.last_task);
  for (let i: u32 = 1; i <= last; i++) {
    const other = taskRow(i);
    if (isThreadOf(other, mmOf(task)) && !isParked(other)) return;
  }
  store<u32>(process, 1, Process.stop_unreported);
  tellParentOfStop(process, SigCode.CLD_STOPPED, signal);
}

function isParked(task: usize): bool {
  return load<i32>(task, Task.state) == TaskState.Blocked && load<i32>(task, Task.wait_reason) == WaitReason.Stopped;
}

/** SIGCONT: a process that is stopped goes on, and its parent learns it. */
export function continueProcess(mm: i32): void {
  if (resumeProcess(mm)) tellParentOfStop(processRow(mm), SigCode.CLD_CONTINUED, Signal.SIGCONT);
}

/** Its tasks run again, if they were stopped. @returns whether they were */
export function resumeProcess(mm: i32): bool {
  const process = processRow(mm);
  if (load<u32>(process, Process.stopped) == 0) return false;
  store<u32>(process, 0, Process.stopped);
  store<u32>(process, 0, Process.stop_unreported);
  const last = load<u32>(MACHINE + Sim.last_task);
  for (let i: u32 = 1; i <= last; i++) {
    const task = taskRow(i);
    if (mmOf(task) == mm && isParked(task)) unpark(task);
  }
  return true;
}

function unpark(task: usize): void {
  const activity = load<u64>(MACHINE + Sim.activity);
  const actor = load<u64>(MACHINE + Sim.actor);
  actAs(task);
  const at = record(RecordKind.Wake, 0, 2);
  store<u64>(at, WaitReason.Stopped);
  store<u64>(at, load<u64>(task, Task.wait_object), 8);
  store<u64>(MACHINE + Sim.activity, activity);
  store<u64>(MACHINE + Sim.actor, actor);
  store<i32>(task, TaskState.User, Task.state);
  store<i32>(task, 0, Task.wait_reason);
  recalcPending(task);
}

const WNOHANG: u32 = 1;
const WUNTRACED: u32 = 2;
/** With __WNOTHREAD, __WCLONE and __WALL, what wait4 knows. */
const KNOWN: u32 = WNOHANG | WUNTRACED;
const VALID: u32 = KNOWN | 8 | 0x2000_0000 | 0x4000_0000 | 0x8000_0000;

/** wait4 */
export function stepWait4(task: usize): void {
  const pid = <i32>argument(task, 0);
  const options = <u32>argument(task, 2);
  if (load<i32>(task, Task.step) == 0) {
    if ((options & ~VALID) != 0) {
      step0(Step.Call);
      return finish(task, -(<i64>Errno.EINVAL));
    }
    if ((options & ~KNOWN) != 0 || pid < -1 || argument(task, 3) != 0) {
      step0(Step.Call);
      return unmodelled(task, options);
    }
  }
  const mm = mmOf(task);
  let children = false;
  let found: usize = 0;
  for (let i: i32 = 0; i < MAX_MMS; i++) {
    const child = processRow(i);
    if (load<u32>(child, Process.state) == ProcessState.Free || load<i32>(child, Process.parent) != mm) continue;
    if (pid > 0 && pid != load<i32>(child, Process.pid)) continue;
    children = true;
    const isOver = load<u32>(child, Process.state) == ProcessState.Zombie;
    const hasStopped = (options & WUNTRACED) != 0 && load<u32>(child, Process.stop_unreported) != 0;
    if (!isOver && !hasStopped) continue;
    // The list of children is in the order of fork, and so are pids.
    if (found == 0 || load<i32>(child, Process.pid) < load<i32>(found, Process.pid)) found = child;
  }
  if (found == 0 && children && (options & WNOHANG) == 0) {
    if (signalPending(task)) {
      step0(Step.Call);
      return interrupted(task, Restart.ERESTARTSYS);
    }
    goto(task, 1);
    return block(task, WaitReason.Child, mm, NEVER);
  }
  step0(Step.Call);
  if (found == 0) return finish(task, children ? 0 : -(<i64>Errno.ECHILD));
  report(task, found);
}

/** wait_task_zombie, wait_task_stopped: the status is written last, and cannot be asked for again. */
function report(task: usize, child: usize): void {
  const pid = load<i32>(child, Process.pid);
  let status = load<i32>(child, Process.exit_code);
  if (load<u32>(child, Process.state) == ProcessState.Zombie) {
    const slept = load<u32>(child, Process.switches) + load<u32>(child, Process.child_switches);
    const parent = processOf(task);
    store<u32>(parent, load<u32>(parent, Process.child_switches) + slept, Process.child_switches);
    release(child);
  } else {
    store<u32>(child, 0, Process.stop_unreported);
    status = (load<i32>(child, Process.stopped) << 8) | 0x7f;
  }
  const to = argument(task, 1);
  finish(task, to == 0 || putUser32(mmOf(task), to, status) ? pid : -(<i64>Errno.EFAULT));
}
