/** read, write, pread64, pwrite64, readv, writev, preadv, pwritev: fs/read_write.c. */
import { Sys } from '../uapi/syscalls';
import { Errno } from '../uapi/errno';
import { Task } from '../uapi/machine-state';
import { Step, WaitReason } from '../uapi/records';
import { MACHINE, PAGE_SHIFT } from '../uapi/memory-map';
import { File, FileMode, Inode, InodeType, Kiocb, Sim, TaskSim } from '../uapi/kernel-state';
import { Restart } from '../uapi/process-state';
import { argument, block, finish, goto, interrupted, mmOf, taskNumber, unmodelled } from './tasks';
import { signalPending } from './signals';
import { fileOf, fileNumber, fileRow, fileType, holdFile, inodeOfFile, releaseFile } from './files';
import { inodeNumber } from './inodes';
import { accessOk } from './user-copy';
import { importBuffer, importVector, iterCount, iterDone, releaseIter } from './iov-iter';
import { MUST_WAIT, NOT_MODELLED, isDirect, isDsync, readFile, writeFile, writePosition, writtenFrom } from './rw';
import {
  DIRECT_GOES,
  DIRECT_HOLES,
  checkDirect,
  directDone,
  directMustSave,
  directRead,
  directWrite,
  saveForDirect,
} from './direct';
import { endPage, isUnsaved, writePages } from './page-io';
import { allocRequest, freeRequest } from './requests';
import { limitWrite } from './limits';
import { FLUSH_NS, queueAtDevice } from './device';
import { step0, step3, step4 } from './trace';
import { NEVER } from './clock';

/** Steps of the call. */
const TRANSFER: i32 = 1;
const DEVICE_DONE: i32 = 2;
const SYNC: i32 = 3;

/** Locals of the call: file u32, request at the device u32, position u64. */
const FILE: usize = Task.scratch;
const REQUEST: usize = Task.scratch + 4;
const POSITION: usize = Task.scratch + 8;
/** What it will answer: i64. */
const RESULT: usize = Task.scratch + 16;

function isWrite(nr: i32): bool {
  return nr == Sys.write || nr == Sys.pwrite64 || nr == Sys.writev || nr == Sys.pwritev;
}

function isVectored(nr: i32): bool {
  return nr == Sys.readv || nr == Sys.writev || nr == Sys.preadv || nr == Sys.pwritev;
}

function hasPosition(nr: i32): bool {
  return nr == Sys.pread64 || nr == Sys.pwrite64 || nr == Sys.preadv || nr == Sys.pwritev;
}

/** One moment of the call. */
export function stepReadWrite(task: usize): void {
  switch (load<i32>(task, Task.step)) {
    case 0: {
      const unknown = fileOf(mmOf(task), argument(task, 0));
      // Texts about the process, and its memory.
      if (unknown != 0 && fileType(unknown) == InodeType.ProcSelf) return unmodelled(task, InodeType.ProcSelf);
      const error = begin(task);
      if (error != 0) {
        step0(Step.Call);
        return finish(task, error);
      }
      // Nothing to move in any segment: the file is not asked.
      const empty = isVectored(<i32>load<i64>(task, Task.syscall_nr)) && iterCount(task + TaskSim.iter) == 0;
      if (!empty) return transfer(task);
      step0(Step.Call);
      return done(task, fileRow(load<u32>(task, FILE)), 0);
    }
    case TRANSFER:
      return transfer(task);
    case SYNC:
      return sync(task);
    default:
      return deviceDone(task);
  }
}

/** The checks, in the kernel's order. @returns 0 or -errno */
function begin(task: usize): i64 {
  const nr = <i32>load<i64>(task, Task.syscall_nr);
  const mm = mmOf(task);
  const write = isWrite(nr);
  const positioned = hasPosition(nr);
  const position = <i64>argument(task, 3);
  if (positioned && position < 0) return -(<i64>Errno.EINVAL);
  const file = fileOf(mm, argument(task, 0));
  if (file == 0) return -(<i64>Errno.EBADF);
  const mode = load<u32>(file, File.mode);
  if (positioned && (mode & FileMode.Seek) == 0) return -(<i64>Errno.ESPIPE);
  if ((mode & (write ? FileMode.Write : FileMode.Read)) == 0) return -(<i64>Errno.EBADF);

  const iter = task + TaskSim.iter;
  let error: i64;
  if (isVectored(nr)) {
    error = importVector(iter, mm, argument(task, 1), <u32>min<u64>(argument(task, 2), 0xffff_ffff));
    if (error != 0) return error;
  } else {
    if (!accessOk(argument(task, 1), argument(task, 2))) return -(<i64>Errno.EFAULT);
    error = importBuffer(iter, argument(task, 1), argument(task, 2));
    if (error != 0) return error;
  }
  const seekable = (mode & FileMode.Seek) != 0;
  const pos = positioned ? position : seekable ? load<i64>(file, File.pos) : 0;
  if (seekable && pos + <i64>iterCount(iter) < 0) {
    releaseIter(iter);
    return -(<i64>Errno.EINVAL);
  }
  holdFile(file);
  store<u32>(task, fileNumber(file), FILE);
  store<i64>(task, pos, POSITION);
  return 0;
}

function transfer(task: usize): void {
  const nr = <i32>load<i64>(task, Task.syscall_nr);
  const mm = mmOf(task);
  const write = isWrite(nr);
  const file = fileRow(load<u32>(task, FILE));
  const iter = task + TaskSim.iter;
  const pos = load<u64>(task, POSITION);
  if (isDirect(file)) return startDirect(task, file, iter, write);
  const result = write ? writeFile(task, file, iter, mm, pos, 0) : readFile(file, iter, mm, pos, 0);
  if (result == NOT_MODELLED) return unmodelled(task, fileType(file));
  if (result == MUST_WAIT) {
    goto(task, TRANSFER);
    const reason = load<i32>(MACHINE + Sim.wait_reason);
    if (reason == WaitReason.PageCache) return sleepForPages(task, Step.ReadPages, inodeOfFile(file));
    if (reason == 0) return step0(Step.Call);
    if (!signalPending(task)) return block(task, reason, load<u64>(MACHINE + Sim.wait_object), NEVER);
    step0(Step.Call);
    return iterDone(iter) > 0 ? done(task, file, iterDone(iter)) : giveUp(task, file);
  }
  step0(Step.Call);
  if (write && result > 0 && isDsync(file, 0) && load<u32>(inodeOfFile(file), Inode.unsaved) != 0) {
    store<i64>(task, result, RESULT);
    return goto(task, SYNC);
  }
  done(task, file, result);
}

/** O_DSYNC: what was written is on the disk before the call is over. */
function sync(task: usize): void {
  const file = fileRow(load<u32>(task, FILE));
  const inode = inodeOfFile(file);
  const result = load<i64>(task, RESULT);
  const from = writtenFrom(file, load<u64>(task, POSITION), 0, result);
  const first = <u32>(from >> PAGE_SHIFT);
  const end = endPage(from, result);
  const left = isUnsaved(inode, first, end);
  if (left && writePages(inode, first, end)) return sleepForPages(task, Step.WritePages, inode);
  step0(Step.Call);
  done(task, file, left ? -(<i64>Errno.EIO) : result);
}

/** The task sleeps until the disk is done with pages of the file. */
function sleepForPages(task: usize, name: Step, inode: usize): void {
  const pages = load<u32>(MACHINE + Sim.wait_pages);
  if (pages != 0) step4(name, 0, 0, pages, load<u64>(MACHINE + Sim.wait_ns));
  block(task, WaitReason.PageCache, inodeNumber(inode), NEVER);
}

/** The call is over: the file's position moves, what it held is let go. */
function done(task: usize, file: usize, result: i64): void {
  const nr = <i32>load<i64>(task, Task.syscall_nr);
  if (result > 0 && !hasPosition(nr) && (load<u32>(file, File.mode) & FileMode.Seek) != 0) {
    const from = isWrite(nr) ? writtenFrom(file, load<u64>(task, POSITION), 0, result) : load<u64>(task, POSITION);
    store<u64>(file, from + result, File.pos);
  }
  releaseIter(task + TaskSim.iter);
  releaseFile(file);
  finish(task, result);
}

/** A signal ends the call before a byte moved. */
function giveUp(task: usize, file: usize): void {
  releaseIter(task + TaskSim.iter);
  releaseFile(file);
  interrupted(task, Restart.ERESTARTSYS);
}

/** O_DIRECT: the task sleeps until the device is done; first, until what is newer than the disk is on it. */
function startDirect(task: usize, file: usize, iter: usize, write: bool): void {
  const pos = write ? writePosition(file, load<u64>(task, POSITION), 0) : load<u64>(task, POSITION);
  store<u64>(task, pos, POSITION);
  const inode = inodeOfFile(file);
  const error = write ? limitWrite(task, iter, pos) : 0;
  const result = error != 0 ? error : checkDirect(inode, iter, mmOf(task), pos, write);
  if ((result == DIRECT_HOLES || result == DIRECT_GOES) && directMustSave(inode, iter, pos)) {
    goto(task, TRANSFER);
    if (saveForDirect(inode, iter, pos)) return sleepForPages(task, Step.WritePages, inode);
    step0(Step.Call);
    return done(task, file, -(<i64>Errno.ENOMEM));
  }
  if (result == DIRECT_HOLES) {
    step0(Step.Call);
    return done(task, file, directRead(inode, iter, mmOf(task), pos));
  }
  const request = result == DIRECT_GOES ? allocRequest() : 0;
  if (request == 0) {
    step0(Step.Call);
    return done(task, file, result == DIRECT_GOES ? -(<i64>Errno.ENOMEM) : result);
  }
  store<u8>(request, <u8>taskNumber(task), Kiocb.task);
  store<u16>(request, <u16>fileNumber(file), Kiocb.file);
  const wait = queueAtDevice(request, iterCount(iter), write, write && isDsync(file, 0) ? FLUSH_NS : 0, 0);
  if (wait == 0) {
    freeRequest(request);
    step0(Step.Call);
    return done(task, file, -(<i64>Errno.ENOMEM));
  }
  step3(Step.QueueAtDevice, 0, 0, wait);
  store<u32>(task, <u32>request, REQUEST);
  goto(task, DEVICE_DONE);
  block(task, WaitReason.Device, request, NEVER);
}

function deviceDone(task: usize): void {
  const file = fileRow(load<u32>(task, FILE));
  const iter = task + TaskSim.iter;
  const pos = load<u64>(task, POSITION);
  const write = isWrite(<i32>load<i64>(task, Task.syscall_nr));
  const inode = inodeOfFile(file);
  const result = write ? directWrite(inode, iter, mmOf(task), pos) : directRead(inode, iter, mmOf(task), pos);
  directDone(inode);
  freeRequest(load<u32>(task, REQUEST));
  step0(Step.Call);
  done(task, file, result);
}
