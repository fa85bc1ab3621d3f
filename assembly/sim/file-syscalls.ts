/** What is done to open files: close, dup, fcntl, lseek, fstat; and pipe, eventfd. Each is one moment. */
import { PAGE_SHIFT } from '../uapi/memory-map';
import { Errno } from '../uapi/errno';
import { Step } from '../uapi/records';
import { File, FileMode, Inode, InodeType, PATH_BUFFER } from '../uapi/kernel-state';
import { argument, finish, mmOf, unmodelled } from './tasks';
import {
  O_APPEND,
  O_ASYNC,
  O_CLOEXEC,
  O_DIRECT,
  O_NOATIME,
  O_NONBLOCK,
  O_RDWR,
  O_WRONLY,
  allocFile,
  closeFd,
  fdFlags,
  fileOf,
  freeFd,
  holdFile,
  inodeOfFile,
  installFd,
  rawFileOf,
  releaseFile,
} from './files';
import { allocInode, freeIfUnused, inodeNumber } from './inodes';
import { allocPipe } from './pipe-buffers';
import { sealFile } from './memfd';
import { MAX_FILE_SIZE } from './regular';
import { copyToUser, putUser32 } from './user-copy';
import { step0 } from './trace';
import { putTime } from './time';

const S_IFIFO: u32 = 0x1000;

export function sysClose(task: usize): void {
  step0(Step.Call);
  finish(task, closeFd(mmOf(task), argument(task, 0)));
}

/** fs/file.c: dup, and fcntl F_DUPFD. */
function duplicate(task: usize, fd: u64, from: u64, cloexec: bool): void {
  const mm = mmOf(task);
  const file = rawFileOf(mm, fd);
  if (file == 0) return finish(task, -(<i64>Errno.EBADF));
  if (from >= 1024) return finish(task, -(<i64>Errno.EINVAL));
  const copy = freeFd(mm, <u32>from);
  if (copy >= 0) {
    holdFile(file);
    installFd(mm, <u32>copy, file, cloexec);
  }
  finish(task, copy);
}

export function sysDup(task: usize): void {
  step0(Step.Call);
  duplicate(task, argument(task, 0), 0, false);
}

/** dup2, and dup3 with O_CLOEXEC. */
export function sysDup3(task: usize, old: bool): void {
  step0(Step.Call);
  const mm = mmOf(task);
  const flags = old ? 0 : <u32>argument(task, 2);
  const target = <u32>argument(task, 1);
  if (flags & ~O_CLOEXEC) return finish(task, -(<i64>Errno.EINVAL));
  const file = rawFileOf(mm, argument(task, 0));
  if (<u32>argument(task, 0) == target) {
    if (!old) return finish(task, -(<i64>Errno.EINVAL));
    return finish(task, file == 0 ? -(<i64>Errno.EBADF) : <i64>target);
  }
  if (target >= 1024 || file == 0) return finish(task, -(<i64>Errno.EBADF));
  holdFile(file);
  closeFd(mm, target);
  installFd(mm, target, file, flags != 0);
  finish(task, target);
}

const F_DUPFD: u32 = 0;
const F_GETFD: u32 = 1;
const F_SETFD: u32 = 2;
const F_GETFL: u32 = 3;
const F_SETFL: u32 = 4;
const F_DUPFD_CLOEXEC: u32 = 1030;
const F_GETPIPE_SZ: u32 = 1032;
const F_ADD_SEALS: u32 = 1033;
const F_GET_SEALS: u32 = 1034;

/** fs/fcntl.c */
export function sysFcntl(task: usize): void {
  step0(Step.Call);
  const mm = mmOf(task);
  const fd = argument(task, 0);
  const command = <u32>argument(task, 1);
  const value = argument(task, 2);
  const file = rawFileOf(mm, fd);
  if (file == 0) return finish(task, -(<i64>Errno.EBADF));
  const path = (load<u32>(file, File.mode) & FileMode.Path) != 0;
  switch (command) {
    case F_DUPFD:
      return duplicate(task, fd, <u32>value, false);
    case F_DUPFD_CLOEXEC:
      return duplicate(task, fd, <u32>value, true);
    case F_GETFD:
      return finish(task, load<u8>(fdFlags(mm, <u32>fd)));
    case F_SETFD: {
      store<u8>(fdFlags(mm, <u32>fd), <u8>(value & 1));
      return finish(task, 0);
    }
    case F_GETFL:
      return finish(task, load<u32>(file, File.flags));
    case F_SETFL: {
      if (path) return finish(task, -(<i64>Errno.EBADF));
      const settable = O_APPEND | O_NONBLOCK | O_DIRECT | O_NOATIME | O_ASYNC;
      const type = load<u8>(inodeOfFile(file), Inode.type);
      // A memfd was never opened, which is when a file says that it can.
      const memfd = load<u8>(inodeOfFile(file), Inode.in_memory) != 0 && load<u32>(inodeOfFile(file), Inode.nlink) == 0;
      if ((value & O_DIRECT) != 0 && ((type != InodeType.Regular && type != InodeType.Pipe) || memfd))
        return finish(task, -(<i64>Errno.EINVAL));
      if (value & O_ASYNC) return unmodelled(task, value);
      store<u32>(file, (load<u32>(file, File.flags) & ~settable) | (<u32>value & settable), File.flags);
      return finish(task, 0);
    }
    case F_ADD_SEALS:
    case F_GET_SEALS: {
      if (path) return finish(task, -(<i64>Errno.EBADF));
      const writable = (load<u32>(file, File.mode) & FileMode.Write) != 0;
      return sealFile(task, inodeOfFile(file), writable, command == F_ADD_SEALS, <u32>value);
    }
    case F_GETPIPE_SZ: {
      const pipe = load<u8>(inodeOfFile(file), Inode.type) == InodeType.Pipe;
      return finish(task, path || !pipe ? -(<i64>Errno.EBADF) : 0x1_0000);
    }
    default: {
      // Locks, owners, leases, seals and hints exist; no other number does.
      const exists = command <= 16 || (command >= 36 && command <= 38) || (command >= 1024 && command <= 1040);
      return exists ? unmodelled(task, command) : finish(task, -(<i64>Errno.EINVAL));
    }
  }
}

/** fs/read_write.c: lseek with SEEK_SET, SEEK_CUR, SEEK_END. */
export function sysLseek(task: usize): void {
  step0(Step.Call);
  const file = fileOf(mmOf(task), argument(task, 0));
  if (file == 0) return finish(task, -(<i64>Errno.EBADF));
  const whence = <u32>argument(task, 2);
  if (whence > 4) return finish(task, -(<i64>Errno.EINVAL));
  const inode = inodeOfFile(file);
  const type = load<u8>(inode, Inode.type);
  // noop_llseek and null_lseek.
  if (type == InodeType.Eventfd || type == InodeType.Null || type == InodeType.Zero || type == InodeType.Full)
    return finish(task, 0);
  if ((load<u32>(file, File.mode) & FileMode.Seek) == 0) return finish(task, -(<i64>Errno.ESPIPE));
  if (whence > 2) return unmodelled(task, whence);
  const offset = <i64>argument(task, 1);
  // ext4 directories: positions are hashes, and the end is the largest of them.
  const directory = type == InodeType.Directory;
  const end = directory ? i64.MAX_VALUE : load<i64>(inode, Inode.size);
  const base = whence == 0 ? 0 : whence == 1 ? load<i64>(file, File.pos) : end;
  const pos = base + offset;
  if (pos < 0 || (!directory && <u64>pos > MAX_FILE_SIZE)) return finish(task, -(<i64>Errno.EINVAL));
  store<i64>(file, pos, File.pos);
  finish(task, pos);
}

/** pipe, pipe2 */
export function sysPipe(task: usize, flags: u32): void {
  step0(Step.Call);
  const mm = mmOf(task);
  const fds = argument(task, 0);
  if (flags & ~(O_CLOEXEC | O_NONBLOCK)) {
    return (flags & O_DIRECT) != 0 ? unmodelled(task, flags) : finish(task, -(<i64>Errno.EINVAL));
  }
  const reader = freeFd(mm, 0);
  if (reader < 0) return finish(task, reader);
  const writer = freeFd(mm, <u32>reader + 1);
  if (writer < 0) return finish(task, writer);
  const pipe = allocPipe();
  const inode = pipe == 0 ? 0 : allocInode(InodeType.Pipe, S_IFIFO | 0x180);
  if (inode == 0) return finish(task, -(<i64>Errno.ENFILE));
  store<u32>(inode, pipe, Inode.pipe);
  const status = flags & O_NONBLOCK;
  const readEnd = allocFile(inode, status, FileMode.Read);
  const writeEnd = readEnd == 0 ? 0 : allocFile(inode, status | O_WRONLY, FileMode.Write);
  if (writeEnd == 0) {
    if (readEnd != 0) releaseFile(readEnd);
    else freeIfUnused(inode);
    return finish(task, -(<i64>Errno.ENFILE));
  }
  if (!putUser32(mm, fds, <u32>reader) || !putUser32(mm, fds + 4, <u32>writer)) {
    releaseFile(readEnd);
    releaseFile(writeEnd);
    return finish(task, -(<i64>Errno.EFAULT));
  }
  installFd(mm, <u32>reader, readEnd, (flags & O_CLOEXEC) != 0);
  installFd(mm, <u32>writer, writeEnd, (flags & O_CLOEXEC) != 0);
  finish(task, 0);
}

const EFD_SEMAPHORE: u32 = 1;

/** fs/eventfd.c: do_eventfd(). */
export function sysEventfd(task: usize, flags: u32): void {
  step0(Step.Call);
  const mm = mmOf(task);
  if (flags & ~(EFD_SEMAPHORE | O_CLOEXEC | O_NONBLOCK)) return finish(task, -(<i64>Errno.EINVAL));
  const fd = freeFd(mm, 0);
  if (fd < 0) return finish(task, fd);
  const inode = allocInode(InodeType.Eventfd, 0x180);
  if (inode == 0) return finish(task, -(<i64>Errno.ENOMEM));
  store<u64>(inode, <u32>argument(task, 0), Inode.count);
  store<u32>(inode, flags & EFD_SEMAPHORE, Inode.semaphore);
  const file = allocFile(inode, (flags & O_NONBLOCK) | O_RDWR, FileMode.Read | FileMode.Write);
  if (file == 0) {
    freeIfUnused(inode);
    return finish(task, -(<i64>Errno.ENFILE));
  }
  installFd(mm, <u32>fd, file, (flags & O_CLOEXEC) != 0);
  finish(task, fd);
}

/** Offsets in struct stat of x86-64. */
const enum Stat {
  st_dev = 0,
  st_ino = 8,
  st_nlink = 16,
  st_mode = 24,
  st_size = 48,
  st_blksize = 56,
  st_blocks = 64,
  st_atime = 72,
  st_mtime = 88,
  st_ctime = 104,
  SIZEOF = 144,
}

/** Device numbers: 254:0, as /sys/dev/block has it, and that of a file system in memory. */
const DISK_DEVICE: u64 = 254 << 8;
const MEMORY_DEVICE: u64 = 1;

/** fs/stat.c: newfstat. */
export function sysFstat(task: usize): void {
  step0(Step.Call);
  const mm = mmOf(task);
  const file = rawFileOf(mm, argument(task, 0));
  if (file == 0) return finish(task, -(<i64>Errno.EBADF));
  const inode = inodeOfFile(file);
  const at: usize = PATH_BUFFER;
  memory.fill(at, 0, Stat.SIZEOF);
  store<u64>(at, load<u8>(inode, Inode.in_memory) != 0 ? MEMORY_DEVICE : DISK_DEVICE, Stat.st_dev);
  store<u64>(at, inodeNumber(inode), Stat.st_ino);
  store<u64>(
    at,
    max<u32>(load<u32>(inode, Inode.nlink), load<u8>(inode, Inode.type) == InodeType.Regular ? 0 : 1),
    Stat.st_nlink,
  );
  store<u32>(at, load<u16>(inode, Inode.mode), Stat.st_mode);
  store<u64>(at, load<u64>(inode, Inode.size), Stat.st_size);
  store<u64>(at, 4096, Stat.st_blksize);
  store<u64>(at, blocksOf(inode), Stat.st_blocks);
  putTime(at + Stat.st_atime, load<u64>(inode, Inode.atime));
  putTime(at + Stat.st_mtime, load<u64>(inode, Inode.mtime));
  putTime(at + Stat.st_ctime, load<u64>(inode, Inode.ctime));
  finish(task, copyToUser(mm, argument(task, 1), at, Stat.SIZEOF) != 0 ? -(<i64>Errno.EFAULT) : 0);
}

/** 512-byte blocks: pages that came with the file or are in the cache. */
function blocksOf(inode: usize): u64 {
  if (load<u8>(inode, Inode.type) != InodeType.Regular) return 0;
  const seeded = (load<u64>(inode, Inode.seed_end) + 4095) >> PAGE_SHIFT;
  return max<u64>(seeded, load<u32>(inode, Inode.nr_pages)) << 3;
}
