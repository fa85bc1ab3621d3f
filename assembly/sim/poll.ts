/** poll, ppoll: fs/select.c. The kernel's copy of the descriptors is in frames of its own while the call lasts. */
import { MACHINE, PAGE_SIZE } from '../uapi/memory-map';
import { Task, TaskState } from '../uapi/machine-state';
import { Errno } from '../uapi/errno';
import { Sys } from '../uapi/syscalls';
import { Step, WaitReason } from '../uapi/records';
import { FrameOwner, MAX_FDS, Sim } from '../uapi/kernel-state';
import { Restart } from '../uapi/process-state';
import { fileOf } from './files';
import { allocFrame, markDirty, putFrame } from './frames';
import { EPOLLERR, EPOLLHUP, POLLNVAL } from './poll-bits';
import { pollFile } from './poll-mask';
import { finishMasked, takeMask } from './signal-syscalls';
import { endMask, signalPending } from './signals';
import { argument, block, goto, interrupted, interruptedUntil, mmOf, takeRestartTime, taskRow, wake } from './tasks';
import { copyFromUser, copyToUser } from './user-copy';
import { NSEC_PER_SEC, TIMESPEC, clampedNs, deadlineAfter, deadlineAfterMs, getTimespec, isTimespec } from './time';
import { step0 } from './trace';
import { NEVER, now } from './clock';

/** struct pollfd: fd i32, events u16, revents u16. */
const POLLFD_SIZE: u32 = 8;
const EVENTS: usize = 4;
const REVENTS: usize = 6;
const IN_FRAME: u32 = <u32>PAGE_SIZE / POLLFD_SIZE;

/** Locals: u32[2] frames of the copy; until when u64. */
const COPY: usize = Task.scratch;
const DEADLINE: usize = Task.scratch + 8;

function entryAt(task: usize, index: u32): usize {
  return <usize>load<u32>(task + ((<usize>(index / IN_FRAME)) << 2), COPY) + <usize>(index % IN_FRAME) * POLLFD_SIZE;
}

/** One moment of poll or ppoll. */
export function stepPoll(task: usize): void {
  if (load<i32>(task, Task.step) == 0) {
    const error = begin(task);
    if (error != 0) {
      step0(Step.Call);
      freeCopy(task);
      return finishMasked(task, error, false);
    }
  }
  const ready = askAll(task);
  const timeUp = load<u64>(task, DEADLINE) <= now();
  if (ready == 0 && signalPending(task)) return giveUp(task);
  if (ready == 0 && !timeUp) {
    goto(task, 1);
    return block(task, WaitReason.Poll, <u32>argument(task, 1), load<u64>(task, DEADLINE));
  }
  step0(Step.Call);
  const written = putRevents(task);
  freeCopy(task);
  putTimeLeft(task);
  finishMasked(task, written ? ready : -(<i64>Errno.EFAULT), false);
}

/** A signal ends it. poll goes on until the same time if no handler runs, ppoll with the time it has written back. */
function giveUp(task: usize): void {
  step0(Step.Call);
  freeCopy(task);
  if (<i32>load<i64>(task, Task.syscall_nr) == Sys.ppoll) {
    putTimeLeft(task);
    endMask(task, true);
    return interrupted(task, Restart.ERESTARTNOHAND);
  }
  interruptedUntil(task, load<u64>(task, DEADLINE));
}

/** Arguments, and the copy. @returns 0 or -errno */
function begin(task: usize): i64 {
  const mm = mmOf(task);
  const error = <i32>load<i64>(task, Task.syscall_nr) == Sys.ppoll ? beginPpoll(task, mm) : beginPoll(task);
  if (error != 0) return error;
  const count = <u32>argument(task, 1);
  if (count > <u32>MAX_FDS) return -(<i64>Errno.EINVAL);
  for (let i: u32 = 0; i < count; i += IN_FRAME) {
    const frame = allocFrame(FrameOwner.Kernel, 0);
    if (frame == 0) return -(<i64>Errno.ENOMEM);
    store<u32>(task + ((<usize>(i / IN_FRAME)) << 2), <u32>frame, COPY);
    const part: u64 = min<u32>(count - i, IN_FRAME) * POLLFD_SIZE;
    if (copyFromUser(mm, frame, argument(task, 0) + <u64>i * POLLFD_SIZE, part) != 0) return -(<i64>Errno.EFAULT);
  }
  return 0;
}

function beginPoll(task: usize): i64 {
  const again = takeRestartTime(task);
  store<u64>(task, again != 0 ? again : deadlineAfterMs(<i32>argument(task, 2)), DEADLINE);
  return 0;
}

function beginPpoll(task: usize, mm: i32): i64 {
  store<u64>(task, NEVER, DEADLINE);
  if (argument(task, 2) != 0) {
    if (!getTimespec(task, argument(task, 2))) return -(<i64>Errno.EFAULT);
    if (!isTimespec(task + TIMESPEC)) return -(<i64>Errno.EINVAL);
    store<u64>(task, deadlineAfter(clampedNs(task + TIMESPEC)), DEADLINE);
  }
  return takeMask(task, argument(task, 3), argument(task, 4));
}

/** do_poll: every descriptor's revents. @returns how many have any */
function askAll(task: usize): i64 {
  const mm = mmOf(task);
  const count = <u32>argument(task, 1);
  let ready: i64 = 0;
  for (let i: u32 = 0; i < count; i++) {
    const entry = entryAt(task, i);
    const fd = load<i32>(entry);
    let mask: u32 = 0;
    if (fd >= 0) {
      const file = fileOf(mm, fd);
      mask = file == 0 ? POLLNVAL : pollFile(file) & (<u32>load<u16>(entry, EVENTS) | EPOLLERR | EPOLLHUP);
    }
    store<u16>(entry, <u16>mask, REVENTS);
    markDirty(entry);
    if (mask != 0) ready++;
  }
  return ready;
}

function putRevents(task: usize): bool {
  const mm = mmOf(task);
  const count = <u32>argument(task, 1);
  for (let i: u32 = 0; i < count; i++) {
    if (copyToUser(mm, argument(task, 0) + <u64>i * POLLFD_SIZE + REVENTS, entryAt(task, i) + REVENTS, 2) != 0)
      return false;
  }
  return true;
}

function freeCopy(task: usize): void {
  for (let i: usize = 0; i < 8; i += 4) {
    const frame: usize = load<u32>(task + i, COPY);
    if (frame != 0) putFrame(frame);
    store<u32>(task + i, 0, COPY);
  }
}

/** poll_select_finish: ppoll tells how much of its time was left; it does not matter when it cannot. */
function putTimeLeft(task: usize): void {
  if (<i32>load<i64>(task, Task.syscall_nr) != Sys.ppoll || argument(task, 2) == 0) return;
  const deadline = load<u64>(task, DEADLINE);
  const left = deadline > now() ? deadline - now() : 0;
  store<u64>(task, left / NSEC_PER_SEC, TIMESPEC);
  store<u64>(task, left % NSEC_PER_SEC, TIMESPEC + 8);
  copyToUser(mmOf(task), argument(task, 2), task + TIMESPEC, 16);
}

/** Tasks in poll() look at their files again when one of them may have changed; they wake if it has. */
export function wakePollers(): void {
  const last = load<u32>(MACHINE + Sim.last_task);
  for (let i: u32 = 1; i <= last; i++) {
    const task = taskRow(i);
    if (load<i32>(task, Task.state) != TaskState.Blocked || load<i32>(task, Task.wait_reason) != WaitReason.Poll)
      continue;
    if (askAll(task) != 0) wake(task);
  }
}
