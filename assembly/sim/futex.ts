/** kernel/futex: FUTEX_WAIT and FUTEX_WAKE, for threads and for memory that processes share. */
import { MACHINE, PTE_READ } from '../uapi/memory-map';
import { Task, TaskState } from '../uapi/machine-state';
import { Errno } from '../uapi/errno';
import { Restart } from '../uapi/process-state';
import { Sim, TaskSim } from '../uapi/kernel-state';
import { Step, WaitReason } from '../uapi/records';
import { NEVER } from './clock';
import { translate } from './pages';
import { signalPending } from './signals';
import {
  argument,
  block,
  finish,
  goto,
  interrupted,
  interruptedUntil,
  mmOf,
  takeRestartTime,
  taskRow,
  unmodelled,
  wake,
} from './tasks';
import { TIMESPEC, clampedNs, deadlineAfter, getTimespec, isTimespec } from './time';
import { step0 } from './trace';

const FUTEX_WAIT: u32 = 0;
const FUTEX_WAKE: u32 = 1;
const FUTEX_PRIVATE_FLAG: u32 = 128;

/** Locals: until when u64. */
const UNTIL: usize = Task.scratch;

/** One moment of futex. */
export function stepFutex(task: usize): void {
  const operation = <u32>argument(task, 1) & ~FUTEX_PRIVATE_FLAG;
  const address = argument(task, 0);
  if (operation != FUTEX_WAIT && operation != FUTEX_WAKE) {
    step0(Step.Call);
    return unmodelled(task, argument(task, 1));
  }
  if (load<i32>(task, Task.step) != 0) return goOn(task);
  const key = (address & 3) != 0 ? 0 : translate(mmOf(task), address, PTE_READ);
  if (key == 0) {
    step0(Step.Call);
    return finish(task, -(<i64>((address & 3) != 0 ? Errno.EINVAL : Errno.EFAULT)));
  }
  if (operation == FUTEX_WAIT) return beginWait(task, key);
  step0(Step.Call);
  finish(task, futexWake(key, <u32>argument(task, 2)));
}

function beginWait(task: usize, key: usize): void {
  const again = takeRestartTime(task);
  let until = again != 0 ? again : NEVER;
  if (argument(task, 3) != 0 && again == 0) {
    const readable = getTimespec(task, argument(task, 3));
    if (!readable || !isTimespec(task + TIMESPEC)) {
      step0(Step.Call);
      return finish(task, -(<i64>(readable ? Errno.EINVAL : Errno.EFAULT)));
    }
    until = deadlineAfter(clampedNs(task + TIMESPEC));
  }
  if (load<u32>(key) != <u32>argument(task, 2)) {
    step0(Step.Call);
    return finish(task, -(<i64>Errno.EAGAIN));
  }
  store<u64>(task, until, UNTIL);
  store<u64>(task, key, TaskSim.futex);
  store<u32>(task, 0, TaskSim.timed_out);
  goOn(task);
}

/** Before the sleep and behind it: woken, timed out, or interrupted, in this order; otherwise it sleeps. */
function goOn(task: usize): void {
  const until = load<u64>(task, UNTIL);
  const isWoken = load<u64>(task, TaskSim.futex) == 0;
  const timeUp = load<u32>(task, TaskSim.timed_out) != 0;
  if (!isWoken && !timeUp && !signalPending(task)) {
    goto(task, 1);
    return block(task, WaitReason.Futex, argument(task, 0), until);
  }
  step0(Step.Call);
  store<u64>(task, 0, TaskSim.futex);
  if (isWoken || timeUp) return finish(task, isWoken ? 0 : -(<i64>Errno.ETIMEDOUT));
  if (until == NEVER) interrupted(task, Restart.ERESTARTSYS);
  else interruptedUntil(task, until);
}

/** Wakes up to `count` of those who sleep on a word, who came first first. @returns how many */
export function futexWake(key: usize, count: u32): u32 {
  let woken: u32 = 0;
  while (woken < count) {
    const task = oldestWaiter(key);
    if (task == 0) break;
    store<u64>(task, 0, TaskSim.futex);
    wake(task);
    woken++;
  }
  return woken;
}

function oldestWaiter(key: usize): usize {
  const last = load<u32>(MACHINE + Sim.last_task);
  let oldest: usize = 0;
  for (let i: u32 = 1; i <= last; i++) {
    const task = taskRow(i);
    if (load<i32>(task, Task.state) != TaskState.Blocked || load<i32>(task, Task.wait_reason) != WaitReason.Futex)
      continue;
    if (load<u64>(task, TaskSim.futex) != <u64>key) continue;
    if (oldest == 0 || load<u32>(task, TaskSim.sleep) < load<u32>(oldest, TaskSim.sleep)) oldest = task;
  }
  return oldest;
}
