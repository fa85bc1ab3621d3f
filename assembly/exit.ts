/** kernel/exit.c: how a task ends, and with its last one a process. */
import { MACHINE, PTE_READ, WINDOW_BASE, WINDOW_SIZE } from './uapi/memory-map';
import { Machine, Task, TaskState } from './uapi/machine-state';
import { Process } from './uapi/process-state';
import { MAX_FDS, Mm, Sim, TaskSim } from './uapi/kernel-state';
import { RecordKind, Step } from './uapi/records';
import { Signal } from './uapi/signals';
import { Sys } from './uapi/syscalls';
import { closeFd, rawFileOf } from './sim/files';
import { releaseStack } from './sim/fork';
import { futexWake } from './sim/futex';
import { disarm } from './sim/itimer';
import { mmRow, unmapRange } from './sim/mmap';
import { isThreadOf, leaderOf, notifyExit, resumeProcess } from './sim/processes';
import { processOf, signalBit, signalWake } from './sim/signals';
import { translate } from './sim/pages';
import { putUser32 } from './sim/user-copy';
import { argument, mmOf, taskNumber, taskRow } from './sim/tasks';
import { record, setActor, step0 } from './sim/trace';
import { exitAio } from './aio/destroy';
import { exitUring } from './uring/exit';

/**
 * A signal ends the process: the record, then what exit does. Task.fault and fault_address say why. Part of the moment
 * that brought the signal. When the process is ending already, only the task goes.
 */
export function die(task: usize, signal: i32): void {
  setActor(Sys.exit_group, 0, taskNumber(task));
  if (load<u32>(processOf(task), Process.exiting) == 0) {
    const leader = leaderOf(processOf(task));
    store<i32>(task, signal, Task.signal);
    if (task != leader) {
      store<i32>(leader, load<i32>(task, Task.fault), Task.fault);
      store<u64>(leader, load<u64>(task, Task.fault_address), Task.fault_address);
      store<u32>(leader, load<u32>(task, Task.statement), Task.statement);
    }
    const at = record(RecordKind.Signal, 0, 4);
    store<u64>(at, signal);
    store<u64>(at, load<u64>(task, Task.fault_address), 8);
    store<u64>(at, load<u32>(task, Task.fault), 16);
    store<u64>(at, load<u32>(task, Task.statement), 24);
    store<i32>(leader, signal, Task.signal);
    endAll(task, signal);
  }
  store<i64>(task, Sys.exit_group, Task.syscall_nr);
  store<i32>(task, TaskState.Kernel, Task.state);
  store<i32>(task, 0, Task.step);
  store<u32>(task, 0, Task.ordinal);
  store<u32>(task, 0, TaskSim.notified);
}

/** do_group_exit: @param code as wait will see it. Every other thread is killed. */
function endAll(task: usize, code: i32): void {
  const process = processOf(task);
  store<u32>(process, 1, Process.exiting);
  store<i32>(process, code, Process.exit_code);
  const last = load<u32>(MACHINE + Sim.last_task);
  for (let i: u32 = 1; i <= last; i++) {
    const other = taskRow(i);
    if (other == task || !isThreadOf(other, mmOf(task))) continue;
    if (load<u32>(other, TaskSim.direct) != 0) {
      store<i32>(other, TaskState.Exited, Task.state);
      continue;
    }
    store<u64>(other, load<u64>(other, TaskSim.pending) | signalBit(Signal.SIGKILL), TaskSim.pending);
    signalWake(other);
  }
  resumeProcess(mmOf(task));
}

/**
 * exit, exit_group, and the end by a signal: the last task of a process destroys its contexts and waits for requests in
 * flight (LIF-01), then its files are closed and its memory goes. Every moment but the last is one of exit_aio().
 */
export function stepExit(task: usize): void {
  const process = processOf(task);
  const isGroup = load<i64>(task, Task.syscall_nr) == Sys.exit_group;
  const code = (<i32>argument(task, 0) & 0xff) << 8;
  if (isGroup && load<u32>(process, Process.exiting) == 0) endAll(task, code);
  if (load<u32>(process, Process.threads) > 1) {
    step0(Step.Call);
    return endTask(task);
  }
  if (load<u32>(process, Process.exiting) == 0) endAll(task, code);
  if (!exitAio(task) || !exitUring(task)) return;
  step0(Step.Call);
  endTask(task);
  endProcess(task);
}

function endTask(task: usize): void {
  const process = processOf(task);
  store<u32>(process, load<u32>(process, Process.threads) - 1, Process.threads);
  store<u32>(process, load<u32>(process, Process.switches) + load<u32>(task, TaskSim.voluntary_switches), Process.switches);
  store<i32>(task, TaskState.Exited, Task.state);
  store<u32>(task, 0, TaskSim.notified);
  clearTid(task);
  releaseStack(task);
  if (task != leaderOf(process)) store<u32>(task, 1, TaskSim.gone);
}

/** mm_release: whoever joins the thread sleeps on the word that becomes 0. */
function clearTid(task: usize): void {
  const address = load<u64>(task, TaskSim.clear_tid);
  store<u64>(task, 0, TaskSim.clear_tid);
  if (address == 0 || load<u32>(processOf(task), Process.threads) == 0) return;
  if (!putUser32(mmOf(task), address, 0)) return;
  futexWake(translate(mmOf(task), address, PTE_READ), 1);
}

function endProcess(task: usize): void {
  const mm = mmOf(task);
  const process = processOf(task);
  for (let fd: u32 = 0; fd < <u32>MAX_FDS; fd++) if (rawFileOf(mm, fd) != 0) closeFd(mm, fd);
  disarm(process);
  const code = load<i32>(process, Process.exit_code);
  const signal = code & 0x7f;
  const status = signal != 0 ? 128 + signal : code >> 8;
  store<i32>(leaderOf(process), status, Task.exit_code);
  if (mm == 0) {
    store<i32>(MACHINE + Machine.exit_status, status);
  } else {
    unmapRange(mm, WINDOW_BASE, WINDOW_SIZE);
    store<u32>(mmRow(mm), 0, Mm.ioctx_table_nr);
  }
  const at = record(RecordKind.Exit, 0, 2);
  store<u64>(at, status);
  store<u64>(at, load<i32>(process, Process.pid), 8);
  notifyExit(mm);
}
