/** The system calls kring models. Every other number ends the run with a record that names it. */
import { Machine, Task, TaskState } from './uapi/machine-state';
import { MACHINE } from './uapi/memory-map';
import { Errno } from './uapi/errno';
import { RecordKind, Step } from './uapi/records';
import { Signal } from './uapi/signals';
import { Sys } from './uapi/syscalls';
import { MAX_FDS, Sim, TaskSim } from './uapi/kernel-state';
import { argument, finish, mmOf, sendSignal, taskNumber, taskRow, unmodelled } from './sim/tasks';
import { record, setActor, step0 } from './sim/trace';
import { closeFd, rawFileOf } from './sim/files';
import { sysBrk, sysMmap, sysMprotect, sysMunmap } from './sim/mmap';
import { sysMadvise, sysMremap } from './sim/mremap';
import { stepReadWrite } from './sim/rw-syscalls';
import {
  sysClose,
  sysDup,
  sysDup3,
  sysEventfd,
  sysFcntl,
  sysFstat,
  sysLseek,
  sysPipe,
} from './sim/file-syscalls';
import { sysMemfdCreate } from './sim/memfd';
import { sysGetrusage } from './sim/resource-syscalls';
import { sysFadvise, sysFallocate, sysFsync, sysFtruncate } from './sim/block-syscalls';
import { sysOpen, sysOpenat, sysUnlink } from './sim/paths';
import { sysClockGettime, sysNanosleep } from './sim/time';
import { stepSetup } from './aio/setup-ring';
import { exitAio, stepDestroy } from './aio/destroy';
import { stepSubmit } from './aio/submit';
import { stepReadEvents } from './aio/read-events';
import { stepCancel } from './aio/cancel';
import { sysTimerfdCreate, sysTimerfdGettime, sysTimerfdSettime } from './sim/timerfd';
import { stepEpollWait, sysEpollCreate, sysEpollCtl } from './sim/epoll';
import { stepPoll } from './sim/poll';

/** One moment of the system call the task is in. */
export function stepSyscall(task: usize): void {
  switch (<i32>load<i64>(task, Task.syscall_nr)) {
    case Sys.io_submit:
      return stepSubmit(task);
    case Sys.io_getevents:
    case Sys.io_pgetevents:
      return stepReadEvents(task);
    case Sys.io_setup:
      return stepSetup(task);
    case Sys.io_destroy:
      return stepDestroy(task);
    case Sys.io_cancel:
      return stepCancel(task);
    case Sys.read:
    case Sys.write:
    case Sys.pread64:
    case Sys.pwrite64:
    case Sys.readv:
    case Sys.writev:
    case Sys.preadv:
    case Sys.pwritev:
      return stepReadWrite(task);
    case Sys.open:
      return sysOpen(task);
    case Sys.openat:
      return sysOpenat(task);
    case Sys.close:
      return sysClose(task);
    case Sys.fstat:
      return sysFstat(task);
    case Sys.lseek:
      return sysLseek(task);
    case Sys.mmap:
      return sysMmap(task);
    case Sys.mprotect:
      return sysMprotect(task);
    case Sys.munmap:
      return sysMunmap(task);
    case Sys.mremap:
      return sysMremap(task);
    case Sys.madvise:
      return sysMadvise(task);
    case Sys.brk:
      return sysBrk(task);
    case Sys.pipe:
      return sysPipe(task, 0);
    case Sys.pipe2:
      return sysPipe(task, <u32>argument(task, 1));
    case Sys.dup:
      return sysDup(task);
    case Sys.dup2:
      return sysDup3(task, true);
    case Sys.dup3:
      return sysDup3(task, false);
    case Sys.nanosleep:
      return sysNanosleep(task);
    case Sys.clock_gettime:
      return sysClockGettime(task);
    case Sys.getpid:
      return answer(task, load<i32>(taskRow(1), Task.tid));
    case Sys.gettid:
      return answer(task, load<i32>(task, Task.tid));
    case Sys.kill:
      return sysKill(task, <i32>argument(task, 0), <i32>argument(task, 1));
    case Sys.tgkill:
      return sysTgkill(task);
    case Sys.fcntl:
      return sysFcntl(task);
    case Sys.fsync:
    case Sys.fdatasync:
      return sysFsync(task);
    case Sys.ftruncate:
      return sysFtruncate(task);
    case Sys.memfd_create:
      return sysMemfdCreate(task);
    case Sys.getrusage:
      return sysGetrusage(task);
    case Sys.fadvise64:
      return sysFadvise(task);
    case Sys.fallocate:
      return sysFallocate(task);
    case Sys.unlink:
      return sysUnlink(task);
    case Sys.eventfd:
      return sysEventfd(task, 0);
    case Sys.eventfd2:
      return sysEventfd(task, <u32>argument(task, 1));
    case Sys.timerfd_create:
      return sysTimerfdCreate(task);
    case Sys.timerfd_settime:
      return sysTimerfdSettime(task);
    case Sys.timerfd_gettime:
      return sysTimerfdGettime(task);
    case Sys.epoll_create:
    case Sys.epoll_create1:
      return sysEpollCreate(task);
    case Sys.epoll_ctl:
      return sysEpollCtl(task);
    case Sys.epoll_wait:
    case Sys.epoll_pwait:
      return stepEpollWait(task);
    case Sys.poll:
    case Sys.ppoll:
      return stepPoll(task);
    case Sys.exit:
    case Sys.exit_group:
      return stepExit(task);
    default:
      unmodelled(task, 0);
  }
}

function answer(task: usize, value: i64): void {
  step0(Step.Call);
  finish(task, value);
}

/** Highest signal number. */
const NSIG: i32 = 64;

/** kernel/signal.c: kill; there is one process, so pid is its own, 0 or -1, or nobody's. */
function sysKill(task: usize, pid: i32, signal: i32): void {
  const own = load<i32>(taskRow(1), Task.tid);
  step0(Step.Call);
  if (signal < 0 || signal > NSIG) return finish(task, -(<i64>Errno.EINVAL));
  if (pid != own && pid != 0 && pid != -own) return finish(task, -(<i64>Errno.ESRCH));
  deliver(task, taskRow(1), signal);
}

function sysTgkill(task: usize): void {
  const group = <i32>argument(task, 0);
  const tid = <i32>argument(task, 1);
  const signal = <i32>argument(task, 2);
  step0(Step.Call);
  if (group <= 0 || tid <= 0) return finish(task, -(<i64>Errno.EINVAL));
  if (signal < 0 || signal > NSIG) return finish(task, -(<i64>Errno.EINVAL));
  const last = load<u32>(MACHINE + Sim.last_task);
  for (let i: u32 = 1; i <= last; i++) {
    const other = taskRow(i);
    if (load<i32>(other, Task.tid) != tid || group != load<i32>(taskRow(1), Task.tid)) continue;
    return deliver(task, other, signal);
  }
  finish(task, -(<i64>Errno.ESRCH));
}

/** The default action, since no handlers are modelled: most signals end the program, some do nothing. */
function deliver(task: usize, to: usize, signal: i32): void {
  switch (signal) {
    case 0:
    case Signal.SIGCHLD:
    case Signal.SIGCONT:
    case Signal.SIGURG:
    case Signal.SIGWINCH:
      break;
    case Signal.SIGSTOP:
    case Signal.SIGTSTP:
    case Signal.SIGTTIN:
    case Signal.SIGTTOU:
      return unmodelled(task, signal);
    default:
      sendSignal(to, signal);
  }
  finish(task, 0);
}

/**
 * A signal ends the program: the record, then what exit does. Task.signal, fault and fault_address say which and why.
 * Part of the moment that brought the signal.
 */
export function die(task: usize): void {
  setActor(Sys.exit_group, 0, taskNumber(task));
  const at = record(RecordKind.Signal, 0, 4);
  store<u64>(at, load<u32>(task, Task.signal));
  store<u64>(at, load<u64>(task, Task.fault_address), 8);
  store<u64>(at, load<u32>(task, Task.fault), 16);
  store<u64>(at, load<u32>(task, Task.statement), 24);
  store<i64>(task, Sys.exit_group, Task.syscall_nr);
  store<i32>(task, TaskState.Kernel, Task.state);
  store<i32>(task, 0, Task.step);
  store<u32>(task, 0, Task.ordinal);
  store<u32>(task, 0, TaskSim.pending_signal);
}

/**
 * do_exit: contexts are destroyed and requests in flight waited for (LIF-01), files closed, and the program is over.
 * Every moment but the last is one of exit_aio().
 */
function stepExit(task: usize): void {
  if (!exitAio(task)) return;
  step0(Step.Call);
  const mm = mmOf(task);
  for (let fd: u32 = 0; fd < <u32>MAX_FDS; fd++) if (rawFileOf(mm, fd) != 0) closeFd(mm, fd);
  const signal = load<i32>(task, Task.signal);
  const status = signal != 0 ? 128 + signal : <i32>argument(task, 0) & 0xff;
  const last = load<u32>(MACHINE + Sim.last_task);
  for (let i: u32 = 1; i <= last; i++) store<i32>(taskRow(i), TaskState.Exited, Task.state);
  store<i32>(task, status, Task.exit_code);
  store<i32>(MACHINE + Machine.exit_status, status);
  store<u64>(record(RecordKind.Exit, 0, 1), status);
}
