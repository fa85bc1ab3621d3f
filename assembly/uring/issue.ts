/**
 * io_uring/io_uring.c: io_issue_sqe() and what lies behind it: io_uring/rw.c, poll.c, sync.c. What cannot be finished
 * at once waits for its file, for the disk or for a worker, never the task; goOn() is what follows.
 */
import { MACHINE, PAGE_SHIFT } from '../uapi/memory-map';
import { Rwf } from '../uapi/aio_abi';
import { Errno } from '../uapi/errno';
import { IoUringOp } from '../uapi/io_uring_abi';
import { File, FileMode, Inode, InodeType, IoKiocb, Kiocb, KiocbState, PollKiocb, Sim } from '../uapi/kernel-state';
import { Step } from '../uapi/records';
import {
  DIRECT_GOES,
  DIRECT_HOLES,
  checkDirect,
  directDone,
  directMustSave,
  directRead,
  directWouldWait,
  directWrite,
  saveForDirect,
} from '../sim/direct';
import { FLUSH_NS, deviceHasRoom, queueAtDevice, queueFor, transferTime } from '../sim/device';
import { fileRow, fileType, inodeOfFile } from '../sim/files';
import { markDirty } from '../sim/frames';
import { ioRingNumber, ringOfRequest } from '../sim/io-rings';
import { iterCount, releaseIter } from '../sim/iov-iter';
import { limitWrite } from '../sim/limits';
import { allSaved, endPage, isUnsaved, writePages } from '../sim/page-io';
import { EPOLLERR, EPOLLHUP, NO_QUEUE, READABLE, WRITABLE } from '../sim/poll-bits';
import { pollFile, waitQueueOf } from '../sim/poll-mask';
import { waitForFile } from '../sim/poll-requests';
import { allocRequest, freeRequest } from '../sim/requests';
import { MUST_WAIT, hasFsync, isDirect, isDsync, readFile, writeFile, writePosition, writtenFrom } from '../sim/rw';
import { checkRwFlags } from '../sim/rw-flags';
import { taskRow } from '../sim/tasks';
import { step5 } from '../sim/trace';
import { beginCqe } from './complete';
import { isReadOrWrite, isWriteOp } from './prepare';

/** The request has no result yet. */
const PENDING: i64 = i64.MIN_VALUE;
/** ns until a worker has begun, and until a request that found the disk's queue full is tried again. */
const WORKER_NS: u64 = 5_000;
const AGAIN_NS: u64 = 10_000;

/** Kiocb.complete_step of a write that is done but for the disk (O_DSYNC). */
const SYNCING: u8 = 9;

/** A moment: the request is tried for the first time. @returns true when its result is known */
export function issue(request: usize): bool {
  const file: u32 = load<u16>(request, Kiocb.file);
  const opcode: u32 = load<u8>(request, Kiocb.opcode);
  const result = file == 0 && opcode != IoUringOp.NOP ? -(<i64>Errno.EBADF) : attempt(request, opcode);
  return settle(request, opcode, result);
}

function settle(request: usize, opcode: u32, result: i64): bool {
  const pending = result == PENDING;
  step5(
    Step.IssueSqe,
    ioRingNumber(ringOfRequest(request)),
    load<u64>(request, Kiocb.data),
    opcode,
    pending ? 0 : result,
    pending ? 1 : 0,
  );
  markDirty(request);
  if (pending) return false;
  if (isReadOrWrite(opcode)) releaseIter(request + Kiocb.iter);
  beginCqe(request, result);
  return true;
}

function attempt(request: usize, opcode: u32): i64 {
  switch (opcode) {
    case IoUringOp.NOP:
      return 0;
    case IoUringOp.FSYNC:
      return queueFsync(request);
    case IoUringOp.POLL_ADD:
      return poll(request);
    default:
      return readWrite(request, opcode);
  }
}

/**
 * A moment: what the request waited for has happened.
 * @returns the request if its result is known now, 0: it goes on waiting
 */
export function goOn(waited: usize): usize {
  let request = waited;
  const owner: usize = load<u32>(waited, IoKiocb.owner);
  if (owner != 0) {
    request = owner;
    freeRequest(waited);
  }
  const opcode: u32 = load<u8>(request, Kiocb.opcode);
  let result: i64;
  if (load<u8>(request, Kiocb.state) == KiocbState.AtDevice) result = transferDirect(request, opcode);
  else if (opcode == IoUringOp.FSYNC) result = fsync(request);
  else result = attempt(request, opcode);
  return settle(request, opcode, result) ? request : 0;
}

/** The request comes again after `ns`. */
function later(request: usize, ns: u64): i64 {
  store<u8>(request, KiocbState.AtWorker, Kiocb.state);
  return queueFor(request, ns) ? PENDING : -(<i64>Errno.ENOMEM);
}

function fileOfRequest(request: usize): usize {
  return fileRow(load<u16>(request, Kiocb.file));
}

/** io_fsync always needs a worker. */
function queueFsync(request: usize): i64 {
  const file = fileOfRequest(request);
  const unsaved = fileType(file) == InodeType.Regular ? load<u32>(inodeOfFile(file), Inode.unsaved) : 0;
  return later(request, WORKER_NS + (hasFsync(fileType(file)) ? FLUSH_NS : 0) + transferTime((<u64>unsaved) << PAGE_SHIFT));
}

function fsync(request: usize): i64 {
  const file = fileOfRequest(request);
  if (!hasFsync(fileType(file))) return -(<i64>Errno.EINVAL);
  if (fileType(file) == InodeType.Regular) allSaved(inodeOfFile(file));
  return 0;
}

/** io_poll_add, io_poll_check_events: the result is what the file is ready for, of what was asked. */
function poll(request: usize): i64 {
  const file = fileOfRequest(request);
  const ready = pollFile(file) & load<u32>(request, PollKiocb.events);
  if (ready != 0) return ready;
  const queue = waitQueueOf(file);
  if (queue == NO_QUEUE) return -(<i64>Errno.EINVAL);
  store<u8>(request, KiocbState.Polling, Kiocb.state);
  waitForFile(request, queue);
  return PENDING;
}

/** io_arm_poll_handler: a struct async_poll of its own waits, and the request is tried again. */
function armPoll(request: usize, write: bool): i64 {
  const waiting = allocRequest();
  if (waiting == 0) return -(<i64>Errno.ENOMEM);
  store<u16>(waiting, load<u16>(request, IoKiocb.ring), IoKiocb.ring);
  store<u16>(waiting, load<u16>(request, Kiocb.file), Kiocb.file);
  store<u8>(waiting, load<u8>(request, Kiocb.task), Kiocb.task);
  store<u32>(waiting, <u32>request, IoKiocb.owner);
  store<u32>(waiting, (write ? WRITABLE : READABLE) | EPOLLERR | EPOLLHUP, PollKiocb.events);
  store<u8>(waiting, KiocbState.Polling, Kiocb.state);
  store<u8>(request, KiocbState.Polling, Kiocb.state);
  waitForFile(waiting, waitQueueOf(fileOfRequest(request)));
  return PENDING;
}

/** io_read, io_write: what io_rw_init_file() refuses, then the transfer. */
function readWrite(request: usize, opcode: u32): i64 {
  const file = fileOfRequest(request);
  const write = isWriteOp(opcode);
  if (load<u8>(request, Kiocb.complete_step) == SYNCING) return sync(request, file, load<i64>(request, Kiocb.res));
  const mode = load<u32>(file, File.mode);
  if ((mode & (write ? FileMode.Write : FileMode.Read)) == 0) return -(<i64>Errno.EBADF);
  const flags = load<u32>(request, Kiocb.rw_flags);
  const error = checkRwFlags(flags, file);
  if (error != 0) return error;
  const current = load<u8>(request, IoKiocb.cur_pos) != 0;
  if (current) store<u64>(request, (mode & FileMode.Seek) != 0 ? load<u64>(file, File.pos) : 0, Kiocb.pos);
  if (load<i64>(request, Kiocb.pos) < 0) return -(<i64>Errno.EINVAL);
  const result = isDirect(file) ? direct(request, file, write) : buffered(request, file, write);
  if (result > 0 && current && (mode & FileMode.Seek) != 0) {
    store<u64>(file, writtenFrom(file, load<u64>(request, Kiocb.pos), flags, result) + result, File.pos);
  }
  return result;
}

/** What can be polled is asked not to wait, and is polled; what comes from the disk is tried again once it is there. */
function buffered(request: usize, file: usize, write: bool): i64 {
  const flags = load<u32>(request, Kiocb.rw_flags);
  const stream = waitQueueOf(file) != NO_QUEUE;
  const asked = stream ? flags | Rwf.NOWAIT : flags;
  const iter = request + Kiocb.iter;
  const mm: i32 = load<u8>(request, Kiocb.mm);
  const pos = load<u64>(request, Kiocb.pos);
  const result = write
    ? writeFile(taskRow(load<u8>(request, Kiocb.task)), file, iter, mm, pos, asked)
    : readFile(file, iter, mm, pos, asked);
  if (result == MUST_WAIT) return later(request, load<u32>(MACHINE + Sim.wait_reason) != 0 ? load<u64>(MACHINE + Sim.wait_ns) + 1 : 1);
  // O_NONBLOCK does not count for files that can be asked not to wait.
  const patient = (flags & Rwf.NOWAIT) == 0;
  if (result == -(<i64>Errno.EAGAIN) && stream && patient) return armPoll(request, write);
  return write && result > 0 && isDsync(file, flags) ? sync(request, file, result) : result;
}

/** O_DSYNC, RWF_DSYNC: a buffered write is over once it is on the disk. */
function sync(request: usize, file: usize, result: i64): i64 {
  const inode = inodeOfFile(file);
  if (fileType(file) != InodeType.Regular || load<u32>(inode, Inode.unsaved) == 0) return result;
  const from = writtenFrom(file, load<u64>(request, Kiocb.pos), load<u32>(request, Kiocb.rw_flags), result);
  const first = <u32>(from >> PAGE_SHIFT);
  const end = endPage(from, result);
  if (!isUnsaved(inode, first, end)) return result;
  if (!writePages(inode, first, end)) return -(<i64>Errno.EIO);
  store<u8>(request, SYNCING, Kiocb.complete_step);
  store<i64>(request, result, Kiocb.res);
  return later(request, load<u64>(MACHINE + Sim.wait_ns) + 1);
}

/** O_DIRECT: to the device, once what is newer than the disk has been written. */
function direct(request: usize, file: usize, write: bool): i64 {
  const inode = inodeOfFile(file);
  const iter = request + Kiocb.iter;
  const flags = load<u32>(request, Kiocb.rw_flags);
  const pos = write ? writePosition(file, load<u64>(request, Kiocb.pos), flags) : load<u64>(request, Kiocb.pos);
  store<u64>(request, pos, Kiocb.pos);
  const error = write ? limitWrite(taskRow(load<u8>(request, Kiocb.task)), iter, pos) : 0;
  if (error != 0) return error;
  if ((flags & Rwf.NOWAIT) != 0 && directWouldWait(inode, iter, pos, write)) return -(<i64>Errno.EAGAIN);
  const result = checkDirect(inode, iter, load<u8>(request, Kiocb.mm), pos, write);
  if (result != DIRECT_GOES && result != DIRECT_HOLES) return result;
  if (directMustSave(inode, iter, pos)) {
    return saveForDirect(inode, iter, pos) ? later(request, load<u64>(MACHINE + Sim.wait_ns) + 1) : -(<i64>Errno.ENOMEM);
  }
  if (result == DIRECT_HOLES) return transferDirect(request, load<u8>(request, Kiocb.opcode));
  if (!deviceHasRoom(request, 0)) return later(request, AGAIN_NS);
  const flush = write && isDsync(file, flags) ? FLUSH_NS : 0;
  return queueAtDevice(request, iterCount(iter), write, flush, 0) != 0 ? PENDING : -(<i64>Errno.ENOMEM);
}

function transferDirect(request: usize, opcode: u32): i64 {
  const inode = inodeOfFile(fileOfRequest(request));
  const iter = request + Kiocb.iter;
  const mm: i32 = load<u8>(request, Kiocb.mm);
  const pos = load<u64>(request, Kiocb.pos);
  const result = isWriteOp(opcode) ? directWrite(inode, iter, mm, pos) : directRead(inode, iter, mm, pos);
  directDone(inode);
  const moves = load<u8>(request, IoKiocb.cur_pos) != 0 && result > 0;
  if (moves) store<u64>(fileOfRequest(request), pos + result, File.pos);
  return result;
}
