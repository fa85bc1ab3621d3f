/** timerfd: fs/timerfd.c, on the virtual clock. Armed timers are a list in order of time. */
import { MACHINE } from '../uapi/memory-map';
import { Machine, Task } from '../uapi/machine-state';
import { Errno } from '../uapi/errno';
import { Step, WaitReason } from '../uapi/records';
import { FileMode, Inode, InodeType, Sim } from '../uapi/kernel-state';
import { O_CLOEXEC, O_NONBLOCK, O_RDWR, allocFile, fileOf, freeFd, inodeOfFile, installFd } from './files';
import { allocInode, freeIfUnused, inodeNumber, inodeRow } from './inodes';
import { copyToIter, iterCount } from './iov-iter';
import { EPOLLIN, READ_QUEUE } from './poll-bits';
import { mustWait } from './special-files';
import { argument, finish, mmOf, unmodelled, wakeAll } from './tasks';
import { BOOT_REALTIME, NSEC_PER_SEC, clampedNs, isTimespec } from './time';
import { copyFromUser, copyToUser } from './user-copy';
import { step0, step2 } from './trace';
import { updateNextEvent } from './events';
import { wakeQueue } from './wait-queues';
import { NEVER, now } from './clock';

const CLOCK_REALTIME: u32 = 0;
const CLOCK_MONOTONIC: u32 = 1;
const CLOCK_BOOTTIME: u32 = 7;
const CLOCK_REALTIME_ALARM: u32 = 8;
const CLOCK_BOOTTIME_ALARM: u32 = 9;

const TFD_TIMER_ABSTIME: u32 = 1;
const TFD_TIMER_CANCEL_ON_SET: u32 = 2;

/** Locals: struct itimerspec of the new time, then of the old one. */
const NEW: usize = Task.scratch;
const OLD: usize = Task.scratch + 32;
/** struct itimerspec: the interval comes first. */
const IT_INTERVAL: usize = 0;
const IT_VALUE: usize = 16;
const ITIMERSPEC_SIZE: u64 = 32;

/** When the first timer goes off, NEVER when none is armed. */
export function timerDue(): u64 {
  const first = load<u32>(MACHINE + Sim.timers_armed);
  return first == 0 ? NEVER : load<u64>(inodeRow(first), Inode.expires);
}

/** hrtimer_start; of two timers for the same moment the one that was started first goes off first. */
function armTimer(inode: usize, expires: u64): void {
  store<u64>(inode, expires, Inode.expires);
  store<u8>(inode, 1, Inode.armed);
  let at: usize = MACHINE + Sim.timers_armed;
  while (load<u32>(at) != 0 && load<u64>(inodeRow(load<u32>(at)), Inode.expires) <= expires) {
    at = inodeRow(load<u32>(at)) + Inode.timer_next;
  }
  store<u32>(inode, load<u32>(at), Inode.timer_next);
  store<u32>(at, inodeNumber(inode));
  updateNextEvent();
}

/** hrtimer_cancel */
export function disarmTimer(inode: usize): void {
  if (load<u8>(inode, Inode.armed) == 0) return;
  let at: usize = MACHINE + Sim.timers_armed;
  while (inodeRow(load<u32>(at)) != inode) at = inodeRow(load<u32>(at)) + Inode.timer_next;
  store<u32>(at, load<u32>(inode, Inode.timer_next));
  store<u8>(inode, 0, Inode.armed);
  updateNextEvent();
}

/** timerfd_tmrproc: the first timer goes off. A timer with an interval starts again when it is read. */
export function expireTimer(): void {
  const inode = inodeRow(load<u32>(MACHINE + Sim.timers_armed));
  disarmTimer(inode);
  const ticks = load<u64>(inode, Inode.count) + 1;
  store<u64>(inode, ticks, Inode.count);
  store<u8>(inode, 1, Inode.expired);
  step2(Step.TimerfdExpires, inodeNumber(inode), ticks);
  wakeAll(WaitReason.TimerfdReadable, inodeNumber(inode));
  wakeQueue(inode, READ_QUEUE, EPOLLIN);
}

/** hrtimer_forward_now, hrtimer_restart: the next expiry after now on the timer's own grid. @returns intervals passed */
function forward(inode: usize): u64 {
  const expires = load<u64>(inode, Inode.expires);
  const interval = load<u64>(inode, Inode.interval);
  const passed = now() < expires ? 0 : (now() - expires) / interval + 1;
  armTimer(inode, expires + passed * interval);
  return passed;
}

/** Whether its interval has to be made up for: it went off and nobody has looked since. */
function isBehind(inode: usize): bool {
  return load<u8>(inode, Inode.expired) != 0 && load<u64>(inode, Inode.interval) != 0;
}

/** timerfd_read_iter */
export function readTimerfd(inode: usize, iter: usize, mm: i32, nonblock: bool): i64 {
  if (iterCount(iter) < 8) return -(<i64>Errno.EINVAL);
  let ticks = load<u64>(inode, Inode.count);
  if (ticks == 0) return nonblock ? -(<i64>Errno.EAGAIN) : mustWait(WaitReason.TimerfdReadable, inodeNumber(inode));
  if (isBehind(inode)) ticks += forward(inode) - 1;
  store<u8>(inode, 0, Inode.expired);
  // Its own count is where it is copied from.
  store<u64>(inode, ticks, Inode.count);
  const copied = copyToIter(iter, mm, inode + Inode.count, 8);
  store<u64>(inode, 0, Inode.count);
  return copied != 0 ? copied : -(<i64>Errno.EFAULT);
}

export function sysTimerfdCreate(task: usize): void {
  step0(Step.Call);
  const clock = <u32>argument(task, 0);
  const flags = <u32>argument(task, 1);
  if (flags & ~(O_CLOEXEC | O_NONBLOCK)) return finish(task, -(<i64>Errno.EINVAL));
  switch (clock) {
    case CLOCK_REALTIME:
    case CLOCK_MONOTONIC:
    case CLOCK_BOOTTIME:
      break;
    case CLOCK_REALTIME_ALARM:
    case CLOCK_BOOTTIME_ALARM:
      return unmodelled(task, clock);
    default:
      return finish(task, -(<i64>Errno.EINVAL));
  }
  const mm = mmOf(task);
  const fd = freeFd(mm, 0);
  if (fd < 0) return finish(task, fd);
  const inode = allocInode(InodeType.Timerfd, 0x180);
  if (inode == 0) return finish(task, -(<i64>Errno.ENOMEM));
  store<u8>(inode, <u8>clock, Inode.clock);
  const file = allocFile(inode, (flags & O_NONBLOCK) | O_RDWR, FileMode.Read | FileMode.Write);
  if (file == 0) {
    freeIfUnused(inode);
    return finish(task, -(<i64>Errno.ENFILE));
  }
  installFd(mm, <u32>fd, file, (flags & O_CLOEXEC) != 0);
  finish(task, fd);
}

/** The timerfd behind argument 0. @returns its inode; 0 after the call was refused */
function timerOf(task: usize): usize {
  const file = fileOf(mmOf(task), argument(task, 0));
  if (file == 0) {
    finish(task, -(<i64>Errno.EBADF));
    return 0;
  }
  const inode = inodeOfFile(file);
  if (load<u8>(inode, Inode.type) == InodeType.Timerfd) return inode;
  finish(task, -(<i64>Errno.EINVAL));
  return 0;
}

export function sysTimerfdSettime(task: usize): void {
  step0(Step.Call);
  const mm = mmOf(task);
  const flags = <u32>argument(task, 1);
  if (copyFromUser(mm, task + NEW, argument(task, 2), ITIMERSPEC_SIZE) != 0) return finish(task, -(<i64>Errno.EFAULT));
  const value = task + NEW + IT_VALUE;
  const interval = task + NEW + IT_INTERVAL;
  const badFlags = (flags & ~(TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET)) != 0;
  if (badFlags || !isTimespec(value) || !isTimespec(interval)) return finish(task, -(<i64>Errno.EINVAL));
  const inode = timerOf(task);
  if (inode == 0) return;

  if (isBehind(inode)) forward(inode);
  putRemaining(inode, task + OLD);
  disarmTimer(inode);
  store<u8>(inode, 0, Inode.expired);
  store<u64>(inode, 0, Inode.count);
  store<u64>(inode, clampedNs(interval), Inode.interval);
  const time = clampedNs(value);
  if (time != 0) armTimer(inode, dueTime(inode, time, (flags & TFD_TIMER_ABSTIME) != 0));
  const old = argument(task, 3);
  const faults = old != 0 && copyToUser(mm, old, task + OLD, ITIMERSPEC_SIZE) != 0;
  finish(task, faults ? -(<i64>Errno.EFAULT) : 0);
}

/** ns since boot; an absolute time of CLOCK_REALTIME counts from 1970. */
function dueTime(inode: usize, time: u64, absolute: bool): u64 {
  if (!absolute) return now() + time;
  if (load<u8>(inode, Inode.clock) != CLOCK_REALTIME) return time;
  const boot = BOOT_REALTIME * NSEC_PER_SEC;
  return time > boot ? time - boot : 0;
}

/** struct itimerspec of what is left, in the kernel's memory. */
function putRemaining(inode: usize, at: usize): void {
  const expires = load<u64>(inode, Inode.expires);
  const left = load<u8>(inode, Inode.armed) != 0 && expires > now() ? expires - now() : 0;
  const interval = load<u64>(inode, Inode.interval);
  store<u64>(at + IT_INTERVAL, interval / NSEC_PER_SEC);
  store<u64>(at + IT_INTERVAL, interval % NSEC_PER_SEC, 8);
  store<u64>(at + IT_VALUE, left / NSEC_PER_SEC);
  store<u64>(at + IT_VALUE, left % NSEC_PER_SEC, 8);
}

export function sysTimerfdGettime(task: usize): void {
  step0(Step.Call);
  const inode = timerOf(task);
  if (inode == 0) return;
  if (isBehind(inode)) {
    store<u64>(inode, load<u64>(inode, Inode.count) + forward(inode) - 1, Inode.count);
    store<u8>(inode, 0, Inode.expired);
  }
  putRemaining(inode, task + OLD);
  const copied = copyToUser(mmOf(task), argument(task, 1), task + OLD, ITIMERSPEC_SIZE) == 0;
  finish(task, copied ? 0 : -(<i64>Errno.EFAULT));
}
