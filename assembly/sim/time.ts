/** clock_gettime and nanosleep on virtual time. */
import { Errno } from '../uapi/errno';
import { Task } from '../uapi/machine-state';
import { Step, WaitReason } from '../uapi/records';
import { TaskSim } from '../uapi/kernel-state';
import { signalPending } from './signals';
import { argument, block, finish, goto, interruptedUntil, mmOf, takeRestartTime, unmodelled } from './tasks';
import { putUser64, copyFromUser } from './user-copy';
import { step0 } from './trace';
import { NEVER, now } from './clock';

/** CLOCK_REALTIME at boot: 2026-01-01 00:00:00 UTC, in seconds. */
export const BOOT_REALTIME: u64 = 1_767_225_600;
export const NSEC_PER_SEC: u64 = 1_000_000_000;
/** KTIME_SEC_MAX: longer times are for ever. */
const KTIME_SEC_MAX: i64 = 9_223_372_036;

const CLOCK_REALTIME: u32 = 0;
/** MONOTONIC, PROCESS_CPUTIME_ID, THREAD_CPUTIME_ID, MONOTONIC_RAW, REALTIME_COARSE, MONOTONIC_COARSE, BOOTTIME */
const CLOCK_REALTIME_COARSE: u32 = 5;
const CLOCK_BOOTTIME: u32 = 7;

/** struct timespec of a moment's wall time, in the kernel's memory. */
export function putTime(at: usize, time: u64): void {
  store<u64>(at, BOOT_REALTIME + time / NSEC_PER_SEC);
  store<u64>(at, time % NSEC_PER_SEC, 8);
}

/**
 * A struct timespec of user memory, in the task's scratch.
 * @returns false on a fault
 */
export function getTimespec(task: usize, from: u64): bool {
  return copyFromUser(mmOf(task), task + TIMESPEC, from, 16) == 0;
}

/** Where getTimespec puts it. */
export const TIMESPEC: usize = Task.scratch + 112;

/** timespec64_to_ktime: ns, negative or NEVER as they come (GET-06). */
export function timespecNs(task: usize): u64 {
  const seconds = load<i64>(task + TIMESPEC);
  if (seconds >= KTIME_SEC_MAX) return <u64>i64.MAX_VALUE;
  return seconds * NSEC_PER_SEC + load<i64>(task + TIMESPEC, 8);
}

/** timespec64_valid of a struct timespec in the kernel's memory: times that are no times are refused. */
export function isTimespec(at: usize): bool {
  return load<i64>(at) >= 0 && load<u64>(at, 8) < NSEC_PER_SEC;
}

/** ns of a valid struct timespec in the kernel's memory; longer times are for ever. */
export function clampedNs(at: usize): u64 {
  const seconds = load<i64>(at);
  return seconds >= KTIME_SEC_MAX ? <u64>i64.MAX_VALUE : seconds * NSEC_PER_SEC + load<u64>(at, 8);
}

/** When a timeout of `ns` that begins now is over. */
export function deadlineAfter(ns: u64): u64 {
  return ns >= NEVER - now() ? NEVER - 1 : now() + ns;
}

/** The same for milliseconds; negative ones are for ever. */
export function deadlineAfterMs(ms: i32): u64 {
  return ms < 0 ? NEVER : deadlineAfter(<u64>ms * 1_000_000);
}

export function sysClockGettime(task: usize): void {
  step0(Step.Call);
  const clock = <u32>argument(task, 0);
  const mm = mmOf(task);
  const to = argument(task, 1);
  if (clock > CLOCK_BOOTTIME) {
    // CPU clocks of other tasks, alarm clocks, TAI and PTP devices.
    return clock < 12 || clock > 0x7fff_ffff ? unmodelled(task, clock) : finish(task, -(<i64>Errno.EINVAL));
  }
  const wall = clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE;
  const seconds = now() / NSEC_PER_SEC + (wall ? BOOT_REALTIME : 0);
  const stored = putUser64(mm, to, seconds) && putUser64(mm, to + 8, now() % NSEC_PER_SEC);
  finish(task, stored ? 0 : -(<i64>Errno.EFAULT));
}

/** Locals of nanosleep: until when u64. */
const UNTIL: usize = Task.scratch;

/** kernel/time/hrtimer.c: nanosleep. A signal without a handler lets it sleep on until the same time. */
export function sysNanosleep(task: usize): void {
  if (load<i32>(task, Task.step) == 0) {
    const error = beginSleep(task);
    if (error != 0) {
      step0(Step.Call);
      return finish(task, error);
    }
  }
  const until = load<u64>(task, UNTIL);
  if (load<u32>(task, TaskSim.timed_out) != 0 && load<i32>(task, Task.step) != 0) {
    step0(Step.Call);
    return finish(task, 0);
  }
  if (signalPending(task)) {
    step0(Step.Call);
    if (!putTimeLeft(mmOf(task), argument(task, 1), until)) return finish(task, -(<i64>Errno.EFAULT));
    return interruptedUntil(task, until);
  }
  goto(task, 1);
  block(task, WaitReason.Sleep, until, until);
}

/** @returns 0 or -errno */
function beginSleep(task: usize): i64 {
  const again = takeRestartTime(task);
  store<u64>(task, again, UNTIL);
  if (again != 0) return 0;
  if (!getTimespec(task, argument(task, 0))) return -(<i64>Errno.EFAULT);
  if (!isTimespec(task + TIMESPEC)) return -(<i64>Errno.EINVAL);
  store<u64>(task, deadlineAfter(timespecNs(task)), UNTIL);
  return 0;
}

/** nanosleep_copyout: what is left until then, to user memory if it is asked for. @returns false on a fault */
function putTimeLeft(mm: i32, to: u64, until: u64): bool {
  const left = until > now() ? until - now() : 0;
  return to == 0 || (putUser64(mm, to, left / NSEC_PER_SEC) && putUser64(mm, to + 8, left % NSEC_PER_SEC));
}
