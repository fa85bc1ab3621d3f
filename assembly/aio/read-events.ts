/** io_getevents, io_pgetevents: fs/aio.c: do_io_getevents(), read_events(), aio_read_events(), aio_read_events_ring(). */
import { Task } from '../uapi/machine-state';
import { AioRing, IoEvent } from '../uapi/aio_abi';
import { Errno } from '../uapi/errno';
import { Sys } from '../uapi/syscalls';
import { Step, WaitReason } from '../uapi/records';
import { BugCode, Kioctx, KioctxState, TaskSim } from '../uapi/kernel-state';
import { Restart } from '../uapi/process-state';
import { takeMask } from '../sim/signal-syscalls';
import { endMask, signalPending } from '../sim/signals';
import { argument, block, bug, finish, goto, interrupted, mmOf } from '../sim/tasks';
import { copyFromUser, copyToUser } from '../sim/user-copy';
import { getTimespec, timespecNs } from '../sim/time';
import { markDirty } from '../sim/frames';
import { step1, step3 } from '../sim/trace';
import { NEVER, now } from '../sim/clock';
import { AIO_EVENTS_PER_PAGE, handleOf, lookupIoctx, putUsers, ringEvent, ringHeader } from './kioctx';

/** Steps of the call. */
const LOOKUP: i32 = 0;
const READ: i32 = 1;
const COPY: i32 = 2;
const STORE_HEAD: i32 = 3;
const SLEEP: i32 = 4;
const AWAKE: i32 = 5;

/** Locals: context u32; 1 once the call may not sleep again; events delivered i64; */
const CTX: usize = Task.scratch;
const LAST_ROUND: usize = Task.scratch + 4;
const GOT: usize = Task.scratch + 8;
/** this round's head as it was and as it will be u32, tail u32, events copied in this round i64 */
const OLD_HEAD: usize = Task.scratch + 16;
const HEAD: usize = Task.scratch + 20;
const TAIL: usize = Task.scratch + 24;
const ROUND: usize = Task.scratch + 32;
/** until when to wait in ns since boot, NEVER; 0: not at all; RELATIVE: the timer starts with the first sleep */
const UNTIL: usize = Task.scratch + 40;
/** the timeout in ns as it is shown, -1: none */
const TIMEOUT: usize = Task.scratch + 48;

const RELATIVE: u64 = 1;

/** One moment of io_getevents. */
export function stepReadEvents(task: usize): void {
  switch (load<i32>(task, Task.step)) {
    case LOOKUP:
      return lookup(task);
    case READ:
      return read(task);
    case COPY:
      return copy(task);
    case STORE_HEAD:
      return storeHead(task);
    case SLEEP:
      return sleep(task);
    case AWAKE:
      return awake(task);
    default:
      bug(BugCode.LostStep, load<u32>(task, Task.step));
  }
}

/** GET-01, GET-06. */
function lookup(task: usize): void {
  const handle = argument(task, 0);
  const minNr = <i64>argument(task, 1);
  const nr = <i64>argument(task, 2);
  step1(Step.LookupIoctx, handle);
  let timeout: i64 = -1;
  store<u64>(task, NEVER, UNTIL);
  if (argument(task, 4) != 0) {
    if (!getTimespec(task, argument(task, 4))) return finish(task, -(<i64>Errno.EFAULT));
    const ns = <i64>timespecNs(task);
    // A time before now is taken for one after the end of all.
    if (ns >= 0 && ns != i64.MAX_VALUE) {
      timeout = ns;
      store<u64>(task, ns == 0 ? 0 : RELATIVE, UNTIL);
    }
  }
  store<i64>(task, timeout, TIMEOUT);
  const error = isPgetevents(task) ? takeSigset(task, argument(task, 5)) : 0;
  if (error != 0) return finish(task, error);
  const ctx = lookupIoctx(mmOf(task), handle);
  if (ctx == 0) return end(task, -(<i64>Errno.EINVAL));
  if (minNr < 0 || minNr > nr) {
    putUsers(ctx);
    return end(task, -(<i64>Errno.EINVAL));
  }
  store<u32>(task, <u32>ctx, CTX);
  goto(task, READ);
}

/** struct __aio_sigset { mask, size }, in the locals of the call until the first round. */
const SIGSET: usize = Task.scratch + 96;

function isPgetevents(task: usize): bool {
  return <i32>load<i64>(task, Task.syscall_nr) == Sys.io_pgetevents;
}

/** GET-01, GET-05: the mask counts until the call ends. @returns 0 or -errno */
function takeSigset(task: usize, set: u64): i64 {
  if (set == 0) return 0;
  if (copyFromUser(mmOf(task), task + SIGSET, set, 16) != 0) return -(<i64>Errno.EFAULT);
  return takeMask(task, load<u64>(task, SIGSET), load<u64>(task, SIGSET + 8));
}

/** GET-04, GET-05: a signal matters when there is nothing else to say. Only io_pgetevents is ever restarted. */
function end(task: usize, result: i64): void {
  const pending = signalPending(task);
  if (isPgetevents(task)) {
    endMask(task, pending);
    return pending && result == 0 ? interrupted(task, Restart.ERESTARTNOHAND) : finish(task, result);
  }
  finish(task, pending && result == 0 ? -(<i64>Errno.EINTR) : result);
}

function context(task: usize): usize {
  return load<u32>(task, CTX);
}

/** A round begins: head and tail as user space has them; equal means empty, and head stays as it is (RNG-06). */
function read(task: usize): void {
  const ctx = context(task);
  const ring = ringHeader(ctx);
  const nr = load<u32>(ctx, Kioctx.nr_events);
  const head = load<u32>(ring, AioRing.head);
  const tail = load<u32>(ring, AioRing.tail);
  store<u64>(task, 0, ROUND);
  if (head == tail) {
    step3(Step.ReadEvents, handleOf(ctx), head, 0);
    return endRound(task, 0);
  }
  store<u32>(task, head, OLD_HEAD);
  store<u32>(task, head % nr, HEAD);
  store<u32>(task, tail % nr, TAIL);
  copy(task);
}

/** One chunk: up to the end of the ring, of its page, or of what is wanted. */
function copy(task: usize): void {
  const ctx = context(task);
  const size = load<u32>(ctx, Kioctx.nr_events);
  const head = load<u32>(task, HEAD);
  const tail = load<u32>(task, TAIL);
  const round = load<i64>(task, ROUND);
  const wanted = <i64>argument(task, 2) - load<i64>(task, GOT) - round;
  let chunk: i64 = (head <= tail ? tail : size) - head;
  chunk = min<i64>(chunk, wanted);
  chunk = min<i64>(chunk, AIO_EVENTS_PER_PAGE - ((head + 1) % AIO_EVENTS_PER_PAGE));
  if (chunk > 0) {
    const to = argument(task, 3) + <u64>(load<i64>(task, GOT) + round) * IoEvent.SIZEOF;
    if (copyToUser(mmOf(task), to, ringEvent(ctx, head), chunk * IoEvent.SIZEOF) != 0) {
      step3(Step.ReadEvents, handleOf(ctx), head, 0);
      return endRound(task, -(<i64>Errno.EFAULT));
    }
  }
  step3(Step.ReadEvents, handleOf(ctx), head, chunk);
  const next = (head + <u32>chunk) % size;
  store<u32>(task, next, HEAD);
  store<i64>(task, round + chunk, ROUND);
  goto(task, next == tail || chunk == wanted ? STORE_HEAD : COPY);
}

function storeHead(task: usize): void {
  const ctx = context(task);
  const ring = ringHeader(ctx);
  store<u32>(ring, load<u32>(task, HEAD), AioRing.head);
  markDirty(ring);
  step3(Step.StoreHead, handleOf(ctx), load<u32>(task, OLD_HEAD), load<u32>(task, HEAD));
  endRound(task, load<i64>(task, ROUND));
}

/** aio_read_events: adds a round up. It is over with an error, enough events, a dead context or no time (GET-02). */
function endRound(task: usize, round: i64): void {
  const ctx = context(task);
  let got = load<i64>(task, GOT);
  if (round > 0) got += round;
  if (load<u32>(ctx, Kioctx.state) == KioctxState.Dead) round = -(<i64>Errno.EINVAL);
  if (got == 0) got = round;
  store<i64>(task, got, GOT);
  const enough = round < 0 || got >= <i64>argument(task, 1);
  if (enough || load<u64>(task, UNTIL) == 0 || load<u32>(task, LAST_ROUND) != 0) {
    putUsers(ctx);
    return end(task, got);
  }
  goto(task, SLEEP);
}

/** It waits, unless something came since the round began; a signal makes the next round the last. */
function sleep(task: usize): void {
  const ctx = context(task);
  const ring = ringHeader(ctx);
  const missing = <i64>argument(task, 1) - load<i64>(task, GOT);
  if (signalPending(task)) store<u32>(task, 1, LAST_ROUND);
  if (
    signalPending(task) ||
    load<u32>(ctx, Kioctx.state) == KioctxState.Dead ||
    load<u32>(ring, AioRing.head) != load<u32>(ring, AioRing.tail)
  ) {
    goto(task, READ);
    return read(task);
  }
  step3(Step.WaitForEvents, handleOf(ctx), missing, load<i64>(task, TIMEOUT));
  if (load<u64>(task, UNTIL) == RELATIVE) store<u64>(task, now() + load<i64>(task, TIMEOUT), UNTIL);
  store<i64>(task, missing, TaskSim.min_nr);
  store<u32>(ctx, load<u32>(ctx, Kioctx.waiters) + 1, Kioctx.waiters);
  goto(task, AWAKE);
  block(task, WaitReason.AioEvents, handleOf(ctx), load<u64>(task, UNTIL));
}

/** Woken by a completion, the timer, a signal or io_destroy: one more round, the last one after timer or signal (GET-03). */
function awake(task: usize): void {
  const ctx = context(task);
  store<u32>(ctx, load<u32>(ctx, Kioctx.waiters) - 1, Kioctx.waiters);
  if (load<u32>(task, TaskSim.timed_out) != 0 || signalPending(task)) store<u32>(task, 1, LAST_ROUND);
  goto(task, READ);
  read(task);
}
