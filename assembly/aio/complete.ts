/**
 * fs/aio.c: aio_complete(), cut where a watcher must be able to stop. It runs inside io_submit for I/O that is done
 * at once, and in the device's interrupt for the rest.
 */
import { AioRing, IoEvent } from '../uapi/aio_abi';
import { Step, WaitReason } from '../uapi/records';
import { Feature, Inode, Kioctx, Kiocb, KiocbState, Sim, TaskSim } from '../uapi/kernel-state';
import { MACHINE } from '../uapi/memory-map';
import { has } from '../sim/features';
import { markDirty } from '../sim/frames';
import { addToEventfd } from '../sim/special-files';
import { fileRow, releaseFile } from '../sim/files';
import { inodeRow, releaseInode } from '../sim/inodes';
import { releaseIter } from '../sim/iov-iter';
import { freeRequest } from '../sim/requests';
import { sleepsOn, taskRow, wake } from '../sim/tasks';
import { step2, step3, step4, step5 } from '../sim/trace';
import { freeIfQuiet, handleOf, kioctxRow, ringEvent, ringHeader } from './kioctx';
import { recyclable, refillReqsAvailable } from './slots';

export const enum CompleteStep {
  FillSlot,
  WmbBeforeTail,
  PublishTail,
  /** Only when slots come back (SLT-05). */
  RefillSlots,
  /** Only with IOCB_FLAG_RESFD. */
  SignalEventfd,
  /** Only when somebody sleeps in io_getevents. */
  WakeWaiters,
  Done,
}

/** The request's result is known; advanceCompletion() is what follows. */
export function beginCompletion(request: usize, result: i64): void {
  store<i64>(request, result, Kiocb.res);
  store<u8>(request, KiocbState.Completing, Kiocb.state);
  store<u8>(request, CompleteStep.FillSlot, Kiocb.complete_step);
  markDirty(request);
}

/** Whether the completion holds ctx->completion_lock with interrupts off: no other completion may come between. */
export function completionLocked(request: usize): bool {
  const step = load<u8>(request, Kiocb.complete_step);
  return step == CompleteStep.WmbBeforeTail || step == CompleteStep.PublishTail || step == CompleteStep.RefillSlots;
}

/** One moment. @returns true when it was the last: the request is gone */
export function advanceCompletion(request: usize): bool {
  const ctx = kioctxRow(load<u16>(request, Kiocb.ctx));
  let next: u32;
  switch (<i32>load<u8>(request, Kiocb.complete_step)) {
    case CompleteStep.FillSlot: {
      fillSlot(ctx, request);
      next = CompleteStep.WmbBeforeTail;
      break;
    }
    case CompleteStep.WmbBeforeTail: {
      step2(Step.WmbBeforeTail, handleOf(ctx), load<u64>(request, Kiocb.obj));
      next = CompleteStep.PublishTail;
      break;
    }
    case CompleteStep.PublishTail: {
      publishTail(ctx, request);
      const refills = load<u32>(ctx, Kioctx.completed_events) > 1 && recyclable(ctx) > 0;
      next = refills ? CompleteStep.RefillSlots : afterUnlock(ctx, request);
      break;
    }
    case CompleteStep.RefillSlots: {
      const count = refillReqsAvailable(ctx, load<u8>(request, Kiocb.cpu));
      step3(Step.RefillSlots, handleOf(ctx), count, load<u32>(ctx, Kioctx.completed_events));
      next = afterUnlock(ctx, request);
      break;
    }
    case CompleteStep.SignalEventfd: {
      const inode = inodeRow(load<u16>(request, Kiocb.eventfd));
      addToEventfd(inode, 1);
      step3(Step.SignalEventfd, handleOf(ctx), load<u64>(request, Kiocb.obj), load<u64>(inode, Inode.count));
      next = wakesNobody(ctx) ? CompleteStep.Done : CompleteStep.WakeWaiters;
      break;
    }
    default: {
      const woken = wakeWaiters(ctx, load<u32>(request, Kiocb.available));
      step3(Step.WakeWaiters, handleOf(ctx), load<u64>(request, Kiocb.obj), woken);
      next = CompleteStep.Done;
    }
  }
  if (next == CompleteStep.Done) {
    release(ctx, request);
    return true;
  }
  store<u8>(request, <u8>next, Kiocb.complete_step);
  markDirty(request);
  return false;
}

function afterUnlock(ctx: usize, request: usize): u32 {
  if (load<u16>(request, Kiocb.eventfd) != 0) return CompleteStep.SignalEventfd;
  return wakesNobody(ctx) ? CompleteStep.Done : CompleteStep.WakeWaiters;
}

function wakesNobody(ctx: usize): bool {
  return load<u32>(ctx, Kioctx.waiters) == 0;
}

/** The event goes to the slot the kernel's own tail names (RNG-04). */
function fillSlot(ctx: usize, request: usize): void {
  const slot = load<u32>(ctx, Kioctx.tail);
  const event = ringEvent(ctx, slot);
  const obj = load<u64>(request, Kiocb.obj);
  const data = load<u64>(request, Kiocb.data);
  const res = load<i64>(request, Kiocb.res);
  store<u64>(event, data, IoEvent.data);
  store<u64>(event, obj, IoEvent.obj);
  store<i64>(event, res, IoEvent.res);
  store<i64>(event, 0, IoEvent.res2);
  markDirty(event);
  step5(Step.FillSlot, handleOf(ctx), obj, slot, data, res);
}

/** SLT-05: both tails move on, the true one and the one user space sees. */
function publishTail(ctx: usize, request: usize): void {
  const nr = load<u32>(ctx, Kioctx.nr_events);
  const before = load<u32>(ctx, Kioctx.tail);
  const tail: u32 = before + 1 >= nr ? 0 : before + 1;
  const ring = ringHeader(ctx);
  const head = load<u32>(ring, AioRing.head);
  store<u32>(ctx, tail, Kioctx.tail);
  store<u32>(ring, tail, AioRing.tail);
  markDirty(ring);
  store<u32>(ctx, load<u32>(ctx, Kioctx.completed_events) + 1, Kioctx.completed_events);
  // Taken from the raw head, as the kernel does (COR-13).
  store<u32>(request, tail > head ? tail - head : tail + nr - head, Kiocb.available);
  step4(Step.PublishTail, handleOf(ctx), load<u64>(request, Kiocb.obj), before, tail);
}

/** GET-08: every waiter that wants no more than there is, newest first; before that, every waiter. @returns how many */
function wakeWaiters(ctx: usize, available: u32): u32 {
  const handle = handleOf(ctx);
  const all = has(Feature.WakesAll);
  let woken: u32 = 0;
  let before: u32 = 0xffff_ffff;
  while (true) {
    const task = newestSleeper(handle, before);
    if (task == 0) return woken;
    before = load<u32>(task, TaskSim.sleep);
    if (!all && <i64>available < load<i64>(task, TaskSim.min_nr)) continue;
    wake(task);
    woken++;
  }
}

/** The waiter that fell asleep last among those before sleep number `before`. @returns 0: none */
function newestSleeper(handle: u64, before: u32): usize {
  const last = load<u32>(MACHINE + Sim.last_task);
  let newest: usize = 0;
  for (let i: u32 = 1; i <= last; i++) {
    const task = taskRow(i);
    if (!sleepsOn(task, WaitReason.AioEvents, handle)) continue;
    const sleep = load<u32>(task, TaskSim.sleep);
    if (sleep < before && (newest == 0 || sleep > load<u32>(newest, TaskSim.sleep))) newest = task;
  }
  return newest;
}

/** iocb_destroy: file, eventfd and iovecs are let go; a dead context may have waited for this request. */
function release(ctx: usize, request: usize): void {
  releaseFile(fileRow(load<u16>(request, Kiocb.file)));
  const eventfd = load<u16>(request, Kiocb.eventfd);
  if (eventfd != 0) releaseInode(inodeRow(eventfd));
  releaseIter(request + Kiocb.iter);
  freeRequest(request);
  store<u32>(ctx, load<u32>(ctx, Kioctx.in_flight) - 1, Kioctx.in_flight);
  freeIfQuiet(ctx);
}
