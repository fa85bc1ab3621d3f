/**
 * A program whose kernel is a Linux host's. The VM runs it here; a system call stops run() with HostCall, and whoever
 * drives the machine has it made on the host, puts what the host's kernel wrote into user memory and calls
 * return_from_host(). In between, the functions below keep memory in step with the host. Machine.host says that it is so.
 */
import { DIRTY, MACHINE, PAGE_SHIFT, PAGE_SIZE, STAGE } from './uapi/memory-map';
import { Machine, Task, TaskState } from './uapi/machine-state';
import { FaultKind, RecordKind } from './uapi/records';
import { Signal } from './uapi/signals';
import { Sys } from './uapi/syscalls';
import { findGap, unmapRange } from './sim/mmap';
import { hidePage, mapFromHost, showPage } from './sim/host-pages';
import { PTE_FRAME, faultIn, pteAddress } from './sim/pages';
import { forceFault } from './sim/signals';
import { actAs, mmOf, taskRow, unmodelled } from './sim/tasks';
import { record, recordOfProgram, setActor } from './sim/trace';

/**
 * Whether the call that the task has just entered is the host's; if so, the task waits for it. What is about the process
 * itself is answered here: on the host it would be about the process that makes the calls.
 */
export function leaveToHost(task: usize): bool {
  switch (<i32>load<i64>(task, Task.syscall_nr)) {
    case Sys.exit:
    case Sys.exit_group:
    case Sys.getpid:
    case Sys.gettid:
    case Sys.kill:
    case Sys.tgkill:
    case Sys.tkill:
    case Sys.rt_sigaction:
    case Sys.rt_sigpending:
    case Sys.rt_sigprocmask:
    case Sys.rt_sigreturn:
      return false;
    default: {
      store<i32>(task, TaskState.Host, Task.state);
      return true;
    }
  }
}

/** The host refuses a call, or what is in it, because it is not modelled. */
export function unmodelledByHost(number: u32, detail: u64): void {
  const task = taskRow(number);
  actAs(task);
  unmodelled(task, detail);
}

/** What the program wrote to fd 1 or 2 on the host: up to 2,024 bytes in STAGE, one record. */
export function outputFromHost(number: u32, fd: u32, length: u32): void {
  actAs(taskRow(number));
  const words = (length + 7) >> 3;
  const at = record(RecordKind.Output, 0, 2 + words);
  store<u64>(at, fd);
  store<u64>(at, length, 8);
  store<u64>(at + 8 + ((<usize>words) << 3), 0);
  memory.copy(at + 16, STAGE, length);
}

/**
 * A step of the host's kernel that its answer tells of: a record of the call, or, with an activity, of what is not the
 * task's. The payload's words are in STAGE.
 */
export function stepFromHost(number: u32, activity: u32, ordinal: u32, step: u32, words: u32): void {
  if (activity == 0) actAs(taskRow(number));
  else setActor(activity, ordinal, 0);
  memory.copy(record(RecordKind.Step, step, words), STAGE, <usize>words << 3);
}

/** The task's own code has moved cq.head of an io_uring. */
export function reapFromHost(number: u32, ring: u32, before: u32, after: u32): void {
  const at = recordOfProgram(RecordKind.Reap, number, 3);
  store<u64>(at, ring);
  store<u64>(at, before, 8);
  store<u64>(at, after, 16);
}

/** Where `length` bytes may be mapped. @returns user address, 0 when there is no room */
export function findRoom(number: u32, length: u64): u64 {
  return findGap(mmOf(taskRow(number)), length);
}

/** See mapFromHost(). */
export function mapPages(number: u32, address: u64, length: u64, bits: u32): i32 {
  return mapFromHost(mmOf(taskRow(number)), address, length, bits);
}

/** Bytes in STAGE are what the host has at `address`, within one page. @returns false when no page is there */
export function patchPage(number: u32, address: u64, length: u32): bool {
  const mm = mmOf(taskRow(number));
  // A page that nobody has touched yet gets its frame.
  faultIn(mm, address, 0);
  const frame: usize = load<u32>(pteAddress(mm, address)) & PTE_FRAME;
  if (frame == 0) return false;
  memory.copy(frame + <usize>(address & (PAGE_SIZE - 1)), STAGE, length);
  // Changed since the last checkpoint, but not since the last sync.
  store<u8>(DIRTY + ((frame >> PAGE_SHIFT) << 1), 1);
  return true;
}

export function unmapPages(number: u32, address: u64, length: u64): void {
  unmapRange(mmOf(taskRow(number)), address, length);
}

/** The page of this address has come from the host. */
export function showHostPage(number: u32, address: u64): void {
  showPage(mmOf(taskRow(number)), address);
  store<u64>(MACHINE + Machine.host_page, 0);
}

export function hideHostPage(number: u32, address: u64): void {
  hidePage(mmOf(taskRow(number)), address);
}

/** The host has no such page either: mapped, but behind the end of its file. */
export function pageIsMissing(number: u32): void {
  const task = taskRow(number);
  store<i32>(task, Signal.SIGBUS, Task.signal);
  store<i32>(task, FaultKind.Unmapped, Task.fault);
  store<u64>(task, load<u64>(MACHINE + Machine.host_page), Task.fault_address);
  store<u64>(MACHINE + Machine.host_page, 0);
  forceFault(task);
}
