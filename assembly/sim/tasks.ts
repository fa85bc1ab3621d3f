/** Tasks: where each stands, how it goes to sleep inside a system call, and who wakes it. */
import { MACHINE, TASKS, TASK_SIZE } from '../uapi/memory-map';
import { Machine, Task, TaskState } from '../uapi/machine-state';
import { RecordKind, WaitReason } from '../uapi/records';
import { Errno } from '../uapi/errno';
import { BugCode, Sim, TaskSim } from '../uapi/kernel-state';
import { record, setActor } from './trace';
import { NEVER } from './clock';
import { updateNextEvent } from './events';

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

export function returnToUser(task: usize): void {
  store<i32>(task, TaskState.User, Task.state);
  store<i64>(record(RecordKind.SyscallReturn, 0, 1), load<i64>(task, Task.result));
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

/** A signal whose default action ends the program; it dies when it leaves the kernel. The first one counts. */
export function sendSignal(task: usize, signal: i32): void {
  if (load<u32>(task, TaskSim.pending_signal) == 0) store<u32>(task, signal, TaskSim.pending_signal);
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
