/** memfd_create and seals: mm/memfd.c, mm/shmem.c. */
import { Errno } from '../uapi/errno';
import { Step } from '../uapi/records';
import { FileMode, Inode, InodeType, PATH_BUFFER } from '../uapi/kernel-state';
import { O_LARGEFILE, O_RDWR, allocFile, freeFd, installFd } from './files';
import { allocInode, freeIfUnused } from './inodes';
import { argument, finish, mmOf, unmodelled } from './tasks';
import { copyStringFromUser } from './user-copy';
import { step0 } from './trace';

const MFD_CLOEXEC: u32 = 1;
const MFD_ALLOW_SEALING: u32 = 2;
/** MFD_HUGETLB, MFD_NOEXEC_SEAL, MFD_EXEC: known to the kernel, not modelled. */
const MFD_OTHERS: u32 = 4 | 8 | 16;
const MFD_NAME_MAX: i32 = 249;

export const F_SEAL_SEAL: u32 = 1;
export const F_SEAL_SHRINK: u32 = 2;
export const F_SEAL_GROW: u32 = 4;
const F_SEAL_WRITE: u32 = 8;
const F_ALL_SEALS: u32 = 15;
/** F_SEAL_FUTURE_WRITE and F_SEAL_EXEC. */
const F_OTHER_SEALS: u32 = 16 | 32;

export function sysMemfdCreate(task: usize): void {
  step0(Step.Call);
  const mm = mmOf(task);
  const flags = <u32>argument(task, 1);
  if (flags & ~(MFD_CLOEXEC | MFD_ALLOW_SEALING)) {
    return (flags & ~(MFD_CLOEXEC | MFD_ALLOW_SEALING | MFD_OTHERS)) != 0
      ? finish(task, -(<i64>Errno.EINVAL))
      : unmodelled(task, flags);
  }
  const length = copyStringFromUser(mm, PATH_BUFFER, argument(task, 0), MFD_NAME_MAX + 1);
  if (length < 0) return finish(task, -(<i64>Errno.EFAULT));
  if (length > MFD_NAME_MAX) return finish(task, -(<i64>Errno.EINVAL));
  const fd = freeFd(mm, 0);
  if (fd < 0) return finish(task, fd);
  const inode = allocInode(InodeType.Regular, 0x81ff);
  if (inode == 0) return finish(task, -(<i64>Errno.ENFILE));
  store<u8>(inode, 1, Inode.in_memory);
  store<u32>(inode, flags & MFD_ALLOW_SEALING ? 0 : F_SEAL_SEAL, Inode.seals);
  const file = allocFile(inode, O_RDWR | O_LARGEFILE, FileMode.Read | FileMode.Write | FileMode.Seek);
  if (file == 0) {
    freeIfUnused(inode);
    return finish(task, -(<i64>Errno.ENFILE));
  }
  installFd(mm, <u32>fd, file, (flags & MFD_CLOEXEC) != 0);
  finish(task, fd);
}

/** fcntl F_ADD_SEALS and F_GET_SEALS. */
export function sealFile(task: usize, inode: usize, writable: bool, add: bool, seals: u32): void {
  const type = load<u8>(inode, Inode.type);
  if (type != InodeType.Regular || load<u8>(inode, Inode.in_memory) == 0) return finish(task, -(<i64>Errno.EINVAL));
  const before = load<u32>(inode, Inode.seals);
  if (!add) return finish(task, before);
  if (!writable) return finish(task, -(<i64>Errno.EPERM));
  if (seals & ~(F_ALL_SEALS | F_OTHER_SEALS)) return finish(task, -(<i64>Errno.EINVAL));
  if (seals & F_OTHER_SEALS) return unmodelled(task, seals);
  if (before & F_SEAL_SEAL) return finish(task, -(<i64>Errno.EPERM));
  store<u32>(inode, before | seals, Inode.seals);
  finish(task, 0);
}

/** Whether a write up to `end` is forbidden. */
export function isSealed(inode: usize, end: u64): bool {
  const seals = load<u32>(inode, Inode.seals);
  return (seals & F_SEAL_WRITE) != 0 || ((seals & F_SEAL_GROW) != 0 && end > load<u64>(inode, Inode.size));
}

/** Whether the file may not get this size. */
export function isSizeSealed(inode: usize, size: u64): bool {
  const seals = load<u32>(inode, Inode.seals);
  const old = load<u64>(inode, Inode.size);
  return ((seals & F_SEAL_SHRINK) != 0 && size < old) || ((seals & F_SEAL_GROW) != 0 && size > old);
}
