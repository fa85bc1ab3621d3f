/** Paths: open, openat, unlink. */
import { Errno } from '../uapi/errno';
import { Step } from '../uapi/records';
import { Feature, FileMode, Inode, InodeType, PATH_BUFFER } from '../uapi/kernel-state';
import { has } from './features';
import { argument, finish, mmOf, unmodelled } from './tasks';
import {
  O_ACCMODE,
  O_CLOEXEC,
  O_CREAT,
  O_DIRECT,
  O_DIRECTORY,
  O_EXCL,
  O_LARGEFILE,
  O_NOCTTY,
  O_NOFOLLOW,
  O_PATH,
  O_RDWR,
  O_TMPFILE,
  O_TRUNC,
  O_WRONLY,
  allocFile,
  freeFd,
  installFd,
} from './files';
import { checkParent, createRegular, findName, inodeOfName, removeName } from './names';
import { newPty } from './pty';
import { truncateRegular } from './regular';
import { copyStringFromUser } from './user-copy';
import { step0 } from './trace';

const PATH_MAX: i32 = 4096;
const AT_FDCWD: i32 = -100;
const UMASK: u32 = 0x12;
const S_IFREG: u32 = 0x8000;

/** Reads a path; a leading "./" is dropped. Its address is nameAt(). @returns length or -errno */
function getname(mm: i32, path: u64): i32 {
  const length = copyStringFromUser(mm, PATH_BUFFER, path, PATH_MAX);
  if (length < 0) return -Errno.EFAULT;
  if (length == PATH_MAX) return -Errno.ENAMETOOLONG;
  return length == 0 ? -Errno.ENOENT : length;
}

/** Length without slashes at the end; with them a name can only be a directory's. */
function trimSlashes(length: u32): u32 {
  while (length > 1 && load<u8>(PATH_BUFFER + length - 1) == 0x2f) length--;
  return length;
}

/** Where the name begins, behind "./" as often as it stands there. */
function nameStart(length: u32): u32 {
  let at: u32 = 0;
  while (at + 2 < length && load<u8>(PATH_BUFFER + at) == 0x2e && load<u8>(PATH_BUFFER + at + 1) == 0x2f) at += 2;
  return at;
}

/** fs/open.c: do_sys_openat2(). */
function openPath(task: usize, dirfd: i32, path: u64, flags: u32, mode: u32): void {
  step0(Step.Call);
  const mm = mmOf(task);
  if (flags & O_TMPFILE) return unmodelled(task, flags);
  if ((flags & O_CREAT) != 0 && (flags & O_DIRECTORY) != 0) return finish(task, -(<i64>Errno.EINVAL));
  if (flags & O_PATH) flags &= O_DIRECTORY | O_NOFOLLOW | O_PATH | O_CLOEXEC;
  const whole = getname(mm, path);
  if (whole < 0) return finish(task, whole);
  const length = trimSlashes(whole);
  const start = nameStart(length);
  const name: usize = PATH_BUFFER + start;
  if (dirfd != AT_FDCWD && load<u8>(PATH_BUFFER) != 0x2f) return unmodelled(task, dirfd);
  const fd = freeFd(mm, 0);
  if (fd < 0) return finish(task, fd);

  let inode: usize = 0;
  const dentry = findName(name, length - start);
  if ((flags & O_DIRECT) != 0 && isInMemory(name, length - start) && !has(Feature.TmpfsDirect))
    return finish(task, -(<i64>Errno.EINVAL));
  if (dentry != 0) {
    inode = inodeOfName(dentry);
    const error = mayOpen(inode, <u32>whole > length ? flags | O_DIRECTORY : flags);
    if (error != 0) return finish(task, error);
  } else {
    const error = checkParent(name, length - start);
    if (error != 0) return finish(task, error);
    if ((flags & O_CREAT) == 0) return finish(task, -(<i64>Errno.ENOENT));
    if (<u32>whole > length) return finish(task, -(<i64>Errno.EISDIR));
    inode = createRegular(name, length - start, S_IFREG | (mode & 0xfff & ~UMASK));
    if (inode == 0) return finish(task, -(<i64>Errno.ENOSPC));
  }
  if (dentry == 0 && isInMemory(name, length - start)) store<u8>(inode, 1, Inode.in_memory);
  const type = load<u8>(inode, Inode.type);
  if (type == InodeType.Ptmx && (flags & O_PATH) == 0) {
    inode = newPty();
    if (inode == 0) return finish(task, -(<i64>Errno.ENFILE));
  }
  const file = allocFile(inode, fileFlags(flags), fileMode(flags, type));
  if (file == 0) return finish(task, -(<i64>Errno.ENFILE));
  if ((flags & O_TRUNC) != 0 && (flags & O_PATH) == 0 && type == InodeType.Regular && dentry != 0)
    truncateRegular(inode, 0);
  installFd(mm, <u32>fd, file, (flags & O_CLOEXEC) != 0);
  finish(task, fd);
}

/** Whether a path lies in /dev/shm, where a tmpfs is mounted. */
function isInMemory(name: usize, length: u32): bool {
  // "/dev/shm/"
  const prefix: usize = memory.data<u8>([0x2f, 0x64, 0x65, 0x76, 0x2f, 0x73, 0x68, 0x6d, 0x2f]);
  return length > 9 && memory.compare(name, prefix, 9) == 0;
}

/** What an existing file says to the flags. @returns 0 or -errno */
function mayOpen(inode: usize, flags: u32): i64 {
  const type = load<u8>(inode, Inode.type);
  if ((flags & (O_CREAT | O_EXCL)) == (O_CREAT | O_EXCL)) return -(<i64>Errno.EEXIST);
  if (type == InodeType.Directory) {
    if (flags & O_CREAT) return -(<i64>Errno.EISDIR);
    if ((flags & O_ACCMODE) != 0 && (flags & O_PATH) == 0) return -(<i64>Errno.EISDIR);
  } else if (flags & O_DIRECTORY) {
    return -(<i64>Errno.ENOTDIR);
  }
  if ((flags & O_ACCMODE) != 0 && isReadOnly(type)) return -(<i64>Errno.EACCES);
  if ((flags & O_DIRECT) != 0 && type != InodeType.Regular) return -(<i64>Errno.EINVAL);
  return 0;
}

/** What root may not write either: no file of /proc or sysfs takes it. */
function isReadOnly(type: u32): bool {
  return type == InodeType.AioNr;
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
  const stream =
    type == InodeType.Pipe || type == InodeType.Eventfd || type == InodeType.Console || type == InodeType.Ptmx;
  return stream ? mode : mode | FileMode.Seek;
}

export function sysOpen(task: usize): void {
  openPath(task, AT_FDCWD, argument(task, 0), <u32>argument(task, 1), <u32>argument(task, 2));
}

export function sysOpenat(task: usize): void {
  openPath(task, <i32>argument(task, 0), argument(task, 1), <u32>argument(task, 2), <u32>argument(task, 3));
}

export function sysUnlink(task: usize): void {
  step0(Step.Call);
  const whole = getname(mmOf(task), argument(task, 0));
  if (whole < 0) return finish(task, whole);
  const length = trimSlashes(whole);
  const start = nameStart(length);
  const dentry = findName(PATH_BUFFER + start, length - start);
  if (dentry == 0) {
    const error = checkParent(PATH_BUFFER + start, length - start);
    return finish(task, error != 0 ? error : -(<i64>Errno.ENOENT));
  }
  const type = load<u8>(inodeOfName(dentry), Inode.type);
  if (type == InodeType.Directory) return finish(task, -(<i64>Errno.EISDIR));
  if (<u32>whole > length) return finish(task, -(<i64>Errno.ENOTDIR));
  if (type != InodeType.Regular) return finish(task, -(<i64>Errno.EPERM));
  removeName(dentry);
  finish(task, 0);
}
