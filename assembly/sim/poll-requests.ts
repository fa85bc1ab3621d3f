/**
 * Polls of AIO that wait: struct poll_iocb of fs/aio.c in the wait queue of its file and in the context's list of what
 * can be cancelled, and what a wake does to it. Completions begin one after the other, in Sim.run_first's order.
 */
import { MACHINE } from '../uapi/memory-map';
import { Machine } from '../uapi/machine-state';
import { FILES, File, INODES, Inode, KIOCTXS, Kioctx, Kiocb, PollKiocb, Sim } from '../uapi/kernel-state';
import { NEVER, now } from './clock';
import { markDirty } from './frames';
import { isOfRing, ringOfRequest } from './io-rings';

/** ns until a worker of the kernel runs what schedule_work() gave it. */
const WORK_NS: u64 = 5_000;

/** PollKiocb.waits */
const IN_QUEUE: u32 = 1;
const IN_CONTEXT: u32 = 2;

function hasBit(request: usize, bit: u32): bool {
  return (load<u8>(request, PollKiocb.waits) & bit) != 0;
}

function setBit(request: usize, bit: u32, on: bool): void {
  const bits: u32 = load<u8>(request, PollKiocb.waits);
  store<u8>(request, <u8>(on ? bits | bit : bits & ~bit), PollKiocb.waits);
  markDirty(request);
}

/** What keeps the list of its requests that wait: a context, or a ring of io_uring, whose list has the same place. */
function contextOf(request: usize): usize {
  const ctx: usize = load<u16>(request, Kiocb.ctx);
  return ctx != 0 ? ctx * Kioctx.SIZEOF + KIOCTXS : ringOfRequest(request);
}

/** Where the newest waiter of the request's queue stands. */
function headOf(request: usize): usize {
  const file = <usize>load<u16>(request, Kiocb.file) * File.SIZEOF + FILES;
  const inode = <usize>load<u32>(file, File.inode) * Inode.SIZEOF + INODES;
  return inode + Inode.wait_queues + ((<usize>load<u8>(request, PollKiocb.queue)) << 2);
}

/** Numbers those who begin to wait. */
export function nextWaiter(): u32 {
  const order = load<u32>(MACHINE + Sim.waiters) + 1;
  store<u32>(MACHINE + Sim.waiters, order);
  return order;
}

/** add_wait_queue, and the end of active_reqs: the newest poll of a file is woken first, the oldest cancelled first. */
export function waitForFile(request: usize, queue: u32): void {
  store<u8>(request, <u8>queue, PollKiocb.queue);
  store<u32>(request, nextWaiter(), PollKiocb.order);
  const head = headOf(request);
  const older: usize = load<u32>(head);
  store<u32>(request, <u32>older, PollKiocb.wait_next);
  if (older != 0) {
    store<u32>(older, <u32>request, PollKiocb.wait_prev);
    markDirty(older);
  }
  store<u32>(head, <u32>request);

  const ctx = contextOf(request);
  const last: usize = load<u32>(ctx, Kioctx.active_last);
  store<u32>(request, <u32>last, PollKiocb.active_prev);
  if (last != 0) {
    store<u32>(last, <u32>request, PollKiocb.active_next);
    markDirty(last);
  } else {
    store<u32>(ctx, <u32>request, Kioctx.active_first);
  }
  store<u32>(ctx, <u32>request, Kioctx.active_last);
  setBit(request, IN_QUEUE | IN_CONTEXT, true);
}

/** Whether it still waits for its file; otherwise its result is known. */
export function isWaiting(request: usize): bool {
  return hasBit(request, IN_QUEUE);
}

/** Out of the wait queue and of the context's list. */
export function stopWaiting(request: usize): void {
  leaveContext(request);
  if (!hasBit(request, IN_QUEUE)) return;
  const newer: usize = load<u32>(request, PollKiocb.wait_prev);
  const older: usize = load<u32>(request, PollKiocb.wait_next);
  if (newer != 0) {
    store<u32>(newer, <u32>older, PollKiocb.wait_next);
    markDirty(newer);
  } else {
    store<u32>(headOf(request), <u32>older);
  }
  if (older != 0) {
    store<u32>(older, <u32>newer, PollKiocb.wait_prev);
    markDirty(older);
  }
  store<u32>(request, 0, PollKiocb.wait_next);
  store<u32>(request, 0, PollKiocb.wait_prev);
  setBit(request, IN_QUEUE, false);
}

function leaveContext(request: usize): void {
  if (!hasBit(request, IN_CONTEXT)) return;
  const ctx = contextOf(request);
  const before: usize = load<u32>(request, PollKiocb.active_prev);
  const after: usize = load<u32>(request, PollKiocb.active_next);
  if (before != 0) {
    store<u32>(before, <u32>after, PollKiocb.active_next);
    markDirty(before);
  } else {
    store<u32>(ctx, <u32>after, Kioctx.active_first);
  }
  if (after != 0) {
    store<u32>(after, <u32>before, PollKiocb.active_prev);
    markDirty(after);
  } else {
    store<u32>(ctx, <u32>before, Kioctx.active_last);
  }
  setBit(request, IN_CONTEXT, false);
}

/** The oldest request of a context that can be cancelled and has this iocb (CAN-05). @returns 0: none */
export function findActive(ctx: usize, iocb: u64): usize {
  let request: usize = load<u32>(ctx, Kioctx.active_first);
  while (request != 0 && load<u64>(request, Kiocb.obj) != iocb) request = load<u32>(request, PollKiocb.active_next);
  return request;
}

/** fs/aio.c: aio_poll_cancel(); a worker completes it, with 0. */
export function cancelPoll(request: usize): void {
  store<u8>(request, 1, PollKiocb.cancelled);
  leaveContext(request);
  if (load<u8>(request, PollKiocb.work_scheduled) == 0) scheduleWork(request);
}

/** free_ioctx_users: whatever can be cancelled is. */
export function cancelAll(ctx: usize): void {
  while (load<u32>(ctx, Kioctx.active_first) != 0) cancelPoll(load<u32>(ctx, Kioctx.active_first));
}

/** The newest poll in a queue, and the one before a poll. @returns 0: none */
export function newestPoll(inode: usize, queue: u32): usize {
  return load<u32>(inode + ((<usize>queue) << 2), Inode.wait_queues);
}

export function olderPoll(request: usize): usize {
  return load<u32>(request, PollKiocb.wait_next);
}

/** When it began to wait, among all that wait. */
export function pollOrder(request: usize): u32 {
  return load<u32>(request, PollKiocb.order);
}

/**
 * fs/aio.c: aio_poll_wake(). With a key it completes at once, in the waker's context; without one, a worker asks the
 * file. An eventfd may not be signalled while one is being signalled, so a worker does that too.
 */
export function wakePoll(request: usize, key: u32, inEventfd: bool): void {
  if (key != 0 && (key & load<u32>(request, PollKiocb.events)) == 0) return;
  if (isOfRing(request)) return wakeForRing(request);
  if (load<u8>(request, PollKiocb.work_scheduled) != 0) {
    store<u8>(request, 1, PollKiocb.work_need_resched);
    return;
  }
  if (key == 0) return scheduleWork(request);
  stopWaiting(request);
  store<u32>(request, key, PollKiocb.events);
  if (inEventfd && load<u16>(request, Kiocb.eventfd) != 0) return scheduleWork(request);
  store<u32>(request, load<u32>(MACHINE + Sim.ordinal), PollKiocb.ordinal);
  store<u16>(request, <u16>(load<u64>(MACHINE + Sim.activity) >> 48), PollKiocb.activity);
  store<u8>(request, <u8>(load<u32>(MACHINE + Sim.actor) >> 24), PollKiocb.actor);
  queueRun(request);
}

/** io_uring/poll.c: io_poll_wake(): the rest is for the task that submitted it, which asks the file again. */
function wakeForRing(request: usize): void {
  stopWaiting(request);
  queueRun(request);
}

function queueRun(request: usize): void {
  store<u32>(request, 0, PollKiocb.run_next);
  markDirty(request);
  const last: usize = load<u32>(MACHINE + Sim.run_last);
  if (load<u32>(MACHINE + Sim.run_first) == 0) {
    store<u32>(MACHINE + Sim.run_first, <u32>request);
  } else {
    store<u32>(last, <u32>request, PollKiocb.run_next);
    markDirty(last);
  }
  store<u32>(MACHINE + Sim.run_last, <u32>request);
}

/** Takes the next request whose completion has to begin. @returns 0: none */
export function takeRun(): usize {
  const request: usize = load<u32>(MACHINE + Sim.run_first);
  if (request != 0) store<u32>(MACHINE + Sim.run_first, load<u32>(request, PollKiocb.run_next));
  return request;
}

/** schedule_work: all work takes as long to begin, so the list is in order of time. */
export function scheduleWork(request: usize): void {
  const due = now() + WORK_NS;
  store<u8>(request, 1, PollKiocb.work_scheduled);
  store<u64>(request, due, Kiocb.due);
  store<u32>(request, 0, PollKiocb.run_next);
  markDirty(request);
  const last: usize = load<u32>(MACHINE + Sim.work_last);
  if (load<u32>(MACHINE + Sim.work_first) == 0) {
    store<u32>(MACHINE + Sim.work_first, <u32>request);
  } else {
    store<u32>(last, <u32>request, PollKiocb.run_next);
    markDirty(last);
  }
  store<u32>(MACHINE + Sim.work_last, <u32>request);
  if (due < load<u64>(MACHINE + Machine.next_event)) store<u64>(MACHINE + Machine.next_event, due);
}

/** When the next worker begins, NEVER when there is nothing to do. */
export function workDue(): u64 {
  const request: usize = load<u32>(MACHINE + Sim.work_first);
  return request == 0 ? NEVER : load<u64>(request, Kiocb.due);
}

/** Takes the request a worker is due for. */
export function takeWork(): usize {
  const request: usize = load<u32>(MACHINE + Sim.work_first);
  store<u32>(MACHINE + Sim.work_first, load<u32>(request, PollKiocb.run_next));
  return request;
}
