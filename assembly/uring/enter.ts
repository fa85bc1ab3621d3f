/**
 * io_uring_enter: io_uring/io_uring.c: SYSCALL_DEFINE6(io_uring_enter), io_submit_sqes(), io_cqring_wait(), cut into
 * moments. Each SQE is read and tried before the next; CQEs of what is finished then come together.
 */
import { Task } from '../uapi/machine-state';
import { Errno } from '../uapi/errno';
import { IoRings, IoUringEnter, IoUringSetup, IoUringSqe } from '../uapi/io_uring_abi';
import { BugCode, InodeType, IoKiocb, IoRing, Kiocb, TaskSim } from '../uapi/kernel-state';
import { Step, WaitReason } from '../uapi/records';
import { NEVER } from '../sim/clock';
import { fileNumber, fileOf, fileRow, fileType, holdFile, inodeOfFile, releaseFile } from '../sim/files';
import { markDirty } from '../sim/frames';
import { endRequest, ioRingNumber, ioRingOf, ioRingRow, ringWord } from '../sim/io-rings';
import { TWO_QUEUES } from '../sim/poll-bits';
import { waitQueueOf } from '../sim/poll-mask';
import { allocRequest, freeRequest } from '../sim/requests';
import { signalPending } from '../sim/signals';
import { argument, block, bug, finish, goto, mmOf, taskNumber, unmodelled } from '../sim/tasks';
import { step0, step2, step3, step4, step5 } from '../sim/trace';
import { beginCqe, commitCqring, fillCqe, flushOverflow, hasEnough, isWaitedFor, wakeCqring } from './complete';
import { issue } from './issue';
import { NOT_MODELLED, prepare } from './prepare';

/** Steps of the call. */
const LOOKUP: i32 = 0;
const GET_SQE: i32 = 1;
const ISSUE: i32 = 2;
const FILL: i32 = 3;
const COMMIT_CQRING: i32 = 4;
const WAKE: i32 = 5;
const COMMIT_SQRING: i32 = 6;
const FLUSH: i32 = 7;
const WAIT: i32 = 8;

/** Locals: ring u32, file u32, request u32; SQEs still to take u32, submitted u32; 1: a CQE is to be committed u32 */
const RING: usize = Task.scratch;
const FILE: usize = Task.scratch + 4;
const REQUEST: usize = Task.scratch + 8;
const LEFT: usize = Task.scratch + 12;
const SUBMITTED: usize = Task.scratch + 16;
const FILLED: usize = Task.scratch + 20;

/** One moment of io_uring_enter. */
export function stepUringEnter(task: usize): void {
  switch (load<i32>(task, Task.step)) {
    case LOOKUP:
      return lookup(task);
    case GET_SQE:
      return getSqe(task);
    case ISSUE:
      return issueSqe(task);
    case FILL:
      return fill(task);
    case COMMIT_CQRING:
      return commitCq(task);
    case WAKE:
      return wakeOthers(task);
    case COMMIT_SQRING:
      return commitSq(task);
    case FLUSH:
      return flush(task);
    case WAIT:
      return wait(task);
    default:
      bug(BugCode.LostStep, load<u32>(task, Task.step));
  }
}

function ringOf(task: usize): usize {
  return ioRingRow(load<u32>(task, RING));
}

function refuse(task: usize, error: Errno): void {
  step0(Step.Call);
  finish(task, -(<i64>error));
}

function lookup(task: usize): void {
  const flags = <u32>argument(task, 3);
  if (flags & ~IoUringEnter.ALL) return refuse(task, Errno.EINVAL);
  const modelled = IoUringEnter.GETEVENTS | IoUringEnter.SQ_WAKEUP | IoUringEnter.SQ_WAIT | IoUringEnter.NO_IOWAIT;
  if (flags & ~modelled) return unmodelled(task, flags);
  const file = fileOf(mmOf(task), argument(task, 0));
  if (file == 0) return refuse(task, Errno.EBADF);
  if (fileType(file) != InodeType.IoUring) return refuse(task, Errno.EOPNOTSUPP);
  if (isWaiting(task) && argument(task, 4) != 0) return unmodelled(task, flags);
  const ring = ioRingOf(inodeOfFile(file));
  if (load<u32>(ring, IoRing.flags) & IoUringSetup.R_DISABLED) return refuse(task, Errno.EBADFD);
  holdFile(file);
  store<u32>(task, fileNumber(file), FILE);
  store<u32>(task, ioRingNumber(ring), RING);
  const entries = entriesOf(ring, <u32>argument(task, 1));
  store<u32>(task, entries, LEFT);
  if (entries != 0) return getSqe(task);
  if (<u32>argument(task, 1) != 0 || !isWaiting(task)) {
    step0(Step.Call);
    return end(task);
  }
  beginWait(task);
}

/** io_sqring_entries, and no more than the ring has in one call. */
function entriesOf(ring: usize, wanted: u32): u32 {
  const queued = ringWord(ring, IoRings.sq_tail) - load<u32>(ring, IoRing.cached_sq_head);
  return min<u32>(min<u32>(queued, wanted), load<u32>(ring, IoRing.sq_entries));
}

function isWaiting(task: usize): bool {
  return (<u32>argument(task, 3) & IoUringEnter.GETEVENTS) != 0;
}

/** The kernel's own head says which index is next; an index that is no SQE is dropped, and ends the submission. */
function getSqe(task: usize): void {
  const ring = ringOf(task);
  const rings: usize = load<u32>(ring, IoRing.rings);
  const entries = load<u32>(ring, IoRing.sq_entries);
  const head = load<u32>(ring, IoRing.cached_sq_head);
  const array = load<u32>(ring, IoRing.sq_array);
  const slot = head & (entries - 1);
  const index = array != 0 ? load<u32>(rings + array + ((<usize>slot) << 2)) : slot;
  store<u32>(ring, head + 1, IoRing.cached_sq_head);
  if (index >= entries) {
    const dropped = load<u32>(rings, IoRings.sq_dropped) + 1;
    store<u32>(rings, dropped, IoRings.sq_dropped);
    markDirty(rings);
    step4(Step.DropSqe, ioRingNumber(ring), head, index, dropped);
    return stopTaking(task);
  }
  const sqe = <usize>load<u32>(ring, IoRing.sqes) + <usize>index * IoUringSqe.SIZEOF;
  const opcode: u32 = load<u8>(sqe, IoUringSqe.opcode);
  step5(Step.GetSqe, ioRingNumber(ring), head, index, load<u64>(sqe, IoUringSqe.user_data), opcode);
  const request = allocRequest();
  if (request == 0) {
    store<u32>(ring, head, IoRing.cached_sq_head);
    return stopTaking(task);
  }
  store<u16>(request, <u16>ioRingNumber(ring), IoKiocb.ring);
  store<u8>(request, <u8>taskNumber(task), Kiocb.task);
  store<u8>(request, <u8>mmOf(task), Kiocb.mm);
  store<u32>(ring, load<u32>(ring, IoRing.in_flight) + 1, IoRing.in_flight);
  const error = prepare(task, request, sqe);
  if (error == NOT_MODELLED) return unmodelled(task, load<u32>(sqe));
  store<u32>(task, load<u32>(task, SUBMITTED) + 1, SUBMITTED);
  store<u32>(task, load<u32>(task, LEFT) - 1, LEFT);
  store<u32>(task, <u32>request, REQUEST);
  if (error == 0) {
    const file = fileOf(mmOf(task), load<u32>(sqe, IoUringSqe.fd));
    if (file != 0) {
      // Whoever waits for one has to wait in two queues.
      if (waitQueueOf(file) == TWO_QUEUES) return unmodelled(task, fileType(file));
      holdFile(file);
      store<u16>(request, <u16>fileNumber(file), Kiocb.file);
    }
    return goto(task, ISSUE);
  }
  beginCqe(request, error);
  addToCompleted(ring, request);
  if ((load<u32>(ring, IoRing.flags) & IoUringSetup.SUBMIT_ALL) == 0) return stopTaking(task);
  next(task);
}

function stopTaking(task: usize): void {
  store<u32>(task, 0, LEFT);
  next(task);
}

/** io_req_complete_defer: its CQE is written when the others' are. */
function addToCompleted(ring: usize, request: usize): void {
  store<u32>(request, 0, IoKiocb.next);
  const last: usize = load<u32>(ring, IoRing.compl_last);
  if (load<u32>(ring, IoRing.compl_first) == 0) {
    store<u32>(ring, <u32>request, IoRing.compl_first);
  } else {
    store<u32>(last, <u32>request, IoKiocb.next);
    markDirty(last);
  }
  store<u32>(ring, <u32>request, IoRing.compl_last);
}

function issueSqe(task: usize): void {
  const request: usize = load<u32>(task, REQUEST);
  if (issue(request)) addToCompleted(ringOf(task), request);
  next(task);
}

/** The next SQE, or what comes when all are taken. */
function next(task: usize): void {
  if (load<u32>(task, LEFT) != 0) return goto(task, GET_SQE);
  goto(task, load<u32>(ringOf(task), IoRing.compl_first) != 0 ? FILL : COMMIT_SQRING);
}

/** io_submit_flush_completions: one CQE. */
function fill(task: usize): void {
  const ring = ringOf(task);
  const request: usize = load<u32>(ring, IoRing.compl_first);
  store<u32>(ring, load<u32>(request, IoKiocb.next), IoRing.compl_first);
  if (fillCqe(ring, request)) {
    store<u32>(task, 1, FILLED);
    endRequest(ring, request);
    freeRequest(request);
  }
  if (load<u32>(ring, IoRing.compl_first) != 0) return;
  goto(task, load<u32>(task, FILLED) != 0 ? COMMIT_CQRING : COMMIT_SQRING);
}

function commitCq(task: usize): void {
  const ring = ringOf(task);
  commitCqring(ring);
  goto(task, isWaitedFor(ring) ? WAKE : COMMIT_SQRING);
}

function wakeOthers(task: usize): void {
  const ring = ringOf(task);
  step2(Step.CqringWake, ioRingNumber(ring), wakeCqring(ring));
  goto(task, COMMIT_SQRING);
}

/** User space learns that the SQEs are taken; then the call waits, if all that was asked for was submitted. */
function commitSq(task: usize): void {
  const ring = ringOf(task);
  const rings: usize = load<u32>(ring, IoRing.rings);
  const before = load<u32>(rings, IoRings.sq_head);
  const head = load<u32>(ring, IoRing.cached_sq_head);
  store<u32>(rings, head, IoRings.sq_head);
  markDirty(rings);
  step3(Step.CommitSqring, ioRingNumber(ring), before, head);
  if (load<u32>(task, SUBMITTED) != <u32>argument(task, 1) || !isWaiting(task)) return end(task);
  setTarget(task, ring);
  if (load<u32>(ring, IoRing.overflow) != 0) return goto(task, FLUSH);
  if (hasEnough(ring, task)) return end(task);
  goto(task, WAIT);
}

/** The tail that will be enough: io_wait_queue.cq_tail. */
function setTarget(task: usize, ring: usize): void {
  const wanted = min<u32>(<u32>argument(task, 2), load<u32>(ring, IoRing.cq_entries));
  store<i64>(task, ringWord(ring, IoRings.cq_head) + wanted, TaskSim.min_nr);
}

/** A call that submits nothing. */
function beginWait(task: usize): void {
  const ring = ringOf(task);
  setTarget(task, ring);
  if (load<u32>(ring, IoRing.overflow) != 0) return flush(task);
  if (!hasEnough(ring, task)) return wait(task);
  step0(Step.Call);
  end(task);
}

function flush(task: usize): void {
  const ring = ringOf(task);
  flushOverflow(ring);
  if (hasEnough(ring, task)) return end(task);
  goto(task, WAIT);
}

/** Asleep until there is enough; woken, it looks again. */
function wait(task: usize): void {
  const ring = ringOf(task);
  if (load<i32>(task, Task.step) == WAIT && load<u32>(task, REQUEST) == ASLEEP) {
    store<u32>(ring, load<u32>(ring, IoRing.waiters) - 1, IoRing.waiters);
    store<u32>(task, 0, REQUEST);
    if (load<u32>(ring, IoRing.overflow) != 0) return flush(task);
    if (hasEnough(ring, task)) {
      step0(Step.Call);
      return end(task);
    }
  }
  if (signalPending(task)) return interrupt(task, ring);
  const missing = <u32>load<i64>(task, TaskSim.min_nr) - ringWord(ring, IoRings.cq_tail);
  step2(Step.CqringWait, ioRingNumber(ring), missing);
  store<u32>(ring, load<u32>(ring, IoRing.waiters) + 1, IoRing.waiters);
  store<u32>(task, ASLEEP, REQUEST);
  goto(task, WAIT);
  block(task, WaitReason.CqringEvents, load<u32>(ring, IoRing.inode), NEVER);
}

/** In REQUEST: the call has slept. No request has this address. */
const ASLEEP: u32 = 1;

/** A signal matters when there is no CQE and nothing was submitted. */
function interrupt(task: usize, ring: usize): void {
  step0(Step.Call);
  const empty = ringWord(ring, IoRings.cq_head) == ringWord(ring, IoRings.cq_tail);
  if (load<u32>(task, SUBMITTED) != 0 || !empty) return end(task);
  releaseFile(fileRow(load<u32>(task, FILE)));
  finish(task, -(<i64>Errno.EINTR));
}

function end(task: usize): void {
  releaseFile(fileRow(load<u32>(task, FILE)));
  finish(task, load<u32>(task, SUBMITTED));
}
