/**
 * kernel/fork.c: a child process. Its private pages are copies from the beginning: nobody can tell that from copying
 * at the first write, but for the time it takes.
 */
import {
  MAX_MMS,
  PAGE_SHIFT,
  PAGE_SIZE,
  PTE_DONTFORK,
  PTE_LAZY,
  PTE_LAZY_SHIFT,
  PTE_READ,
  PTE_SHARED,
  PTE_WRITE,
  MMS,
  MM_SIZE,
  STACK_BASE,
  STACK_SIZE,
  TASK_SIZE,
  WINDOW_BASE,
  WINDOW_SIZE,
} from '../uapi/memory-map';
import { Task, TaskState } from '../uapi/machine-state';
import { Errno } from '../uapi/errno';
import { Process, ProcessState } from '../uapi/process-state';
import { FD_FLAGS, FD_TABLES, FD_TABLE_SIZE, FrameOwner, MAX_FDS, Mm, TaskSim } from '../uapi/kernel-state';
import { RecordKind, Step } from '../uapi/records';
import { NEVER, spendCopy } from './clock';
import { holdFile, rawFileOf } from './files';
import { allocFrame, allocRun, getFrame, markDirty, putFrame, reserveFrames } from './frames';
import { mapFrame, unmapRange } from './mmap';
import { PTE_FRAME, faultIn, pteAddress } from './pages';
import { leaderOf } from './processes';
import { processOf, processRow } from './signals';
import { actAs, allocTask, finish, mmOf, nextTid, putResult, taskRow, unmodelled } from './tasks';
import { record, step0 } from './trace';

/** A child has this much of the stack, not all 8 MiB: it has to be contiguous. */
const CHILD_STACK: u64 = 0x10_0000;
/** Room a child must have beyond what its parent has used. */
const CHILD_ROOM: u64 = 0x4_0000;

/** fork. The parent goes on first. */
export function sysFork(task: usize): void {
  step0(Step.Call);
  const mm = freeProcess();
  const number = mm < 0 ? 0 : allocTask();
  if (number == 0) return unmodelled(task, MAX_MMS);
  const child = taskRow(number);
  memory.copy(child, task, TASK_SIZE);
  store<i32>(child, mm, Task.mm);
  const used = load<u64>(task, Task.fp) + load<u32>(task, Task.frame_size) - load<u64>(task, Task.stack_base);
  const own = load<u64>(task, Task.stack_end) - load<u64>(task, Task.stack_base);
  const size = load<u64>(task, Task.stack_base) == <u64>STACK_BASE ? CHILD_STACK : own;
  if (used + (size == CHILD_STACK ? CHILD_ROOM : 0) > size) return unmodelled(task, used);
  if (!copyStack(task, child, size, used) || !copyPages(task, mm)) {
    unmapRange(mm, WINDOW_BASE, WINDOW_SIZE);
    releaseStack(child);
    store<u32>(child, TaskState.Free, Task.state);
    store<u32>(child, 1, TaskSim.gone);
    return finish(task, -(<i64>Errno.ENOMEM));
  }
  copyFiles(mmOf(task), mm);
  const row: usize = <usize>mm * MM_SIZE + MMS;
  memory.copy(row, <usize>mmOf(task) * MM_SIZE + MMS, MM_SIZE);
  store<u32>(row, 0, Mm.ioctx_table_nr);
  store<u32>(row, 0, Mm.ioctx_count);
  const pid = nextTid();
  beginProcess(task, mm, number, pid);
  store<u64>(child, 0, TaskSim.clear_tid);
  beginTask(child, pid);
  actAs(child);
  store<i64>(record(RecordKind.SyscallReturn, 0, 1), 0);
  actAs(task);
  finish(task, pid);
}

/** @returns a number for a process and its address space, -1: none */
function freeProcess(): i32 {
  for (let i: i32 = 0; i < MAX_MMS; i++) if (load<u32>(processRow(i), Process.state) == ProcessState.Free) return i;
  return -1;
}

/** copy_signal, copy_sighand: actions and limits stay, what is pending and the timer do not. */
function beginProcess(task: usize, mm: i32, leader: u32, pid: i32): void {
  const process = processRow(mm);
  memory.copy(process, processOf(task), Process.SIZEOF);
  store<u32>(process, ProcessState.Alive, Process.state);
  store<i32>(process, pid, Process.pid);
  store<u32>(process, leader, Process.leader);
  store<i32>(process, mmOf(task), Process.parent);
  store<u32>(process, 1, Process.threads);
  store<u64>(process, 0, Process.pending);
  store<u64>(process, 0, Process.timer);
  store<u64>(process, 0, Process.timer_interval);
  store<i32>(process, 0, Process.exit_code);
  store<u32>(process, 0, Process.switches);
  store<u32>(process, 0, Process.child_switches);
}

/** ret_from_fork: a task that is about to return 0 from the call it was made by. */
export function beginTask(child: usize, tid: i32): void {
  store<i32>(child, tid, Task.tid);
  store<i32>(child, TaskState.User, Task.state);
  store<i64>(child, 0, Task.result);
  store<u64>(child, NEVER, Task.wait_deadline);
  store<u64>(child, 0, TaskSim.pending);
  store<u64>(child, 0, TaskSim.futex);
  store<u32>(child, 0, TaskSim.notified);
  store<u32>(child, 0, TaskSim.gone);
  store<u32>(child, 0, TaskSim.voluntary_switches);
  putResult(child, 0);
}

/** The stack the caller is on: its used part is copied to frames side by side, which the task holds as long as it runs. */
function copyStack(task: usize, child: usize, size: u64, used: u64): bool {
  const mm = mmOf(child);
  const base = load<u64>(task, Task.stack_base);
  const frames = allocRun(<u32>(size >> PAGE_SHIFT), FrameOwner.Anonymous, mm);
  store<u64>(child, base + size, Task.stack_end);
  store<u64>(child, <u64>frames - base, Task.stack_shift);
  if (frames == 0) {
    store<u64>(child, base, Task.stack_end);
    return false;
  }
  for (let offset: u64 = 0; offset < size; offset += PAGE_SIZE) {
    const frame = frames + <usize>offset;
    getFrame(frame);
    mapFrame(mm, base + offset, frame, PTE_READ | PTE_WRITE);
    if (offset >= used) continue;
    memory.copy(frame, <usize>(base + offset + load<u64>(task, Task.stack_shift)), PAGE_SIZE);
    spendCopy(PAGE_SIZE);
  }
  return true;
}

/** The task runs no more: its stack may go. That of the first task is part of the machine. */
export function releaseStack(task: usize): void {
  if (task == taskRow(1)) return;
  const base = load<u64>(task, Task.stack_base);
  const size = load<u64>(task, Task.stack_end) - base;
  for (let offset: u64 = 0; offset < size; offset += PAGE_SIZE) {
    putFrame(<usize>(base + offset + load<u64>(task, Task.stack_shift)));
  }
  store<u64>(task, base, Task.stack_end);
}

/** dup_mmap: everything but the caller's own stack. @returns false when there is no memory */
function copyPages(task: usize, mm: i32): bool {
  const from = mmOf(task);
  const stack = load<u64>(task, Task.stack_base);
  const stackEnd = load<u64>(task, Task.stack_end);
  const leader = leaderOf(processOf(task));
  const mainEnd = load<u64>(leader, Task.fp) + load<u32>(leader, Task.frame_size);
  for (let offset: u64 = 0; offset < <u64>WINDOW_SIZE; offset += PAGE_SIZE) {
    const address = <u64>WINDOW_BASE + offset;
    const pte = load<u32>(pteAddress(from, address));
    if (pte == 0 || (address >= stack && address < stackEnd)) continue;
    // Of the first stack only what is in use, when it is not the caller's.
    if (address >= mainEnd && address >= <u64>STACK_BASE && address < <u64>STACK_BASE + STACK_SIZE) continue;
    if (!copyPage(from, mm, address, pte)) return false;
  }
  return true;
}

function copyPage(from: i32, mm: i32, address: u64, pte: u32): bool {
  const kind = pte & PTE_LAZY ? pte >> PTE_LAZY_SHIFT : pte & ~PTE_FRAME;
  if (kind & PTE_DONTFORK) return true;
  if (kind & PTE_SHARED) {
    // Both have to find the same page, so it is there from now on.
    if ((pte & PTE_LAZY) != 0 && !faultIn(from, address, 0)) return false;
    const shared = load<u32>(pteAddress(from, address));
    getFrame(shared & PTE_FRAME);
    store<u32>(pteAddress(mm, address), shared);
    return true;
  }
  if (pte & PTE_LAZY) {
    if (!reserveFrames(1)) return false;
    store<u32>(pteAddress(mm, address), pte);
    return true;
  }
  const frame = allocFrame(FrameOwner.Anonymous, mm);
  if (frame == 0) return false;
  memory.copy(frame, pte & PTE_FRAME, PAGE_SIZE);
  markDirty(frame);
  spendCopy(PAGE_SIZE);
  mapFrame(mm, address, frame, kind);
  return true;
}

/** dup_fd: the same open files under the same numbers. */
function copyFiles(from: i32, to: i32): void {
  memory.copy(<usize>to * FD_TABLE_SIZE + FD_TABLES, <usize>from * FD_TABLE_SIZE + FD_TABLES, FD_TABLE_SIZE);
  memory.copy(<usize>to * MAX_FDS + FD_FLAGS, <usize>from * MAX_FDS + FD_FLAGS, MAX_FDS);
  for (let fd: u32 = 0; fd < <u32>MAX_FDS; fd++) {
    const file = rawFileOf(to, fd);
    if (file != 0) holdFile(file);
  }
}
