/** Tasks: where each stands, how it goes to sleep inside a system call, and who wakes it. */
import { MACHINE, MAX_TASKS, TASKS, TASK_SIZE } from '../uapi/memory-map';
import { Machine, Task, TaskState } from '../uapi/machine-state';
import { RecordKind, WaitReason } from '../uapi/records';
import { Errno } from '../uapi/errno';
import { BugCode, Sim, TaskSim } from '../uapi/kernel-state';
import { Restart } from '../uapi/process-state';
import { record, setActor } from './trace';
import { NEVER } from './clock';
import { updateNextEvent } from './events';
import { markDirty } from './frames';

/** Row of a task by number; 1 is the program's first. */
export function taskRow(task: u32): usize {
  return <usize>task * TASK_SIZE + TASKS;
}

export function taskNumber(task: usize): u32 {
  return <u32>((task - TASKS) / TASK_SIZE);
}

/** Address space of a task. */
export function mmOf(task: usize): i32 {
  return load<i32>(task, Task.mm);
}

export function argument(task: usize, index: u32): u64 {
  return load<u64>(task + ((<usize>index) << 3), Task.args);
}

/** Makes the task the actor of the records that follow. */
export function actAs(task: usize): void {
  setActor(<u32>load<i64>(task, Task.syscall_nr), load<u32>(task, Task.ordinal), taskNumber(task));
}

/** A task enters a system call; its number and arguments are in its row. The record belongs to the moment before. */
export function enterSyscall(task: usize, statement: u32): void {
  const nr = load<i64>(task, Task.syscall_nr);
  let ordinal: u32 = 0;
  if (<u64>nr < 448) {
    const counter: usize = ((<usize>nr) << 2) + MACHINE;
    ordinal = load<u32>(counter, Sim.ordinals) + 1;
    store<u32>(counter, ordinal, Sim.ordinals);
  }
  store<i32>(task, TaskState.Kernel, Task.state);
  store<i32>(task, 0, Task.step);
  store<u32>(task, ordinal, Task.ordinal);
  for (let at: usize = 0; at < 128; at += 8) store<u64>(task + at, 0, Task.scratch);
  actAs(task);
  const payload = record(RecordKind.SyscallEnter, 0, 7);
  for (let at: usize = 0; at < 48; at += 8) store<u64>(payload + at, load<u64>(task + at, Task.args));
  store<u64>(payload, statement, 48);
}

/**
 * The system call is over; part of its last moment. Completions that it began come before its return, and end it:
 * returnToUser().
 */
export function finish(task: usize, result: i64): void {
  store<i64>(task, result, Task.result);
  if (load<u32>(MACHINE + Sim.run_first) != 0) store<u32>(MACHINE + Sim.returning, taskNumber(task));
  else returnToUser(task);
}

/** A signal ends the call; what the program sees of that depends on the handler (Restart). */
export function interrupted(task: usize, how: Restart): void {
  store<i32>(task, how, TaskSim.restart);
  finish(task, -(<i64>how));
}

/** The same for a sleep that goes on until the same time when no handler runs: restart_block. */
export function interruptedUntil(task: usize, until: u64): void {
  store<u64>(task, until, TaskSim.restart_until);
  interrupted(task, Restart.ERESTART_RESTARTBLOCK);
}

/** Until when such a sleep has to go on, 0 when it begins. */
export function takeRestartTime(task: usize): u64 {
  const until = load<u64>(task, TaskSim.restart_until);
  store<u64>(task, 0, TaskSim.restart_until);
  return until;
}

export function returnToUser(task: usize): void {
  store<i32>(task, TaskState.User, Task.state);
  store<i64>(record(RecordKind.SyscallReturn, 0, 1), load<i64>(task, Task.result));
}

/** Physical address of the register that gets the result of the task's system call: a stack is contiguous. */
function resultSlot(task: usize): usize {
  const fp = load<u64>(task, Task.fp) + load<u64>(task, Task.stack_shift);
  return <usize>fp + ((<usize>load<i32>(task, Task.syscall_slot)) << 3);
}

/** The result goes to the program's register. */
export function putResult(task: usize, result: i64): void {
  const slot = resultSlot(task);
  store<i64>(slot, result);
  markDirty(slot);
}

/** A row for a new task: one nobody had yet, else that of a task nobody asks for any more. @returns its number, 0: none */
export function allocTask(): u32 {
  const last = load<u32>(MACHINE + Sim.last_task);
  if (last + 1 < <u32>MAX_TASKS) {
    store<u32>(MACHINE + Sim.last_task, last + 1);
    return last + 1;
  }
  for (let i: u32 = 1; i <= last; i++) if (load<u32>(taskRow(i), TaskSim.gone) != 0) return i;
  return 0;
}

/** alloc_pid */
export function nextTid(): i32 {
  const tid = load<u32>(MACHINE + Sim.last_tid) + 1;
  store<u32>(MACHINE + Sim.last_tid, tid);
  return tid;
}

/** The next moment of the call is this one of its step machine. */
export function goto(task: usize, step: i32): void {
  store<i32>(task, step, Task.step);
}

/** The task sleeps, until woken or until `deadline` (ns since boot, NEVER). Part of the moment that decides it. */
export function block(task: usize, reason: WaitReason, object: u64, deadline: u64): void {
  const sleeps = load<u32>(MACHINE + Sim.sleeps) + 1;
  store<u32>(MACHINE + Sim.sleeps, sleeps);
  store<u32>(task, sleeps, TaskSim.sleep);
  store<u32>(task, 0, TaskSim.timed_out);
  store<u32>(task, load<u32>(task, TaskSim.voluntary_switches) + 1, TaskSim.voluntary_switches);
  store<i32>(task, TaskState.Blocked, Task.state);
  store<i32>(task, reason, Task.wait_reason);
  store<u64>(task, object, Task.wait_object);
  store<u64>(task, deadline, Task.wait_deadline);
  if (deadline < load<u64>(MACHINE + Machine.next_event)) store<u64>(MACHINE + Machine.next_event, deadline);
  const at = record(RecordKind.Block, 0, 2);
  store<u64>(at, reason);
  store<u64>(at, object, 8);
}

/** It goes on, in its system call. The record names the sleeper, and belongs to the waker's moment. */
export function wake(task: usize): void {
  const activity = load<u64>(MACHINE + Sim.activity);
  const actor = load<u64>(MACHINE + Sim.actor);
  const reason = load<i32>(task, Task.wait_reason);
  actAs(task);
  const at = record(RecordKind.Wake, 0, 2);
  store<u64>(at, reason);
  store<u64>(at, load<u64>(task, Task.wait_object), 8);
  store<u64>(MACHINE + Sim.activity, activity);
  store<u64>(MACHINE + Sim.actor, actor);
  store<i32>(task, TaskState.Kernel, Task.state);
  store<i32>(task, 0, Task.wait_reason);
  const timed = load<u64>(task, Task.wait_deadline) != NEVER;
  store<u64>(task, NEVER, Task.wait_deadline);
  if (timed) updateNextEvent();
}

/** Wakes all that wait for this. @returns how many */
export function wakeAll(reason: WaitReason, object: u64): u32 {
  const last = load<u32>(MACHINE + Sim.last_task);
  let woken: u32 = 0;
  for (let i: u32 = 1; i <= last; i++) {
    const task = taskRow(i);
    if (sleepsOn(task, reason, object)) {
      wake(task);
      woken++;
    }
  }
  return woken;
}

export function sleepsOn(task: usize, reason: WaitReason, object: u64): bool {
  return (
    load<i32>(task, Task.state) == TaskState.Blocked &&
    load<i32>(task, Task.wait_reason) == reason &&
    load<u64>(task, Task.wait_object) == object
  );
}

/** Earliest deadline of a sleeping task, NEVER when there is none. */
export function nextDeadline(): u64 {
  const last = load<u32>(MACHINE + Sim.last_task);
  let first = NEVER;
  for (let i: u32 = 1; i <= last; i++) {
    const task = taskRow(i);
    if (load<i32>(task, Task.state) == TaskState.Blocked && load<u64>(task, Task.wait_deadline) < first) {
      first = load<u64>(task, Task.wait_deadline);
    }
  }
  return first;
}

/** kring itself is wrong: the machine stops for good. */
export function bug(code: BugCode, detail: u64): void {
  if (load<i32>(MACHINE + Machine.bug) != BugCode.None) return;
  store<i32>(MACHINE + Machine.bug, code);
  store<u64>(MACHINE + Machine.bug_detail, detail);
}

/** The task asks for what kring does not model: the run ends here and says so. @param detail an operation, flag or type in the call */
export function unmodelled(task: usize, detail: u64): void {
  store<i64>(task, -(<i64>Errno.ENOSYS), Task.result);
  store<i32>(task, TaskState.Unmodelled, Task.state);
  const at = record(RecordKind.Unmodelled, 0, 2);
  store<u64>(at, load<u64>(task, Task.syscall_nr));
  store<u64>(at, detail, 8);
}
