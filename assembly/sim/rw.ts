/** One transfer between a file of any kind and user memory: what ->read_iter and ->write_iter do. */
import { Errno } from '../uapi/errno';
import { Rwf } from '../uapi/aio_abi';
import { Feature, File, Inode, InodeType } from '../uapi/kernel-state';
import { has } from './features';
import { O_APPEND, O_DIRECT, O_DSYNC, O_NONBLOCK, fileType, inodeOfFile } from './files';
import { readRegular, writeRegular } from './regular';
import {
  readEventfd,
  readPipe,
  readSysctl,
  writeAioMaxNr,
  writeConsole,
  writeEventfd,
  writePipe,
} from './special-files';
import { iterCount, iterDone, zeroIter } from './iov-iter';
import { limitWrite } from './limits';
import { isSealed } from './memfd';
import { readPty, writePty } from './pty';
import { readSocket, writeSocket } from './sockets';
import { readRandom, readText } from './text-files';
import { readTimerfd } from './timerfd';

export { MUST_WAIT, NOT_MODELLED } from './special-files';

/** Whether the file's operations have read_iter, what AIO needs (FDK). */
export function hasReadIter(type: u32): bool {
  if (type == InodeType.Timerfd) return has(Feature.TimerfdReadIter);
  switch (type) {
    case InodeType.Directory:
    case InodeType.Epoll:
    case InodeType.IoUring:
    case InodeType.ProcMaps:
    case InodeType.ProcSelf:
      return false;
    default:
      return true;
  }
}

/** Whether they have write_iter: eventfd and /dev/full only know write(2). */
export function hasWriteIter(type: u32): bool {
  switch (type) {
    case InodeType.Directory:
    case InodeType.Eventfd:
    case InodeType.Timerfd:
    case InodeType.Epoll:
    case InodeType.IoUring:
    case InodeType.Full:
    case InodeType.ProcMaps:
    case InodeType.ProcSelf:
      return false;
    default:
      return true;
  }
}

/** Whether they have fsync (FSY-01): of the files that are made when they are read, only those of sysfs. */
export function hasFsync(type: u32): bool {
  switch (type) {
    case InodeType.Regular:
    case InodeType.Directory:
    case InodeType.CpusPossible:
    case InodeType.DiskStat:
      return true;
    default:
      return false;
  }
}

/** O_DIRECT on a file with a device under it. */
export function isDirect(file: usize): bool {
  if ((load<u32>(file, File.flags) & O_DIRECT) == 0) return false;
  const inode = inodeOfFile(file);
  return load<u8>(inode, Inode.type) == InodeType.Regular && load<u8>(inode, Inode.in_memory) == 0;
}

/** Where a write goes: O_APPEND and RWF_APPEND ignore the offset, RWF_NOAPPEND ignores O_APPEND (RES-09). */
export function writePosition(file: usize, pos: u64, rwFlags: u32): u64 {
  const append =
    (rwFlags & Rwf.APPEND) != 0 || ((load<u32>(file, File.flags) & O_APPEND) != 0 && (rwFlags & Rwf.NOAPPEND) == 0);
  const inode = inodeOfFile(file);
  return append && load<u8>(inode, Inode.type) == InodeType.Regular ? load<u64>(inode, Inode.size) : pos;
}

/** Where the bytes just written went: appended ones are the last of the file. */
export function writtenFrom(file: usize, pos: u64, rwFlags: u32, result: i64): u64 {
  if (fileType(file) != InodeType.Regular || writePosition(file, pos, rwFlags) == pos) return pos;
  return load<u64>(inodeOfFile(file), Inode.size) - result;
}

/** iocb_is_dsync: whether a write is only over when it is safe on the disk. */
export function isDsync(file: usize, rwFlags: u32): bool {
  return (load<u32>(file, File.flags) & O_DSYNC) != 0 || (rwFlags & (Rwf.DSYNC | Rwf.SYNC)) != 0;
}

/** @returns bytes, -errno, MUST_WAIT or NOT_MODELLED */
export function readFile(file: usize, iter: usize, mm: i32, pos: u64, rwFlags: u32): i64 {
  const inode = inodeOfFile(file);
  const nonblock = (load<u32>(file, File.flags) & O_NONBLOCK) != 0 || (rwFlags & Rwf.NOWAIT) != 0;
  switch (<i32>load<u8>(inode, Inode.type)) {
    case InodeType.Regular:
      return readRegular(inode, iter, mm, pos, (rwFlags & Rwf.NOWAIT) != 0);
    case InodeType.Directory:
      return -(<i64>Errno.EISDIR);
    case InodeType.Pipe:
      return readPipe(inode, iter, mm, nonblock);
    case InodeType.Eventfd:
      return readEventfd(inode, iter, mm, nonblock);
    case InodeType.Timerfd:
      return readTimerfd(inode, iter, mm, nonblock);
    case InodeType.Epoll:
    case InodeType.IoUring:
      return -(<i64>Errno.EINVAL);
    case InodeType.Unix:
    case InodeType.Tcp:
    case InodeType.Udp:
      return readSocket(inode, iter, mm, pos, nonblock);
    case InodeType.Pty:
      return readPty(inode, iter, mm, nonblock);
    case InodeType.Zero:
    case InodeType.Full:
      return zeroes(iter, mm);
    case InodeType.Urandom:
      return readRandom(inode, iter, mm);
    case InodeType.AioNr:
    case InodeType.AioMaxNr:
      return readSysctl(inode, iter, mm, pos);
    case InodeType.ProcMaps:
    case InodeType.Uptime:
    case InodeType.CpusPossible:
    case InodeType.DiskStat: {
      store<u8>(file, 1, File.seen);
      return readText(load<u8>(inode, Inode.type), iter, mm, pos);
    }
    default:
      return 0;
  }
}

function zeroes(iter: usize, mm: i32): i64 {
  const wanted = iterCount(iter);
  const done = zeroIter(iter, mm, wanted);
  return done > 0 || wanted == 0 ? done : -(<i64>Errno.EFAULT);
}

/** @returns bytes, -errno, MUST_WAIT or NOT_MODELLED */
export function writeFile(task: usize, file: usize, iter: usize, mm: i32, pos: u64, rwFlags: u32): i64 {
  const inode = inodeOfFile(file);
  const nonblock = (load<u32>(file, File.flags) & O_NONBLOCK) != 0 || (rwFlags & Rwf.NOWAIT) != 0;
  switch (<i32>load<u8>(inode, Inode.type)) {
    case InodeType.Regular: {
      // ext4 has no buffered write that promises not to wait (BLK-16).
      if (load<u32>(inode, Inode.seals) != 0 && isSealed(inode, pos + iterCount(iter))) return -(<i64>Errno.EPERM);
      if (rwFlags & Rwf.NOWAIT) return -(<i64>Errno.EOPNOTSUPP);
      const at = writePosition(file, pos, rwFlags);
      const error = limitWrite(task, iter, at + iterDone(iter));
      return error != 0 ? error : writeRegular(inode, iter, mm, at);
    }
    case InodeType.Pipe:
      return writePipe(task, inode, iter, mm, nonblock, (rwFlags & Rwf.NOSIGNAL) != 0);
    case InodeType.Eventfd:
      return writeEventfd(inode, iter, mm, nonblock);
    case InodeType.Unix:
    case InodeType.Tcp:
    case InodeType.Udp:
      return writeSocket(task, inode, iter, mm, pos, (rwFlags & Rwf.NOSIGNAL) != 0);
    case InodeType.Pty:
      return writePty(inode, iter, mm);
    case InodeType.Console:
      return writeConsole(inode, iter, mm);
    case InodeType.Null:
    case InodeType.Zero:
    case InodeType.Urandom:
      return iterCount(iter);
    case InodeType.Full:
      return -(<i64>Errno.ENOSPC);
    case InodeType.AioMaxNr:
      return writeAioMaxNr(iter, mm, pos);
    default:
      return -(<i64>Errno.EINVAL);
  }
}
