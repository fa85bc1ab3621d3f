/**
 * io_submit: fs/aio.c: SYSCALL_DEFINE3(io_submit), io_submit_one(), __io_submit_one(), cut into moments. Requests
 * start strictly in the order of the list, and those that need no waiting complete before the next is read (SUB-17).
 */
import { MACHINE, PAGE_SHIFT } from '../uapi/memory-map';
import { Task } from '../uapi/machine-state';
import { IOCB_FLAG_RESFD, Iocb, IocbCmd, KIOCB_KEY, Rwf } from '../uapi/aio_abi';
import { Errno } from '../uapi/errno';
import { Sys } from '../uapi/syscalls';
import { Step, WaitReason } from '../uapi/records';
import { BugCode, Inode, InodeType, Kiocb, Kioctx, Sim } from '../uapi/kernel-state';
import { argument, block, bug, finish, goto, mmOf, taskNumber, unmodelled } from '../sim/tasks';
import { copyFromUser, putUser32 } from '../sim/user-copy';
import { fileNumber, fileOf, fileRow, fileType, holdFile, inodeOfFile, releaseFile } from '../sim/files';
import { holdInode, inodeNumber, inodeRow, releaseInode } from '../sim/inodes';
import { MUST_WAIT, NOT_MODELLED, isDirect, isDsync, readFile, writeFile, writePosition, writtenFrom } from '../sim/rw';
import {
  DIRECT_GOES,
  DIRECT_HOLES,
  checkDirect,
  directDone,
  directMustSave,
  directRead,
  directWaits,
  directWouldWait,
  directWrite,
  saveForDirect,
} from '../sim/direct';
import { endPage, isUnsaved, writePages } from '../sim/page-io';
import { iterCount, iterDone } from '../sim/iov-iter';
import { limitWrite } from '../sim/limits';
import { allocRequest, freeRequest } from '../sim/requests';
import { FLUSH_NS, deviceHasRoom, queueAtDevice } from '../sim/device';
import { markDirty } from '../sim/frames';
import { signalPending } from '../sim/signals';
import { step0, step1, step3, step4 } from '../sim/trace';
import { NEVER } from '../sim/clock';
import { handleOf, kioctxRow, lookupIoctx, putUsers } from './kioctx';
import { getReqsAvailable, putReqsAvailable, refillReqsAvailable, slotsOnCpu } from './slots';
import { isWriteOpcode, prepareRw } from './prepare-rw';
import { isPlainFsync, queueFsync } from './fsync';
import { Polled, isPlainPoll, pollNow, preparePoll } from './poll';
import { advanceCompletion, beginCompletion, completionLocked } from './complete';

/** Steps of the call. */
const LOOKUP: i32 = 0;
const COPY_IOCB: i32 = 1;
const TAKE_SLOT: i32 = 2;
const REFILL: i32 = 3;
const LOOKUP_FILE: i32 = 4;
const LOOKUP_EVENTFD: i32 = 5;
const WRITE_KEY: i32 = 6;
const PREPARE: i32 = 7;
const ISSUE: i32 = 8;
const TRANSFER: i32 = 9;
const QUEUE: i32 = 10;
const COMPLETE: i32 = 11;
const REFUSE: i32 = 12;
const DEVICE_DONE: i32 = 13;
const ZERO_HOLES: i32 = 14;
const POLL: i32 = 15;
const FSYNC: i32 = 16;
const SAVE: i32 = 17;
const SYNC: i32 = 18;

/** Locals of the call. */
const CTX: usize = Task.scratch;
const REQUEST: usize = Task.scratch + 4;
/** u32 the slots were refilled once for this iocb */
const REFILLED: usize = Task.scratch + 8;
/** i64 index in the list; i64 how many it may be */
const INDEX: usize = Task.scratch + 16;
const COUNT: usize = Task.scratch + 24;
/** u64 user address of the iocb; i64 why it is refused */
const USER_IOCB: usize = Task.scratch + 32;
const ERROR: usize = Task.scratch + 40;
/** u32 the step behind SAVE; u32 1: the batch is plugged; u32 the last request of it that went to the device */
const AFTER_SAVE: usize = Task.scratch + 48;
const PLUGGED: usize = Task.scratch + 52;
const PREVIOUS: usize = Task.scratch + 56;
/** the kernel's copy of the iocb, 64 bytes */
const IOCB: usize = Task.scratch + 64;

/** AIO_PLUG_THRESHOLD: longer lists are plugged, and requests that follow each other on the disk become one (SUB-18). */
const PLUG_THRESHOLD: i64 = 2;

/** One moment of io_submit. */
export function stepSubmit(task: usize): void {
  switch (load<i32>(task, Task.step)) {
    case LOOKUP:
      return lookup(task);
    case COPY_IOCB:
      return copyIocb(task);
    case TAKE_SLOT:
      return takeSlot(task);
    case REFILL:
      return refill(task);
    case LOOKUP_FILE:
      return lookupFile(task);
    case LOOKUP_EVENTFD:
      return lookupEventfd(task);
    case WRITE_KEY:
      return writeKey(task);
    case PREPARE:
      return prepare(task);
    case ISSUE:
      return issue(task);
    case TRANSFER:
      return transfer(task);
    case QUEUE:
      return queue(task);
    case COMPLETE:
      return complete(task);
    case REFUSE:
      return refuse(task);
    case DEVICE_DONE:
    case ZERO_HOLES:
      return moveDirect(task);
    case POLL:
      return poll(task);
    case FSYNC:
      return fsync(task);
    case SAVE:
      return save(task);
    case SYNC:
      return sync(task);
    default:
      bug(BugCode.LostStep, load<u32>(task, Task.step));
  }
}

function context(task: usize): usize {
  return load<u32>(task, CTX);
}

function requestOf(task: usize): usize {
  return load<u32>(task, REQUEST);
}

/** SUB-01..04. */
function lookup(task: usize): void {
  const handle = argument(task, 0);
  const nr = <i64>argument(task, 1);
  if (nr < 0) {
    step0(Step.Call);
    return finish(task, -(<i64>Errno.EINVAL));
  }
  step1(Step.LookupIoctx, handle);
  const ctx = lookupIoctx(mmOf(task), handle);
  if (ctx == 0) return finish(task, -(<i64>Errno.EINVAL));
  if (nr == 0) {
    putUsers(ctx);
    return finish(task, 0);
  }
  store<u32>(task, <u32>ctx, CTX);
  store<i64>(task, min<i64>(nr, load<u32>(ctx, Kioctx.nr_events)), COUNT);
  store<u32>(task, nr > PLUG_THRESHOLD ? 1 : 0, PLUGGED);
  goto(task, COPY_IOCB);
}

/** SUB-05..08. */
function copyIocb(task: usize): void {
  const mm = mmOf(task);
  const index = load<i64>(task, INDEX);
  const handle = handleOf(context(task));
  store<u64>(task, 0, USER_IOCB);
  store<u32>(task, 0, REQUEST);
  store<u32>(task, 0, REFILLED);
  if (copyFromUser(mm, task + USER_IOCB, argument(task, 2) + (index << 3), 8) != 0) {
    step3(Step.CopyIocb, handle, 0, index);
    return fail(task, Errno.EFAULT);
  }
  const user = load<u64>(task, USER_IOCB);
  const iocb = task + IOCB;
  const missing = copyFromUser(mm, iocb, user, Iocb.SIZEOF);
  step3(Step.CopyIocb, handle, user, index);
  if (missing != 0) return fail(task, Errno.EFAULT);
  if (load<u64>(iocb, Iocb.aio_reserved2) != 0) return fail(task, Errno.EINVAL);
  if (load<i64>(iocb, Iocb.aio_nbytes) < 0) return fail(task, Errno.EINVAL);
  goto(task, TAKE_SLOT);
}

/** The iocb is refused in its next moment. */
function fail(task: usize, error: Errno): void {
  store<i64>(task, -(<i64>error), ERROR);
  goto(task, REFUSE);
}

/** SLT-01, SLT-04, SUB-09. */
function takeSlot(task: usize): void {
  const ctx = context(task);
  const cpu = load<u32>(task, Task.cpu);
  const taken = getReqsAvailable(ctx, cpu);
  const request = taken ? allocRequest() : 0;
  step4(
    Step.TakeSlot,
    handleOf(ctx),
    load<u64>(task, USER_IOCB),
    slotsOnCpu(ctx, cpu),
    load<u32>(ctx, Kioctx.reqs_available),
  );
  if (!taken) {
    const refillable = load<u32>(task, REFILLED) == 0 && load<u32>(ctx, Kioctx.completed_events) != 0;
    if (!refillable) return fail(task, Errno.EAGAIN);
    return goto(task, REFILL);
  }
  if (request == 0) {
    putReqsAvailable(ctx, cpu, 1);
    return fail(task, Errno.EAGAIN);
  }
  store<u32>(ctx, load<u32>(ctx, Kioctx.in_flight) + 1, Kioctx.in_flight);
  store<u32>(task, <u32>request, REQUEST);
  const opcode = load<u16>(task + IOCB, Iocb.aio_lio_opcode);
  store<u16>(request, <u16>((ctx - kioctxRow(0)) / Kioctx.SIZEOF), Kiocb.ctx);
  store<u8>(request, opcode > 0xff ? 0xff : <u8>opcode, Kiocb.opcode);
  store<u64>(request, load<u64>(task, USER_IOCB), Kiocb.obj);
  store<u64>(request, load<u64>(task + IOCB, Iocb.aio_data), Kiocb.data);
  store<u8>(request, <u8>taskNumber(task), Kiocb.task);
  store<u8>(request, <u8>cpu, Kiocb.cpu);
  store<u8>(request, <u8>mmOf(task), Kiocb.mm);
  goto(task, LOOKUP_FILE);
}

/** user_refill_reqs_available: what has been reaped meanwhile becomes free, then one more try. */
function refill(task: usize): void {
  const ctx = context(task);
  const count = refillReqsAvailable(ctx, load<u32>(task, Task.cpu));
  step3(Step.RefillSlots, handleOf(ctx), count, load<u32>(ctx, Kioctx.completed_events));
  store<u32>(task, 1, REFILLED);
  goto(task, TAKE_SLOT);
}

/** SUB-10. */
function lookupFile(task: usize): void {
  const request = requestOf(task);
  const fd = load<u32>(task + IOCB, Iocb.aio_fildes);
  step3(Step.LookupFile, handleOf(context(task)), load<u64>(task, USER_IOCB), <i64>(<i32>fd));
  const file = fileOf(mmOf(task), fd);
  if (file == 0) return fail(task, Errno.EBADF);
  holdFile(file);
  store<u16>(request, <u16>fileNumber(file), Kiocb.file);
  markDirty(request);
  goto(task, (load<u32>(task + IOCB, Iocb.aio_flags) & IOCB_FLAG_RESFD) != 0 ? LOOKUP_EVENTFD : WRITE_KEY);
}

/** SUB-11. The eventfd is held, not its file: closing it is harmless (EFD-05). */
function lookupEventfd(task: usize): void {
  const request = requestOf(task);
  const fd = load<u32>(task + IOCB, Iocb.aio_resfd);
  step3(Step.LookupEventfd, handleOf(context(task)), load<u64>(task, USER_IOCB), <i64>(<i32>fd));
  const file = fileOf(mmOf(task), fd);
  if (file == 0) return fail(task, Errno.EBADF);
  const inode = inodeOfFile(file);
  if (load<u8>(inode, Inode.type) != InodeType.Eventfd) return fail(task, Errno.EINVAL);
  holdInode(inode);
  store<u16>(request, <u16>inodeNumber(inode), Kiocb.eventfd);
  markDirty(request);
  goto(task, WRITE_KEY);
}

/** SUB-12. */
function writeKey(task: usize): void {
  const user = load<u64>(task, USER_IOCB);
  const written = putUser32(mmOf(task), user + Iocb.aio_key, KIOCB_KEY);
  step3(Step.WriteKey, handleOf(context(task)), user, load<u32>(task + IOCB, Iocb.aio_key));
  if (!written) return fail(task, Errno.EFAULT);
  goto(task, PREPARE);
}

/** SUB-13 and RW-01..07. */
function prepare(task: usize): void {
  const request = requestOf(task);
  const iocb = task + IOCB;
  const opcode: u32 = load<u16>(iocb, Iocb.aio_lio_opcode);
  const file = fileRow(load<u16>(request, Kiocb.file));
  switch (opcode) {
    case IocbCmd.PREAD:
    case IocbCmd.PWRITE:
    case IocbCmd.PREADV:
    case IocbCmd.PWRITEV:
      break;
    case IocbCmd.FSYNC:
    case IocbCmd.FDSYNC: {
      step3(Step.PrepareFsync, handleOf(context(task)), load<u64>(task, USER_IOCB), opcode);
      return isPlainFsync(iocb, file) ? goto(task, FSYNC) : fail(task, Errno.EINVAL);
    }
    case IocbCmd.POLL: {
      preparePoll(request, iocb);
      return isPlainPoll(iocb) ? goto(task, POLL) : fail(task, Errno.EINVAL);
    }
    default:
      return refuseOpcode(task, opcode);
  }
  const error = prepareRw(request, iocb, file, mmOf(task));
  markDirty(request);
  const bytes = error == 0 ? iterCount(request + Kiocb.iter) : 0;
  step4(Step.PrepareRw, handleOf(context(task)), load<u64>(task, USER_IOCB), opcode, bytes);
  if (error != 0) {
    store<i64>(task, error, ERROR);
    return goto(task, REFUSE);
  }
  goto(task, ISSUE);
}

function refuseOpcode(task: usize, opcode: u32): void {
  step4(Step.PrepareRw, handleOf(context(task)), load<u64>(task, USER_IOCB), opcode, 0);
  fail(task, Errno.EINVAL);
}

/** FSY-02: io_submit does not wait for it. */
function fsync(task: usize): void {
  if (queueFsync(requestOf(task))) return nextIocb(task);
  step0(Step.Call);
  fail(task, Errno.ENOMEM);
}

/** POL-02, POL-03. */
function poll(task: usize): void {
  switch (pollNow(requestOf(task))) {
    case Polled.Ready:
      return goto(task, COMPLETE);
    case Polled.Waits:
      return nextIocb(task);
    default:
      fail(task, Errno.EINVAL);
  }
}

/** RW-08: from here on every result is an event. */
function issue(task: usize): void {
  const request = requestOf(task);
  const file = fileRow(load<u16>(request, Kiocb.file));
  const iter = request + Kiocb.iter;
  step4(
    Step.Issue,
    handleOf(context(task)),
    load<u64>(task, USER_IOCB),
    load<u64>(request, Kiocb.pos),
    iterCount(iter),
  );
  if (!isDirect(file)) return goto(task, TRANSFER);
  const write = isWriteOpcode(load<u8>(request, Kiocb.opcode));
  let pos = load<u64>(request, Kiocb.pos);
  if (write) pos = writePosition(file, pos, load<u32>(request, Kiocb.rw_flags));
  store<u64>(request, pos, Kiocb.pos);
  markDirty(request);
  const inode = inodeOfFile(file);
  const result = checkIssue(task, request, inode, pos, write);
  if (result != DIRECT_GOES && result != DIRECT_HOLES) {
    beginCompletion(request, result);
    return goto(task, COMPLETE);
  }
  const next = result == DIRECT_GOES ? QUEUE : ZERO_HOLES;
  if (!directMustSave(inode, iter, pos)) return goto(task, next);
  store<i32>(task, next, AFTER_SAVE);
  goto(task, SAVE);
}

/** What O_DIRECT is refused for. @returns DIRECT_GOES, DIRECT_HOLES, or the request's result */
function checkIssue(task: usize, request: usize, inode: usize, pos: u64, write: bool): i64 {
  const iter = request + Kiocb.iter;
  const error = write ? limitWrite(task, iter, pos) : 0;
  if (error != 0) return error;
  const nowait = (load<u32>(request, Kiocb.rw_flags) & Rwf.NOWAIT) != 0;
  if (nowait && directWouldWait(inode, iter, pos, write)) return -(<i64>Errno.EAGAIN);
  return checkDirect(inode, iter, mmOf(task), pos, write);
}

/** O_DIRECT over pages newer than the disk: they are written first, and io_submit sleeps for it (BLK-16). */
function save(task: usize): void {
  const request = requestOf(task);
  const inode = inodeOfFile(fileRow(load<u16>(request, Kiocb.file)));
  const iter = request + Kiocb.iter;
  const pos = load<u64>(request, Kiocb.pos);
  if (!directMustSave(inode, iter, pos)) {
    const next = load<i32>(task, AFTER_SAVE);
    goto(task, next);
    return next == QUEUE ? queue(task) : moveDirect(task);
  }
  if (saveForDirect(inode, iter, pos)) return sleepForPages(task, Step.WritePages, inode);
  beginCompletion(request, -(<i64>Errno.ENOMEM));
  goto(task, COMPLETE);
}

/** A buffered write with O_DSYNC or RWF_DSYNC is only over when it is on the disk (BLK-07). */
function sync(task: usize): void {
  const request = requestOf(task);
  const file = fileRow(load<u16>(request, Kiocb.file));
  const inode = inodeOfFile(file);
  const result = load<i64>(request, Kiocb.res);
  const from = writtenFrom(file, load<u64>(request, Kiocb.pos), load<u32>(request, Kiocb.rw_flags), result);
  const first = <u32>(from >> PAGE_SHIFT);
  const end = endPage(from, result);
  const left = isUnsaved(inode, first, end);
  if (left && writePages(inode, first, end)) return sleepForPages(task, Step.WritePages, inode);
  beginCompletion(request, left ? -(<i64>Errno.EIO) : result);
  goto(task, COMPLETE);
  complete(task);
}

/** The task sleeps, inside io_submit, until the disk is done with pages of the file; its plugged requests go first. */
function sleepForPages(task: usize, name: Step, inode: usize): void {
  const pages = load<u32>(MACHINE + Sim.wait_pages);
  if (pages != 0) {
    step4(name, handleOf(context(task)), load<u64>(task, USER_IOCB), pages, load<u64>(MACHINE + Sim.wait_ns));
  }
  store<u32>(task, 0, PREVIOUS);
  block(task, WaitReason.PageCache, inodeNumber(inode), NEVER);
}

/** Buffered files, pipes and the rest: the data moves now, or the task sleeps here, inside io_submit. */
function transfer(task: usize): void {
  const request = requestOf(task);
  const file = fileRow(load<u16>(request, Kiocb.file));
  const iter = request + Kiocb.iter;
  const pos = load<u64>(request, Kiocb.pos);
  const flags = load<u32>(request, Kiocb.rw_flags);
  let result = isWriteOpcode(load<u8>(request, Kiocb.opcode))
    ? writeFile(task, file, iter, mmOf(task), pos, flags)
    : readFile(file, iter, mmOf(task), pos, flags);
  markDirty(request);
  if (result == NOT_MODELLED) return unmodelled(task, fileType(file));
  if (result == MUST_WAIT) {
    const reason = load<i32>(MACHINE + Sim.wait_reason);
    if (reason == WaitReason.PageCache) return sleepForPages(task, Step.ReadPages, inodeOfFile(file));
    if (reason == 0) return step0(Step.Call);
    if (!signalPending(task)) {
      store<u32>(task, 0, PREVIOUS);
      return block(task, reason, load<u64>(MACHINE + Sim.wait_object), NEVER);
    }
    // aio_rw_done: nothing can be restarted here (RW-09).
    result = iterDone(iter) > 0 ? iterDone(iter) : -(<i64>Errno.EINTR);
  }
  step4(Step.Transfer, handleOf(context(task)), load<u64>(task, USER_IOCB), result > 0 ? result : 0, result);
  if (result > 0 && isDsync(file, flags) && load<u32>(inodeOfFile(file), Inode.unsaved) != 0) {
    store<i64>(request, result, Kiocb.res);
    return goto(task, SYNC);
  }
  beginCompletion(request, result);
  goto(task, COMPLETE);
}

/** O_DIRECT: the request waits at the device and io_submit goes on, unless a write makes its file longer (BLK-09). */
function queue(task: usize): void {
  const request = requestOf(task);
  const file = fileRow(load<u16>(request, Kiocb.file));
  const iter = request + Kiocb.iter;
  const write = isWriteOpcode(load<u8>(request, Kiocb.opcode));
  const previous = load<u32>(task, PREVIOUS);
  if (!deviceHasRoom(request, previous)) {
    store<u32>(task, 0, PREVIOUS);
    return block(task, WaitReason.DeviceQueue, 0, NEVER);
  }
  const flush = write && isDsync(file, load<u32>(request, Kiocb.rw_flags)) ? FLUSH_NS : 0;
  const wait = queueAtDevice(request, iterCount(iter), write, flush, previous);
  store<u32>(task, load<u32>(task, PLUGGED) != 0 ? <u32>request : 0, PREVIOUS);
  step3(Step.QueueAtDevice, handleOf(context(task)), load<u64>(task, USER_IOCB), wait);
  if (wait == 0) {
    beginCompletion(request, -(<i64>Errno.ENOMEM));
    return goto(task, COMPLETE);
  }
  if (!directWaits(inodeOfFile(file), iter, load<u64>(request, Kiocb.pos), write)) return nextIocb(task);
  goto(task, DEVICE_DONE);
  store<u32>(task, 0, PREVIOUS);
  block(task, WaitReason.Device, request, NEVER);
}

/** The device is done and io_submit waited for it, or there is nothing to ask the device for. */
function moveDirect(task: usize): void {
  const request = requestOf(task);
  transferDirect(request);
  goto(task, COMPLETE);
}

/** The device moves the data of an O_DIRECT request. A moment, in io_submit or in the interrupt. */
export function transferDirect(request: usize): void {
  const ctx = kioctxRow(load<u16>(request, Kiocb.ctx));
  const inode = inodeOfFile(fileRow(load<u16>(request, Kiocb.file)));
  const iter = request + Kiocb.iter;
  const mm: i32 = load<u8>(request, Kiocb.mm);
  const pos = load<u64>(request, Kiocb.pos);
  const result = isWriteOpcode(load<u8>(request, Kiocb.opcode))
    ? directWrite(inode, iter, mm, pos)
    : directRead(inode, iter, mm, pos);
  directDone(inode);
  step4(Step.Transfer, handleOf(ctx), load<u64>(request, Kiocb.obj), result > 0 ? result : 0, result);
  beginCompletion(request, result);
}

function complete(task: usize): void {
  if (advanceCompletion(requestOf(task))) nextIocb(task);
}

/** Whether the task is in the middle of a completion that no interrupt may enter. */
export function holdsCompletionLock(task: usize): bool {
  return (
    load<i64>(task, Task.syscall_nr) == Sys.io_submit &&
    load<i32>(task, Task.step) == COMPLETE &&
    completionLocked(requestOf(task))
  );
}

/** The iocb counts; the next one, or the end of the call. */
function nextIocb(task: usize): void {
  const index = load<i64>(task, INDEX) + 1;
  store<i64>(task, index, INDEX);
  if (index < load<i64>(task, COUNT)) return goto(task, COPY_IOCB);
  putUsers(context(task));
  finish(task, index);
}

/** SUB-14, SUB-15: everything taken goes back; the errno is only seen when it was the first of the list. */
function refuse(task: usize): void {
  const ctx = context(task);
  const request = requestOf(task);
  const error = load<i64>(task, ERROR);
  if (request != 0) {
    const file = load<u16>(request, Kiocb.file);
    const eventfd = load<u16>(request, Kiocb.eventfd);
    if (file != 0) releaseFile(fileRow(file));
    if (eventfd != 0) releaseInode(inodeRow(eventfd));
    freeRequest(request);
    putReqsAvailable(ctx, load<u32>(task, Task.cpu), 1);
    store<u32>(ctx, load<u32>(ctx, Kioctx.in_flight) - 1, Kioctx.in_flight);
  }
  step3(Step.Refuse, handleOf(ctx), load<u64>(task, USER_IOCB), error);
  const index = load<i64>(task, INDEX);
  putUsers(ctx);
  finish(task, index > 0 ? index : error);
}
