/** The system calls kring models. Every other number ends the run with a record that names it. */
import { Task } from './uapi/machine-state';
import { Process } from './uapi/process-state';
import { Step } from './uapi/records';
import { Sys } from './uapi/syscalls';
import { argument, finish, unmodelled } from './sim/tasks';
import { step0 } from './sim/trace';
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
import { sysSocket, sysSocketpair } from './sim/sockets';
import { sysMemfdCreate } from './sim/memfd';
import { sysGetrusage } from './sim/resource-syscalls';
import { sysFadvise, sysFallocate, sysFsync, sysFtruncate } from './sim/block-syscalls';
import { sysOpen, sysOpenat, sysUnlink } from './sim/paths';
import { sysClockGettime, sysNanosleep } from './sim/time';
import { sysClone } from './sim/clone';
import { sysFork } from './sim/fork';
import { stepFutex } from './sim/futex';
import { sysGetcpu, sysSchedGetaffinity, sysSchedSetaffinity, sysSchedYield } from './sim/sched';
import { parentPid, stepWait4 } from './sim/processes';
import { processOf } from './sim/signals';
import { stepExit } from './exit';
import { sysAlarm, sysGetitimer, sysSetitimer } from './sim/itimer';
import { sysRlimit } from './sim/limits';
import {
  stepPause,
  stepRtSigsuspend,
  sysKill,
  sysRtSigaction,
  sysRtSigpending,
  sysRtSigprocmask,
  sysTgkill,
} from './sim/signal-syscalls';
import { stepSetup } from './aio/setup-ring';
import { stepDestroy } from './aio/destroy';
import { stepSubmit } from './aio/submit';
import { stepReadEvents } from './aio/read-events';
import { stepCancel } from './aio/cancel';
import { stepUringEnter } from './uring/enter';
import { stepUringRegister } from './uring/register';
import { stepUringSetup } from './uring/setup';
import { sysTimerfdCreate, sysTimerfdGettime, sysTimerfdSettime } from './sim/timerfd';
import { stepEpollWait, sysEpollCreate, sysEpollCtl } from './sim/epoll';
import { stepPoll } from './sim/poll';
import { sysRtSigreturn } from './vm/signal-frame';

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
    case Sys.io_uring_setup:
      return stepUringSetup(task);
    case Sys.io_uring_enter:
      return stepUringEnter(task);
    case Sys.io_uring_register:
      return stepUringRegister(task);
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
    case Sys.socket:
      return sysSocket(task);
    case Sys.socketpair:
      return sysSocketpair(task);
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
      return answer(task, load<i32>(processOf(task), Process.pid));
    case Sys.getppid:
      return answer(task, parentPid(processOf(task)));
    case Sys.fork:
      return sysFork(task);
    case Sys.clone:
      return sysClone(task);
    case Sys.futex:
      return stepFutex(task);
    case Sys.sched_yield:
      return sysSchedYield(task);
    case Sys.sched_setaffinity:
      return sysSchedSetaffinity(task);
    case Sys.sched_getaffinity:
      return sysSchedGetaffinity(task);
    case Sys.getcpu:
      return sysGetcpu(task);
    case Sys.wait4:
      return stepWait4(task);
    case Sys.gettid:
      return answer(task, load<i32>(task, Task.tid));
    case Sys.kill:
      return sysKill(task);
    case Sys.tkill:
      return sysTgkill(task, -1, <i32>argument(task, 0), <i32>argument(task, 1));
    case Sys.tgkill:
      return sysTgkill(task, <i32>argument(task, 0), <i32>argument(task, 1), <i32>argument(task, 2));
    case Sys.rt_sigaction:
      return sysRtSigaction(task);
    case Sys.rt_sigprocmask:
      return sysRtSigprocmask(task);
    case Sys.rt_sigpending:
      return sysRtSigpending(task);
    case Sys.rt_sigsuspend:
      return stepRtSigsuspend(task);
    case Sys.rt_sigreturn:
      return sysRtSigreturn(task);
    case Sys.pause:
      return stepPause(task);
    case Sys.alarm:
      return sysAlarm(task);
    case Sys.setitimer:
      return sysSetitimer(task);
    case Sys.getitimer:
      return sysGetitimer(task);
    case Sys.getrlimit:
      return sysRlimit(task, 0, <u32>argument(task, 0), 0, argument(task, 1));
    case Sys.setrlimit:
      return sysRlimit(task, 0, <u32>argument(task, 0), argument(task, 1), 0);
    case Sys.prlimit64:
      return sysRlimit(task, <i32>argument(task, 0), <u32>argument(task, 1), argument(task, 2), argument(task, 3));
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
