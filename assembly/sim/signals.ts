/**
 * kernel/signal.c: signals on their way to a task. They are pending until their task is about to run its own code
 * again; what happens then is in deliver.ts and, for handlers, in vm/signal-frame.ts.
 */
import { MACHINE } from '../uapi/memory-map';
import { Task, TaskState } from '../uapi/machine-state';
import { PROCESSES, Process, SigAction, SigInfo } from '../uapi/process-state';
import { Sim, TaskSim } from '../uapi/kernel-state';
import { SigCode, Signal } from '../uapi/signals';
import { FaultKind, WaitReason } from '../uapi/records';
import { continueProcess, resumeProcess } from './processes';
import { mmOf, taskRow, wake } from './tasks';

/** Highest signal number. */
export const NSIG: i32 = 64;
/** Up to here a signal is pending once, however often it is sent. */
const LAST_LEGACY: i32 = 31;

export const SIG_DFL: u64 = 0;
export const SIG_IGN: u64 = 1;

/** Bit of a signal in a set. */
export function signalBit(signal: i32): u64 {
  return (<u64>1) << (<u64>signal - 1);
}

/** What a default action ignores: SIGCHLD, SIGCONT, SIGURG, SIGWINCH. */
const IGNORED_BY_DEFAULT: u64 = (1 << (17 - 1)) | (1 << (18 - 1)) | (1 << (23 - 1)) | (1 << (28 - 1));
/** SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU. */
const STOP_SIGNALS: u64 = (1 << (19 - 1)) | (1 << (20 - 1)) | (1 << (21 - 1)) | (1 << (22 - 1));
/** SIGKILL and SIGSTOP: no handler, never blocked. */
export const KERNEL_ONLY: u64 = (1 << (9 - 1)) | (1 << (19 - 1));
/** SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGSYS: taken before all others. */
const SYNCHRONOUS: u64 =
  (1 << (11 - 1)) | (1 << (7 - 1)) | (1 << (4 - 1)) | (1 << (5 - 1)) | (1 << (8 - 1)) | (1 << (31 - 1));

export function processRow(number: i32): usize {
  return <usize>number * Process.SIZEOF + PROCESSES;
}

export function processOf(task: usize): usize {
  return processRow(mmOf(task));
}

export function actionOf(process: usize, signal: i32): usize {
  return process + Process.actions + <usize>(signal - 1) * SigAction.SIZEOF;
}

export function infoOf(process: usize, signal: i32): usize {
  return process + Process.infos + <usize>(signal - 1) * SigInfo.SIZEOF;
}

export function ignoresByDefault(signal: i32): bool {
  return (IGNORED_BY_DEFAULT & signalBit(signal)) != 0;
}

export function isStopSignal(signal: i32): bool {
  return (STOP_SIGNALS & signalBit(signal)) != 0;
}

/** sig_handler_ignored */
export function isIgnored(process: usize, signal: i32): bool {
  const handler = load<u64>(actionOf(process, signal), SigAction.handler);
  return handler == SIG_IGN || (handler == SIG_DFL && ignoresByDefault(signal));
}

/** signal_pending: whether a sleep has to end, or must not begin. */
export function signalPending(task: usize): bool {
  return load<u32>(task, TaskSim.notified) != 0;
}

/** recalc_sigpending */
export function recalcPending(task: usize): void {
  const all = load<u64>(task, TaskSim.pending) | load<u64>(processOf(task), Process.pending);
  store<u32>(task, (all & ~load<u64>(task, TaskSim.blocked)) != 0 ? 1 : 0, TaskSim.notified);
}

/**
 * Whether the sleep of a task ends when a signal comes: what a disk is doing is waited for whatever happens, and who is
 * stopped takes none.
 */
function isInterruptible(task: usize): bool {
  if (load<i32>(task, Task.state) != TaskState.Blocked) return false;
  switch (load<i32>(task, Task.wait_reason)) {
    case WaitReason.AioRequests:
    case WaitReason.Device:
    case WaitReason.DeviceQueue:
    case WaitReason.DirectIo:
    case WaitReason.PageCache:
    case WaitReason.Stopped:
      return false;
    default:
      return true;
  }
}

/** signal_wake_up */
export function signalWake(task: usize): void {
  store<u32>(task, 1, TaskSim.notified);
  if (isInterruptible(task)) wake(task);
}

/** set_current_blocked, with what it may change for signals that are pending already. */
export function setBlocked(task: usize, mask: u64): void {
  store<u64>(task, mask & ~KERNEL_ONLY, TaskSim.blocked);
  recalcPending(task);
}

/** set_user_sigmask: another mask for the time of a call. */
export function useMask(task: usize, mask: u64): void {
  store<u64>(task, load<u64>(task, TaskSim.blocked), TaskSim.saved_blocked);
  store<u32>(task, 1, TaskSim.restore_blocked);
  setBlocked(task, mask);
}

/** restore_saved_sigmask_unless: when a signal ended the call its handler runs first, and brings the old mask back. */
export function endMask(task: usize, interrupted: bool): void {
  if (load<u32>(task, TaskSim.restore_blocked) == 0 || interrupted) return;
  store<u32>(task, 0, TaskSim.restore_blocked);
  setBlocked(task, load<u64>(task, TaskSim.saved_blocked));
}

/** The mask that a handler's return brings back. */
export function takeSavedMask(task: usize): u64 {
  if (load<u32>(task, TaskSim.restore_blocked) == 0) return load<u64>(task, TaskSim.blocked);
  store<u32>(task, 0, TaskSim.restore_blocked);
  return load<u64>(task, TaskSim.saved_blocked);
}

/**
 * prepare_signal, and the queue: whether a signal to `target` becomes pending in the set at `pending`.
 * @returns false when it is ignored, or pending already
 */
function enqueue(target: usize, pending: usize, signal: i32, code: i32, sender: i32, value: u64): bool {
  const process = processOf(target);
  const bit = signalBit(signal);
  if (signal == Signal.SIGCONT) {
    forget(mmOf(target), STOP_SIGNALS);
    continueProcess(mmOf(target));
  } else if (isStopSignal(signal)) {
    forget(mmOf(target), signalBit(Signal.SIGCONT));
  } else if (signal == Signal.SIGKILL) {
    resumeProcess(mmOf(target));
  }
  const masked = (load<u64>(target, TaskSim.blocked) & bit) != 0;
  if (!masked && isIgnored(process, signal)) return false;
  if ((load<u64>(pending) & bit) != 0) return false;
  store<u64>(pending, load<u64>(pending) | bit);
  const info = infoOf(process, signal);
  store<i32>(info, code, SigInfo.code);
  store<i32>(info, sender, SigInfo.pid);
  store<u64>(info, value, SigInfo.value);
  return true;
}

/** Signals that are pending for a process or any of its threads are so no more. */
export function forget(mm: i32, set: u64): void {
  const process = processRow(mm);
  store<u64>(process, load<u64>(process, Process.pending) & ~set, Process.pending);
  const last = load<u32>(MACHINE + Sim.last_task);
  for (let i: u32 = 1; i <= last; i++) {
    const task = taskRow(i);
    if (mmOf(task) == mm) store<u64>(task, load<u64>(task, TaskSim.pending) & ~set, TaskSim.pending);
  }
}

/** Whether kring can hold the signal: of those for real time every one counts, and only one of each is kept. */
export function canQueue(pending: u64, signal: i32): bool {
  return signal <= LAST_LEGACY || (pending & signalBit(signal)) == 0;
}

/** wants_signal */
function wants(task: usize, signal: i32): bool {
  const state = load<i32>(task, Task.state);
  if (state == TaskState.Free || state == TaskState.Exited) return false;
  return (load<u64>(task, TaskSim.blocked) & signalBit(signal)) == 0;
}

/** A signal to one task: of its own making (SIGPIPE, SIGXFSZ), or tgkill's. */
export function sendToTask(task: usize, signal: i32, code: i32, sender: i32): void {
  if (!enqueue(task, task + TaskSim.pending, signal, code, sender, 0)) return;
  if (wants(task, signal)) signalWake(task);
}

/** send_sig(signal, current, 0) */
export function sendToSelf(task: usize, signal: i32): void {
  sendToTask(task, signal, SigCode.USER, load<i32>(processOf(task), Process.pid));
}

/** A signal to a process: complete_signal chooses the thread, its first one if that takes it. */
export function sendToProcess(leader: usize, signal: i32, code: i32, sender: i32, value: u64): void {
  const process = processOf(leader);
  if (!enqueue(leader, process + Process.pending, signal, code, sender, value)) return;
  if (wants(leader, signal)) return signalWake(leader);
  const last = load<u32>(MACHINE + Sim.last_task);
  for (let i: u32 = 1; i <= last; i++) {
    const task = taskRow(i);
    if (mmOf(task) != mmOf(leader) || !wants(task, signal)) continue;
    return signalWake(task);
  }
}

/** si_code of what a fault raised. */
function codeOf(fault: i32): i32 {
  switch (fault) {
    case FaultKind.Protected:
      return SigCode.ACCERR;
    case FaultKind.BadInstruction:
      return SigCode.ILLOPN;
    default:
      return SigCode.MAPERR;
  }
}

/** force_sig_fault, of what is in Task.signal, fault and fault_address: blocked or ignored, it ends the task all the same. */
export function forceFault(task: usize): void {
  const signal = load<i32>(task, Task.signal);
  const action = actionOf(processOf(task), signal);
  const bit = signalBit(signal);
  const blocked = load<u64>(task, TaskSim.blocked);
  if ((blocked & bit) != 0 || load<u64>(action) == SIG_IGN) {
    store<u64>(action, SIG_DFL);
    store<u64>(task, blocked & ~bit, TaskSim.blocked);
  }
  store<i32>(task, 0, Task.signal);
  enqueue(
    task,
    task + TaskSim.pending,
    signal,
    codeOf(load<i32>(task, Task.fault)),
    0,
    load<u64>(task, Task.fault_address),
  );
  signalWake(task);
}

/** The first signal of a set that is taken: synchronous ones first, then by number. @returns 0: none */
function nextSignal(set: u64): i32 {
  if (set == 0) return 0;
  const first = (set & SYNCHRONOUS) != 0 ? set & SYNCHRONOUS : set;
  return <i32>ctz(first) + 1;
}

/** Where dequeue_signal finds the next one: the task's own set before that of its process. */
function pendingSet(task: usize): usize {
  const own = load<u64>(task, TaskSim.pending) & ~load<u64>(task, TaskSim.blocked);
  return own != 0 ? task + TaskSim.pending : processOf(task) + Process.pending;
}

/** The signal that the task takes next. @returns 0: none */
export function firstSignal(task: usize): i32 {
  return nextSignal(load<u64>(pendingSet(task)) & ~load<u64>(task, TaskSim.blocked));
}

/** dequeue_signal of what firstSignal() answered. */
export function takeSignal(task: usize, signal: i32): void {
  const at = pendingSet(task);
  store<u64>(at, load<u64>(at) & ~signalBit(signal));
  recalcPending(task);
}
