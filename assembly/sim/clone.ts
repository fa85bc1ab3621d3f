/** clone of a thread: kernel/fork.c: copy_process() with CLONE_THREAD. One address space, one process, one more task. */
import { PAGE_SIZE, PTE_SHARED, PTE_WRITE, STACK_SIZE, TASK_SIZE } from '../uapi/memory-map';
import { Task, TaskState } from '../uapi/machine-state';
import { Errno } from '../uapi/errno';
import { Process } from '../uapi/process-state';
import { TaskSim } from '../uapi/kernel-state';
import { RecordKind, Step } from '../uapi/records';
import { Signal } from '../uapi/signals';
import { beginTask, sysFork } from './fork';
import { getFrame, markDirty } from './frames';
import { PTE_FRAME, faultIn, inWindow, pteAddress } from './pages';
import { processOf } from './signals';
import { actAs, allocTask, argument, finish, mmOf, nextTid, taskRow, unmodelled } from './tasks';
import { record, step0 } from './trace';
import { putUser32 } from './user-copy';

const CLONE_SETTLS: u64 = 0x8_0000;
const CLONE_PARENT_SETTID: u64 = 0x10_0000;
const CLONE_CHILD_CLEARTID: u64 = 0x20_0000;
/** CLONE_VM, FS, FILES, SIGHAND, THREAD, SYSVSEM: what makes a thread of POSIX. */
const THREAD: u64 = 0x100 | 0x200 | 0x400 | 0x800 | 0x1_0000 | 0x4_0000;

/** Bytes between the bottom of a stack and its first frame. */
const STACK_MARGIN: u64 = 64;

/**
 * clone. A new thread goes on where its parent does, with a copy of the frame that made the call at the lower end of
 * its own stack, since stacks grow upwards here.
 */
export function sysClone(task: usize): void {
  const flags = argument(task, 0);
  if (flags == Signal.SIGCHLD && argument(task, 1) == 0) return sysFork(task);
  step0(Step.Call);
  if ((flags & ~(CLONE_SETTLS | CLONE_PARENT_SETTID | CLONE_CHILD_CLEARTID)) != THREAD) return unmodelled(task, flags);
  const mm = mmOf(task);
  const base = argument(task, 1) & ~(<u64>PAGE_SIZE - 1);
  const end = stackEnd(mm, base);
  const fp = ((argument(task, 1) + 15) & ~(<u64>15)) + STACK_MARGIN;
  const size = load<u32>(task, Task.frame_size);
  const number = allocTask();
  if (number == 0 || fp + size > end) return unmodelled(task, flags);
  const child = taskRow(number);
  const tid = nextTid();
  if ((flags & CLONE_PARENT_SETTID) != 0 && !putUser32(mm, argument(task, 2), tid)) {
    store<u32>(child, 1, TaskSim.gone);
    return finish(task, -(<i64>Errno.EFAULT));
  }
  memory.copy(child, task, TASK_SIZE);
  const shift = <u64>(load<u32>(pteAddress(mm, base)) & PTE_FRAME) - base;
  for (let at = base; at < end; at += PAGE_SIZE) getFrame(<usize>(at + shift));
  const from = <usize>(load<u64>(task, Task.fp) + load<u64>(task, Task.stack_shift));
  const to = <usize>(fp + shift);
  memory.copy(to, from, size);
  for (let at = to; at < to + size + PAGE_SIZE; at += PAGE_SIZE) markDirty(at);
  store<u64>(child, shift, Task.stack_shift);
  store<u64>(child, base, Task.stack_base);
  store<u64>(child, end, Task.stack_end);
  store<u64>(child, fp, Task.fp);
  if (flags & CLONE_SETTLS) store<u64>(child, argument(task, 4), Task.tls);
  store<u64>(child, flags & CLONE_CHILD_CLEARTID ? argument(task, 3) : 0, TaskSim.clear_tid);
  const process = processOf(task);
  store<u32>(process, load<u32>(process, Process.threads) + 1, Process.threads);
  beginTask(child, tid);
  actAs(child);
  store<i64>(record(RecordKind.SyscallReturn, 0, 1), 0);
  actAs(task);
  finish(task, tid);
}

/** Where the private, writable memory that begins here and lies in frames side by side ends. */
function stackEnd(mm: i32, base: u64): u64 {
  let end = base;
  let next: u32 = 0;
  while (end < base + STACK_SIZE && inWindow(end) && faultIn(mm, end, PTE_WRITE)) {
    const entry = load<u32>(pteAddress(mm, end));
    if ((entry & PTE_SHARED) != 0 || (end != base && (entry & PTE_FRAME) != next)) break;
    next = (entry & PTE_FRAME) + PAGE_SIZE;
    end += PAGE_SIZE;
  }
  return end;
}
