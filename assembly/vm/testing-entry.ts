/** A kernel that only exits: what the tests of the VM run on while there is no other. */
import { Machine, Stop, Task, TaskState, UserStop } from '../uapi/machine-state';
import { FRAMES, MACHINE, PAGE_SIZE, PTE_READ, PTE_WRITE, STACK_BASE, STACK_SIZE, STAGE, TASKS, TASK_SIZE } from '../uapi/memory-map';
import { RecordKind } from '../uapi/records';
import { initFrames, allocFrame } from '../sim/frames';
import { pteAddress } from '../sim/pages';
import { record } from '../sim/trace';
import { runUser } from './run-user';

const TASK: usize = TASKS + TASK_SIZE;

export function boot(cpus: u32, version: u32, seed: u32): void {
  initFrames();
  store<u32>(MACHINE, cpus, Machine.nr_cpus);
  store<u64>(MACHINE, ~0, Machine.next_event);
  for (let at: u64 = 0; at < STACK_SIZE; at += PAGE_SIZE) {
    store<u32>(pteAddress(0, STACK_BASE + at), (FRAMES + <u32>at) | PTE_READ | PTE_WRITE);
  }
}
export function create_file(a: i32, b: i32, c: i32, d: i32): i32 { return 0; }
export function write_file(a: i32, b: i32, c: i32): i32 { return 0; }
export function map_segment(address: u64, length: u32, file_length: u32, writable: i32): void {
  for (let at: u32 = 0; at < length; at += PAGE_SIZE) {
    const frame = allocFrame(1, 0);
    store<u32>(pteAddress(0, address + at), <u32>frame | PTE_READ | (writable ? PTE_WRITE : 0));
    if (at < file_length) memory.copy(frame, STAGE + at, min<u32>(PAGE_SIZE, file_length - at));
  }
}
export function exec(entry: u32, code_length: u32): void {
  store<u32>(MACHINE, code_length, Machine.code_length);
  store<i32>(MACHINE, 1, Machine.current_task);
  store<i32>(TASK, TaskState.User, Task.state);
  store<u32>(TASK, entry, Task.pc);
  store<u64>(TASK, STACK_BASE + 64, Task.fp);
  store<u64>(TASK, STACK_BASE + STACK_SIZE, Task.stack_end);
}
function end(status: i32): i32 {
  store<i32>(MACHINE, status, Machine.exit_status);
  store<i32>(TASK, TaskState.Exited, Task.state);
  store<u64>(record(RecordKind.Exit, 0, 1), status);
  return Stop.Exited;
}
export function run(moments: u32, work: u32): i32 {
  if (load<i32>(TASK, Task.state) == TaskState.Exited) return Stop.Exited;
  let left = moments;
  let workLeft = work;
  while (true) {
    const stop = runUser(TASK, left, workLeft);
    const used = load<u32>(MACHINE, Machine.user_statements);
    left -= used;
    workLeft -= load<u32>(MACHINE, Machine.user_work);
    store<u64>(MACHINE, load<u64>(MACHINE, Machine.position) + used, Machine.position);
    store<u64>(MACHINE, load<u64>(MACHINE, Machine.now) + 20 * <u64>used, Machine.now);
    if (stop == UserStop.Statement) return Stop.Budget;
    if (stop == UserStop.Work) return Stop.Work;
    if (stop == UserStop.Fault) return end(128 + load<i32>(TASK, Task.signal));
    const nr = <i32>load<i64>(TASK, Task.syscall_nr);
    if (nr == 231) return end(<i32>load<i64>(TASK, Task.args));
    const at = record(RecordKind.Output, 0, 1);
    store<u64>(at, load<u64>(TASK, Task.args));
    const slot: usize = FRAMES + <usize>(load<u64>(TASK, Task.fp) - STACK_BASE) + (load<i32>(TASK, Task.syscall_slot) << 3);
    store<i64>(slot, 0);
  }
}
export function syscall(task: i32, nr: i32, a: i64, b: i64, c: i64, d: i64, e: i64, f: i64): i64 { return 0; }
export function resume_syscall(task: i32): i64 { return 0; }
