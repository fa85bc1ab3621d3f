/**
 * CQEs: io_uring/io_uring.c: io_fill_cqe_req(), io_cqring_event_overflow(), io_commit_cqring(), io_cqring_wake(). A
 * request that had to wait passes through them by itself, in the time of its task; what io_uring_enter finishes at
 * once it does there, all together.
 */
import { MACHINE } from '../uapi/memory-map';
import { IORING_SQ_CQ_OVERFLOW, IoRings, IoUringCqe } from '../uapi/io_uring_abi';
import { IoKiocb, IoRing, Kiocb, KiocbState, Sim, TaskSim } from '../uapi/kernel-state';
import { Step, WaitReason } from '../uapi/records';
import { markDirty } from '../sim/frames';
import { inodeRow } from '../sim/inodes';
import { endRequest, ioRingNumber, ringOfRequest, ringWord } from '../sim/io-rings';
import { EPOLLIN, READ_QUEUE } from '../sim/poll-bits';
import { freeRequest } from '../sim/requests';
import { sleepsOn, taskRow, wake } from '../sim/tasks';
import { step2, step3, step4 } from '../sim/trace';
import { wakeQueue } from '../sim/wait-queues';

enum CqeStep {
  Fill,
  Commit,
  Wake,
}

/** The request's result is known; advanceCqe() is what follows. */
export function beginCqe(request: usize, result: i64): void {
  store<i64>(request, result, Kiocb.res);
  store<u8>(request, KiocbState.Completing, Kiocb.state);
  store<u8>(request, CqeStep.Fill, Kiocb.complete_step);
  markDirty(request);
}

/** One moment of a completion that comes by itself. @returns true when it was the last: the request is gone */
export function advanceCqe(request: usize): bool {
  const ring = ringOfRequest(request);
  switch (<i32>load<u8>(request, Kiocb.complete_step)) {
    case CqeStep.Fill: {
      if (load<u32>(ring, IoRing.dead) != 0) {
        step4(Step.FillCqe, ioRingNumber(ring), load<u64>(request, Kiocb.data), -1, load<i64>(request, Kiocb.res));
        return over(ring, request);
      }
      const filled = fillCqe(ring, request);
      if (!filled) {
        // Its row waits in the list; whoever sleeps may come for it.
        wakeCqring(ring);
        wakePollers(ring);
        return true;
      }
      store<u8>(request, CqeStep.Commit, Kiocb.complete_step);
      break;
    }
    case CqeStep.Commit: {
      commitCqring(ring);
      if (!isWaitedFor(ring)) return over(ring, request);
      store<u8>(request, CqeStep.Wake, Kiocb.complete_step);
      break;
    }
    default: {
      step2(Step.CqringWake, ioRingNumber(ring), wakeCqring(ring));
      return over(ring, request);
    }
  }
  markDirty(request);
  return false;
}

function over(ring: usize, request: usize): bool {
  endRequest(ring, request);
  freeRequest(request);
  return true;
}

/**
 * io_get_cqe, io_fill_cqe_req: the CQE at the kernel's own tail. While others wait in the overflow list it goes behind them.
 * @returns false when it went to that list
 */
export function fillCqe(ring: usize, request: usize): bool {
  if (load<u32>(ring, IoRing.overflow) != 0 || !hasRoom(ring)) {
    overflow(ring, request);
    return false;
  }
  const slot = writeCqe(ring, request);
  step4(Step.FillCqe, ioRingNumber(ring), load<u64>(request, Kiocb.data), slot, load<i64>(request, Kiocb.res));
  return true;
}

function hasRoom(ring: usize): bool {
  const queued = load<u32>(ring, IoRing.cached_cq_tail) - ringWord(ring, IoRings.cq_head);
  return queued < load<u32>(ring, IoRing.cq_entries);
}

function writeCqe(ring: usize, request: usize): u32 {
  const tail = load<u32>(ring, IoRing.cached_cq_tail);
  const slot = tail & (load<u32>(ring, IoRing.cq_entries) - 1);
  const at = <usize>load<u32>(ring, IoRing.rings) + IoRings.cqes + <usize>slot * IoUringCqe.SIZEOF;
  store<u64>(at, load<u64>(request, Kiocb.data), IoUringCqe.user_data);
  store<i32>(at, <i32>load<i64>(request, Kiocb.res), IoUringCqe.res);
  store<u32>(at, 0, IoUringCqe.flags);
  markDirty(at);
  store<u32>(ring, tail + 1, IoRing.cached_cq_tail);
  return slot;
}

/** The program is told by a flag of the SQ ring; nothing is lost. */
function overflow(ring: usize, request: usize): void {
  const last: usize = load<u32>(ring, IoRing.overflow_last);
  if (load<u32>(ring, IoRing.overflow) == 0) {
    store<u32>(ring, <u32>request, IoRing.overflow_first);
    setSqFlags(ring, IORING_SQ_CQ_OVERFLOW);
  } else {
    store<u32>(last, <u32>request, IoKiocb.next);
    markDirty(last);
  }
  endRequest(ring, request);
  store<u32>(request, 0, IoKiocb.next);
  store<u8>(request, KiocbState.Completing, Kiocb.state);
  markDirty(request);
  store<u32>(ring, <u32>request, IoRing.overflow_last);
  store<u32>(ring, load<u32>(ring, IoRing.overflow) + 1, IoRing.overflow);
  step4(
    Step.OverflowCqe,
    ioRingNumber(ring),
    load<u64>(request, Kiocb.data),
    load<i64>(request, Kiocb.res),
    load<u32>(ring, IoRing.overflow),
  );
}

function setSqFlags(ring: usize, flags: u32): void {
  const rings: usize = load<u32>(ring, IoRing.rings);
  store<u32>(rings, flags, IoRings.sq_flags);
  markDirty(rings);
}

/** __io_cqring_overflow_flush: as many as there is room for, and the tail. */
export function flushOverflow(ring: usize): void {
  let moved: u32 = 0;
  while (load<u32>(ring, IoRing.overflow) != 0 && hasRoom(ring)) {
    const request: usize = load<u32>(ring, IoRing.overflow_first);
    writeCqe(ring, request);
    store<u32>(ring, load<u32>(request, IoKiocb.next), IoRing.overflow_first);
    store<u32>(ring, load<u32>(ring, IoRing.overflow) - 1, IoRing.overflow);
    freeRequest(request);
    moved++;
  }
  if (load<u32>(ring, IoRing.overflow) == 0) setSqFlags(ring, 0);
  storeTail(ring);
  step3(Step.FlushOverflow, ioRingNumber(ring), moved, load<u32>(ring, IoRing.overflow));
}

function storeTail(ring: usize): u32 {
  const rings: usize = load<u32>(ring, IoRing.rings);
  const before = load<u32>(rings, IoRings.cq_tail);
  store<u32>(rings, load<u32>(ring, IoRing.cached_cq_tail), IoRings.cq_tail);
  markDirty(rings);
  return before;
}

/** io_commit_cqring: what was filled becomes visible, whatever the shared word said. */
export function commitCqring(ring: usize): void {
  const before = storeTail(ring);
  step3(Step.CommitCqring, ioRingNumber(ring), before, load<u32>(ring, IoRing.cached_cq_tail));
  wakePollers(ring);
}

/** Whoever polls the ring's fd. */
function wakePollers(ring: usize): void {
  wakeQueue(inodeRow(load<u32>(ring, IoRing.inode)), READ_QUEUE, EPOLLIN);
}

/** Whether somebody sleeps until there are CQEs. */
export function isWaitedFor(ring: usize): bool {
  return load<u32>(ring, IoRing.waiters) != 0;
}

/** io_cqring_wake: sleepers in io_uring_enter who have enough now. @returns how many */
export function wakeCqring(ring: usize): u32 {
  const last = load<u32>(MACHINE + Sim.last_task);
  let woken: u32 = 0;
  for (let i: u32 = 1; i <= last; i++) {
    const task = taskRow(i);
    if (!sleepsOn(task, WaitReason.CqringEvents, load<u32>(ring, IoRing.inode))) continue;
    if (!hasEnough(ring, task) && load<u32>(ring, IoRing.overflow) == 0) continue;
    wake(task);
    woken++;
  }
  return woken;
}

/** io_should_wake: the tail that the task waits for is there. */
export function hasEnough(ring: usize, task: usize): bool {
  return <i32>(ringWord(ring, IoRings.cq_tail) - <u32>load<i64>(task, TaskSim.min_nr)) >= 0;
}
