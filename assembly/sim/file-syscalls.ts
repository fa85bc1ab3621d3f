/** open, close, dup, fcntl, lseek, ftruncate, fallocate, fstat, fsync, unlink, pipe, eventfd. Each is one moment. */
import { PAGE_SHIFT } from '../uapi/memory-map';
import { Errno } from '../uapi/errno';
import { Step } from '../uapi/records';
import { File, FileMode, Inode, InodeType, PATH_BUFFER } from '../uapi/kernel-state';
import { argument, finish, mmOf, unmodelled } from './tasks';
import {
  O_ACCMODE, O_APPEND, O_ASYNC, O_CLOEXEC, O_CREAT, O_DIRECT, O_DIRECTORY, O_EXCL, O_LARGEFILE, O_NOATIME, O_NOCTTY,
  O_NOFOLLOW, O_NONBLOCK, O_PATH, O_RDWR, O_TMPFILE, O_TRUNC, O_WRONLY,
  allocFile, closeFd, fdFlags, fileOf, freeFd, holdFile, inodeOfFile, installFd, rawFileOf, releaseFile,
} from './files';
import { allocInode, freeIfUnused, inodeNumber } from './inodes';
import { allocPipe } from './pipe-buffers';
import { checkParent, createRegular, findName, inodeOfName, removeName } from './names';
import { MAX_FILE_SIZE, truncateRegular } from './regular';
import { copyStringFromUser, copyToUser, putUser32 } from './user-copy';
import { step0 } from './trace';
import { putTime } from './time';

/** Paths on their way in, and a struct stat on its way out. */
const PATH: usize = PATH_BUFFER;
const PATH_MAX: i32 = 4096;
const AT_FDCWD: i32 = -100;
const UMASK: u32 = 0x12;

const S_IFIFO: u32 = 0x1000;
const S_IFREG: u32 = 0x8000;

/** Reads a path; a leading "./" is dropped. Its address is nameAt(). @returns length or -errno */
function getname(mm: i32, path: u64): i32 {
  const length = copyStringFromUser(mm, PATH, path, PATH_MAX);
  if (length < 0) return -Errno.EFAULT;
  if (length == PATH_MAX) return -Errno.ENAMETOOLONG;
  return length == 0 ? -Errno.ENOENT : length;
}

/** Length without slashes at the end; with them a name can only be a directory's. */
function trimSlashes(length: u32): u32 {
  while (length > 1 && load<u8>(PATH + length - 1) == 0x2f) length--;
  return length;
}

/** Where the name begins, behind "./" as often as it stands there. */
function nameStart(length: u32): u32 {
  let at: u32 = 0;
  while (at + 2 < length && load<u8>(PATH + at) == 0x2e && load<u8>(PATH + at + 1) == 0x2f) at += 2;
  return at;
}

/** fs/open.c: do_sys_openat2(). */
function openPath(task: usize, dirfd: i32, path: u64, flags: u32, mode: u32): void {
  step0(Step.Call);
  const mm = mmOf(task);
  if (flags & O_TMPFILE) return unmodelled(task, flags);
  if ((flags & O_CREAT) != 0 && (flags & O_DIRECTORY) != 0) return finish(task, -<i64>Errno.EINVAL);
  if (flags & O_PATH) flags &= O_DIRECTORY | O_NOFOLLOW | O_PATH | O_CLOEXEC;
  const whole = getname(mm, path);
  if (whole < 0) return finish(task, whole);
  const length = trimSlashes(whole);
  const start = nameStart(length);
  const name: usize = PATH + start;
  if (dirfd != AT_FDCWD && load<u8>(PATH) != 0x2f) return unmodelled(task, dirfd);
  const fd = freeFd(mm, 0);
  if (fd < 0) return finish(task, fd);

  let inode: usize = 0;
  const dentry = findName(name, length - start);
  if (dentry != 0) {
    inode = inodeOfName(dentry);
    const error = mayOpen(inode, <u32>whole > length ? flags | O_DIRECTORY : flags);
    if (error != 0) return finish(task, error);
  } else {
    const error = checkParent(name, length - start);
    if (error != 0) return finish(task, error);
    if ((flags & O_CREAT) == 0) return finish(task, -<i64>Errno.ENOENT);
    if (<u32>whole > length) return finish(task, -<i64>Errno.EISDIR);
    inode = createRegular(name, length - start, S_IFREG | (mode & 0xfff & ~UMASK));
    if (inode == 0) return finish(task, -<i64>Errno.ENOSPC);
  }
  const type = load<u8>(inode, Inode.type);
  const file = allocFile(inode, fileFlags(flags), fileMode(flags, type));
  if (file == 0) return finish(task, -<i64>Errno.ENFILE);
  if ((flags & O_TRUNC) != 0 && (flags & O_PATH) == 0 && type == InodeType.Regular && dentry != 0) truncateRegular(inode, 0);
  installFd(mm, <u32>fd, file, (flags & O_CLOEXEC) != 0);
  finish(task, fd);
}

/** What an existing file says to the flags. @returns 0 or -errno */
function mayOpen(inode: usize, flags: u32): i64 {
  const type = load<u8>(inode, Inode.type);
  if ((flags & (O_CREAT | O_EXCL)) == (O_CREAT | O_EXCL)) return -<i64>Errno.EEXIST;
  if (type == InodeType.Directory) {
    if (flags & O_CREAT) return -<i64>Errno.EISDIR;
    if ((flags & O_ACCMODE) != 0 && (flags & O_PATH) == 0) return -<i64>Errno.EISDIR;
  } else if (flags & O_DIRECTORY) {
    return -<i64>Errno.ENOTDIR;
  }
  if ((flags & O_ACCMODE) != 0 && type == InodeType.AioNr) return -<i64>Errno.EACCES;
  if ((flags & O_DIRECT) != 0 && type != InodeType.Regular) return -<i64>Errno.EINVAL;
  return 0;
}

/** f_flags: what F_GETFL will show. */
function fileFlags(flags: u32): u32 {
  if (flags & O_PATH) return flags & (O_PATH | O_DIRECTORY | O_NOFOLLOW);
  return (flags & ~(O_CREAT | O_EXCL | O_NOCTTY | O_TRUNC | O_CLOEXEC)) | O_LARGEFILE;
}

function fileMode(flags: u32, type: u32): u32 {
  if (flags & O_PATH) return FileMode.Path;
  let mode: u32 = 0;
  const access = flags & O_ACCMODE;
  if (access == 0 || access == O_RDWR) mode |= FileMode.Read;
  if (access == O_WRONLY || access == O_RDWR) mode |= FileMode.Write;
  const stream = type == InodeType.Pipe || type == InodeType.Eventfd || type == InodeType.Console;
  return stream ? mode : mode | FileMode.Seek;
}

export function sysOpen(task: usize): void {
  openPath(task, AT_FDCWD, argument(task, 0), <u32>argument(task, 1), <u32>argument(task, 2));
}

export function sysOpenat(task: usize): void {
  openPath(task, <i32>argument(task, 0), argument(task, 1), <u32>argument(task, 2), <u32>argument(task, 3));
}

export function sysClose(task: usize): void {
  step0(Step.Call);
  finish(task, closeFd(mmOf(task), argument(task, 0)));
}

/** fs/file.c: dup, and fcntl F_DUPFD. */
function duplicate(task: usize, fd: u64, from: u64, cloexec: bool): void {
  const mm = mmOf(task);
  const file = rawFileOf(mm, fd);
  if (file == 0) return finish(task, -<i64>Errno.EBADF);
  if (from >= 1024) return finish(task, -<i64>Errno.EINVAL);
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
  if (flags & ~O_CLOEXEC) return finish(task, -<i64>Errno.EINVAL);
  const file = rawFileOf(mm, argument(task, 0));
  if (<u32>argument(task, 0) == target) {
    if (!old) return finish(task, -<i64>Errno.EINVAL);
    return finish(task, file == 0 ? -<i64>Errno.EBADF : <i64>target);
  }
  if (target >= 1024 || file == 0) return finish(task, -<i64>Errno.EBADF);
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

/** fs/fcntl.c */
export function sysFcntl(task: usize): void {
  step0(Step.Call);
  const mm = mmOf(task);
  const fd = argument(task, 0);
  const command = <u32>argument(task, 1);
  const value = argument(task, 2);
  const file = rawFileOf(mm, fd);
  if (file == 0) return finish(task, -<i64>Errno.EBADF);
  const path = (load<u32>(file, File.mode) & FileMode.Path) != 0;
  switch (command) {
    case F_DUPFD: return duplicate(task, fd, <u32>value, false);
    case F_DUPFD_CLOEXEC: return duplicate(task, fd, <u32>value, true);
    case F_GETFD: return finish(task, load<u8>(fdFlags(mm, <u32>fd)));
    case F_SETFD: {
      store<u8>(fdFlags(mm, <u32>fd), <u8>(value & 1));
      return finish(task, 0);
    }
    case F_GETFL: return finish(task, load<u32>(file, File.flags));
    case F_SETFL: {
      if (path) return finish(task, -<i64>Errno.EBADF);
      const settable = O_APPEND | O_NONBLOCK | O_DIRECT | O_NOATIME | O_ASYNC;
      const type = load<u8>(inodeOfFile(file), Inode.type);
      if ((value & O_DIRECT) != 0 && type != InodeType.Regular && type != InodeType.Pipe) return finish(task, -<i64>Errno.EINVAL);
      if (value & O_ASYNC) return unmodelled(task, value);
      store<u32>(file, (load<u32>(file, File.flags) & ~settable) | (<u32>value & settable), File.flags);
      return finish(task, 0);
    }
    case F_GETPIPE_SZ: {
      const pipe = load<u8>(inodeOfFile(file), Inode.type) == InodeType.Pipe;
      return finish(task, path || !pipe ? -<i64>Errno.EBADF : 0x1_0000);
    }
    default: {
      // Locks, owners, leases, seals and hints exist; no other number does.
      const exists = command <= 16 || (command >= 36 && command <= 38) || (command >= 1024 && command <= 1040);
      return exists ? unmodelled(task, command) : finish(task, -<i64>Errno.EINVAL);
    }
  }
}

/** fs/read_write.c: lseek with SEEK_SET, SEEK_CUR, SEEK_END. */
export function sysLseek(task: usize): void {
  step0(Step.Call);
  const file = fileOf(mmOf(task), argument(task, 0));
  if (file == 0) return finish(task, -<i64>Errno.EBADF);
  const whence = <u32>argument(task, 2);
  if (whence > 4) return finish(task, -<i64>Errno.EINVAL);
  const inode = inodeOfFile(file);
  const type = load<u8>(inode, Inode.type);
  // noop_llseek and null_lseek.
  if (type == InodeType.Eventfd || type == InodeType.Null || type == InodeType.Zero || type == InodeType.Full) return finish(task, 0);
  if ((load<u32>(file, File.mode) & FileMode.Seek) == 0) return finish(task, -<i64>Errno.ESPIPE);
  if (whence > 2) return unmodelled(task, whence);
  const offset = <i64>argument(task, 1);
  // ext4 directories: positions are hashes, and the end is the largest of them.
  const directory = type == InodeType.Directory;
  const end = directory ? i64.MAX_VALUE : load<i64>(inode, Inode.size);
  const base = whence == 0 ? 0 : whence == 1 ? load<i64>(file, File.pos) : end;
  const pos = base + offset;
  if (pos < 0 || (!directory && <u64>pos > MAX_FILE_SIZE)) return finish(task, -<i64>Errno.EINVAL);
  store<i64>(file, pos, File.pos);
  finish(task, pos);
}

export function sysFtruncate(task: usize): void {
  step0(Step.Call);
  const length = <i64>argument(task, 1);
  if (length < 0) return finish(task, -<i64>Errno.EINVAL);
  const file = fileOf(mmOf(task), argument(task, 0));
  if (file == 0) return finish(task, -<i64>Errno.EBADF);
  const inode = inodeOfFile(file);
  if (load<u8>(inode, Inode.type) != InodeType.Regular || (load<u32>(file, File.mode) & FileMode.Write) == 0) {
    return finish(task, -<i64>Errno.EINVAL);
  }
  if (<u64>length > MAX_FILE_SIZE) return finish(task, -<i64>Errno.EFBIG);
  finish(task, truncateRegular(inode, length));
}

const FALLOC_FL_KEEP_SIZE: u64 = 1;

/** fs/open.c: vfs_fallocate(). Space is never short here, so allocating is only a matter of the size. */
export function sysFallocate(task: usize): void {
  step0(Step.Call);
  const file = fileOf(mmOf(task), argument(task, 0));
  if (file == 0) return finish(task, -<i64>Errno.EBADF);
  const mode = argument(task, 1);
  const offset = <i64>argument(task, 2);
  const length = <i64>argument(task, 3);
  if (offset < 0 || length <= 0) return finish(task, -<i64>Errno.EINVAL);
  if (mode & ~FALLOC_FL_KEEP_SIZE) return unmodelled(task, mode);
  if ((load<u32>(file, File.mode) & FileMode.Write) == 0) return finish(task, -<i64>Errno.EBADF);
  const inode = inodeOfFile(file);
  const type = load<u8>(inode, Inode.type);
  if (type == InodeType.Pipe || type == InodeType.Console) return finish(task, -<i64>Errno.ESPIPE);
  if (type == InodeType.Directory) return finish(task, -<i64>Errno.EISDIR);
  if (type != InodeType.Regular) return finish(task, -<i64>Errno.ENODEV);
  if (offset + length < 0 || <u64>(offset + length) > MAX_FILE_SIZE) return finish(task, -<i64>Errno.EFBIG);
  if (mode == 0 && <u64>(offset + length) > load<u64>(inode, Inode.size)) return finish(task, truncateRegular(inode, offset + length));
  finish(task, 0);
}

/** fsync, fdatasync: nothing is lost here, so there is nothing to wait for. */
export function sysFsync(task: usize): void {
  step0(Step.Call);
  const file = fileOf(mmOf(task), argument(task, 0));
  if (file == 0) return finish(task, -<i64>Errno.EBADF);
  const type = load<u8>(inodeOfFile(file), Inode.type);
  finish(task, type == InodeType.Regular || type == InodeType.Directory ? 0 : -<i64>Errno.EINVAL);
}

export function sysUnlink(task: usize): void {
  step0(Step.Call);
  const whole = getname(mmOf(task), argument(task, 0));
  if (whole < 0) return finish(task, whole);
  const length = trimSlashes(whole);
  const start = nameStart(length);
  const dentry = findName(PATH + start, length - start);
  if (dentry == 0) {
    const error = checkParent(PATH + start, length - start);
    return finish(task, error != 0 ? error : -<i64>Errno.ENOENT);
  }
  const type = load<u8>(inodeOfName(dentry), Inode.type);
  if (type == InodeType.Directory) return finish(task, -<i64>Errno.EISDIR);
  if (<u32>whole > length) return finish(task, -<i64>Errno.ENOTDIR);
  if (type != InodeType.Regular) return finish(task, -<i64>Errno.EPERM);
  removeName(dentry);
  finish(task, 0);
}

/** pipe, pipe2 */
export function sysPipe(task: usize, flags: u32): void {
  step0(Step.Call);
  const mm = mmOf(task);
  const fds = argument(task, 0);
  if (flags & ~(O_CLOEXEC | O_NONBLOCK)) {
    return (flags & O_DIRECT) != 0 ? unmodelled(task, flags) : finish(task, -<i64>Errno.EINVAL);
  }
  const reader = freeFd(mm, 0);
  if (reader < 0) return finish(task, reader);
  const writer = freeFd(mm, <u32>reader + 1);
  if (writer < 0) return finish(task, writer);
  const pipe = allocPipe();
  const inode = pipe == 0 ? 0 : allocInode(InodeType.Pipe, S_IFIFO | 0x180);
  if (inode == 0) return finish(task, -<i64>Errno.ENFILE);
  store<u32>(inode, pipe, Inode.pipe);
  const status = flags & O_NONBLOCK;
  const readEnd = allocFile(inode, status, FileMode.Read);
  const writeEnd = readEnd == 0 ? 0 : allocFile(inode, status | O_WRONLY, FileMode.Write);
  if (writeEnd == 0) {
    if (readEnd != 0) releaseFile(readEnd);
    else freeIfUnused(inode);
    return finish(task, -<i64>Errno.ENFILE);
  }
  if (!putUser32(mm, fds, <u32>reader) || !putUser32(mm, fds + 4, <u32>writer)) {
    releaseFile(readEnd);
    releaseFile(writeEnd);
    return finish(task, -<i64>Errno.EFAULT);
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
  if (flags & ~(EFD_SEMAPHORE | O_CLOEXEC | O_NONBLOCK)) return finish(task, -<i64>Errno.EINVAL);
  const fd = freeFd(mm, 0);
  if (fd < 0) return finish(task, fd);
  const inode = allocInode(InodeType.Eventfd, 0x180);
  if (inode == 0) return finish(task, -<i64>Errno.ENOMEM);
  store<u64>(inode, <u32>argument(task, 0), Inode.count);
  store<u32>(inode, flags & EFD_SEMAPHORE, Inode.semaphore);
  const file = allocFile(inode, (flags & O_NONBLOCK) | O_RDWR, FileMode.Read | FileMode.Write);
  if (file == 0) {
    freeIfUnused(inode);
    return finish(task, -<i64>Errno.ENFILE);
  }
  installFd(mm, <u32>fd, file, (flags & O_CLOEXEC) != 0);
  finish(task, fd);
}

/** Offsets in struct stat of x86-64. */
const enum Stat {
  st_dev = 0, st_ino = 8, st_nlink = 16, st_mode = 24, st_size = 48, st_blksize = 56, st_blocks = 64,
  st_atime = 72, st_mtime = 88, st_ctime = 104, SIZEOF = 144,
}

/** fs/stat.c: newfstat. */
export function sysFstat(task: usize): void {
  step0(Step.Call);
  const mm = mmOf(task);
  const file = rawFileOf(mm, argument(task, 0));
  if (file == 0) return finish(task, -<i64>Errno.EBADF);
  const inode = inodeOfFile(file);
  const at = PATH;
  memory.fill(at, 0, Stat.SIZEOF);
  store<u64>(at, 1, Stat.st_dev);
  store<u64>(at, inodeNumber(inode), Stat.st_ino);
  store<u64>(at, max<u32>(load<u32>(inode, Inode.nlink), load<u8>(inode, Inode.type) == InodeType.Regular ? 0 : 1), Stat.st_nlink);
  store<u32>(at, load<u16>(inode, Inode.mode), Stat.st_mode);
  store<u64>(at, load<u64>(inode, Inode.size), Stat.st_size);
  store<u64>(at, 4096, Stat.st_blksize);
  store<u64>(at, blocksOf(inode), Stat.st_blocks);
  putTime(at + Stat.st_atime, load<u64>(inode, Inode.atime));
  putTime(at + Stat.st_mtime, load<u64>(inode, Inode.mtime));
  putTime(at + Stat.st_ctime, load<u64>(inode, Inode.ctime));
  finish(task, copyToUser(mm, argument(task, 1), at, Stat.SIZEOF) != 0 ? -<i64>Errno.EFAULT : 0);
}

/** 512-byte blocks: pages that came with the file or are in the cache. */
function blocksOf(inode: usize): u64 {
  if (load<u8>(inode, Inode.type) != InodeType.Regular) return 0;
  const seeded = (load<u64>(inode, Inode.seed_end) + 4095) >> PAGE_SHIFT;
  return max<u64>(seeded, load<u32>(inode, Inode.nr_pages)) << 3;
}
