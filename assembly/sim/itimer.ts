/** setitimer(ITIMER_REAL), alarm: kernel/time/itimer.c. The timer belongs to the process, which gets SIGALRM. */
import { MACHINE, MAX_MMS } from '../uapi/memory-map';
import { Errno } from '../uapi/errno';
import { Task } from '../uapi/machine-state';
import { Sim } from '../uapi/kernel-state';
import { Process } from '../uapi/process-state';
import { SigCode, Signal } from '../uapi/signals';
import { Step } from '../uapi/records';
import { NEVER, now } from './clock';
import { updateNextEvent } from './events';
import { processOf, processRow, sendToProcess } from './signals';
import { argument, finish, mmOf, unmodelled } from './tasks';
import { deadlineAfter } from './time';
import { step0, step1 } from './trace';
import { copyFromUser, copyToUser } from './user-copy';

const ITIMER_REAL: u32 = 0;
const ITIMER_PROF: u32 = 2;
const USEC_PER_SEC: u64 = 1_000_000;
const NSEC_PER_USEC: u64 = 1_000;

/** struct __kernel_old_itimerval: { interval, value }, each { tv_sec, tv_usec }. */
const OLD: usize = Task.scratch;
const NEW: usize = Task.scratch + 32;
const VALUE: usize = 16;
const ITIMERVAL_SIZE: u64 = 32;

function isTimeval(at: usize): bool {
  return load<i64>(at) >= 0 && load<u64>(at, 8) < USEC_PER_SEC;
}

function timevalNs(at: usize): u64 {
  return load<u64>(at) * (USEC_PER_SEC * NSEC_PER_USEC) + load<u64>(at, 8) * NSEC_PER_USEC;
}

function putTimeval(at: usize, ns: u64): void {
  store<u64>(at, ns / (USEC_PER_SEC * NSEC_PER_USEC));
  store<u64>(at, (ns / NSEC_PER_USEC) % USEC_PER_SEC, 8);
}

/** itimer_get_remtime: a timer that is armed has at least a microsecond left. */
function timeLeft(process: usize): u64 {
  const due = load<u64>(process, Process.timer);
  if (due == 0) return 0;
  return due > now() + NSEC_PER_USEC ? due - now() : NSEC_PER_USEC;
}

function arm(process: usize, ns: u64, interval: u64): void {
  store<u64>(process, ns == 0 ? 0 : deadlineAfter(ns), Process.timer);
  store<u64>(process, ns == 0 ? 0 : interval, Process.timer_interval);
  findDue();
  updateNextEvent();
}

export function sysSetitimer(task: usize): void {
  step0(Step.Call);
  const which = <u32>argument(task, 0);
  const mm = mmOf(task);
  const given = argument(task, 1);
  const old = argument(task, 2);
  if (given != 0 && copyFromUser(mm, task + NEW, given, ITIMERVAL_SIZE) != 0) {
    return finish(task, -(<i64>Errno.EFAULT));
  }
  if (given != 0 && (!isTimeval(task + NEW) || !isTimeval(task + NEW + VALUE))) {
    return finish(task, -(<i64>Errno.EINVAL));
  }
  if (which > ITIMER_PROF) return finish(task, -(<i64>Errno.EINVAL));
  if (which != ITIMER_REAL) return unmodelled(task, which);
  const process = processOf(task);
  putOld(task, process);
  arm(process, timevalNs(task + NEW + VALUE), timevalNs(task + NEW));
  const written = old == 0 || copyToUser(mm, old, task + OLD, ITIMERVAL_SIZE) == 0;
  finish(task, written ? 0 : -(<i64>Errno.EFAULT));
}

function putOld(task: usize, process: usize): void {
  putTimeval(task + OLD, load<u64>(process, Process.timer_interval));
  putTimeval(task + OLD + VALUE, timeLeft(process));
}

export function sysGetitimer(task: usize): void {
  step0(Step.Call);
  const which = <u32>argument(task, 0);
  if (which > ITIMER_PROF) return finish(task, -(<i64>Errno.EINVAL));
  if (which != ITIMER_REAL) return unmodelled(task, which);
  putOld(task, processOf(task));
  const written = copyToUser(mmOf(task), argument(task, 1), task + OLD, ITIMERVAL_SIZE) == 0;
  finish(task, written ? 0 : -(<i64>Errno.EFAULT));
}

/** alarm_setitimer: seconds, rounded to the nearest one but never to 0. */
export function sysAlarm(task: usize): void {
  step0(Step.Call);
  const process = processOf(task);
  const second = USEC_PER_SEC * NSEC_PER_USEC;
  const left = timeLeft(process);
  let seconds = left / second;
  if ((seconds == 0 && left != 0) || left % second >= second / 2) seconds++;
  const wanted: u64 = <u32>argument(task, 0);
  arm(process, wanted * second, 0);
  finish(task, seconds);
}

/** When the first timer of a process goes off, NEVER when there is none. */
export function itimerDue(): u64 {
  return load<u64>(MACHINE + Sim.itimer_due);
}

function findDue(): void {
  let first = NEVER;
  for (let i: i32 = 0; i < MAX_MMS; i++) {
    const due = load<u64>(processRow(i), Process.timer);
    if (due != 0 && due < first) first = due;
  }
  store<u64>(MACHINE + Sim.itimer_due, first);
}

/** A process is gone, and its timer with it. */
export function disarm(process: usize): void {
  if (load<u64>(process, Process.timer) != 0) arm(process, 0, 0);
}

/** The task that the timer which is due is for. */
export function itimerTask(): u32 {
  for (let i: i32 = 0; i < MAX_MMS; i++) {
    const process = processRow(i);
    if (load<u64>(process, Process.timer) == itimerDue()) return load<u32>(process, Process.leader);
  }
  return 0;
}

/** it_real_fn, for the process of a task that itimerTask() answered. */
export function expireItimer(leader: usize): void {
  const process = processOf(leader);
  const due = load<u64>(process, Process.timer);
  const interval = load<u64>(process, Process.timer_interval);
  store<u64>(process, interval == 0 ? 0 : max<u64>(due + interval, now() + 1), Process.timer);
  findDue();
  step1(Step.ItimerExpires, load<i32>(process, Process.pid));
  sendToProcess(leader, Signal.SIGALRM, SigCode.KERNEL, 0, 0);
}
