/** What is done to the blocks and pages of a file: ftruncate, fallocate, fsync, fdatasync, posix_fadvise. */
import { MACHINE, PAGE_SHIFT, PAGE_SIZE } from '../uapi/memory-map';
import { Task } from '../uapi/machine-state';
import { Errno } from '../uapi/errno';
import { Step, WaitReason } from '../uapi/records';
import { File, FileMode, FileSystem, Inode, InodeType, Sim } from '../uapi/kernel-state';
import { argument, block, finish, goto, mmOf, unmodelled } from './tasks';
import { fileOf, inodeOfFile } from './files';
import { inodeNumber } from './inodes';
import { hasBlock, isAllocated, takeBlocks } from './page-cache';
import { addPages } from './page-ranges';
import { LAST_PAGE, dropFromCache, endPage, isUnsaved, writePages } from './page-io';
import { MAX_FILE_SIZE, truncateRegular } from './regular';
import { checkNewSize } from './limits';
import { isSizeSealed } from './memfd';
import { hasFsync } from './rw';
import { directInFlight } from './device';
import { step0, step4 } from './trace';
import { NEVER } from './clock';

/** fs/open.c: do_sys_ftruncate(). It waits for O_DIRECT in flight: inode_dio_wait() (BUF-01). */
export function sysFtruncate(task: usize): void {
  const length = <i64>argument(task, 1);
  const error = checkFtruncate(task, length);
  if (error != 0) {
    step0(Step.Call);
    return finish(task, error);
  }
  const inode = inodeOfFile(fileOf(mmOf(task), argument(task, 0)));
  if (directInFlight(inode)) {
    store<u32>(MACHINE + Sim.direct_waiters, load<u32>(MACHINE + Sim.direct_waiters) + 1);
    return block(task, WaitReason.DirectIo, inodeNumber(inode), NEVER);
  }
  step0(Step.Call);
  finish(task, truncateRegular(inode, length));
}

function checkFtruncate(task: usize, length: i64): i64 {
  if (length < 0) return -(<i64>Errno.EINVAL);
  const file = fileOf(mmOf(task), argument(task, 0));
  if (file == 0) return -(<i64>Errno.EBADF);
  const regular = load<u8>(inodeOfFile(file), Inode.type) == InodeType.Regular;
  if (!regular || (load<u32>(file, File.mode) & FileMode.Write) == 0) return -(<i64>Errno.EINVAL);
  const error = checkNewSize(task, inodeOfFile(file), length);
  if (error != 0 || <u64>length > MAX_FILE_SIZE) return -(<i64>Errno.EFBIG);
  return isSizeSealed(inodeOfFile(file), length) ? -(<i64>Errno.EPERM) : 0;
}

const FALLOC_FL_KEEP_SIZE: u64 = 1;

/** fs/open.c: vfs_fallocate(). */
export function sysFallocate(task: usize): void {
  step0(Step.Call);
  const file = fileOf(mmOf(task), argument(task, 0));
  if (file == 0) return finish(task, -(<i64>Errno.EBADF));
  const mode = argument(task, 1);
  const offset = <i64>argument(task, 2);
  const length = <i64>argument(task, 3);
  if (offset < 0 || length <= 0) return finish(task, -(<i64>Errno.EINVAL));
  if (mode & ~FALLOC_FL_KEEP_SIZE) return unmodelled(task, mode);
  if ((load<u32>(file, File.mode) & FileMode.Write) == 0) return finish(task, -(<i64>Errno.EBADF));
  const inode = inodeOfFile(file);
  const type = load<u8>(inode, Inode.type);
  if (type == InodeType.Pipe || type == InodeType.Console) return finish(task, -(<i64>Errno.ESPIPE));
  if (type == InodeType.Directory) return finish(task, -(<i64>Errno.EISDIR));
  if (type != InodeType.Regular) return finish(task, -(<i64>Errno.ENODEV));
  if (offset + length < 0 || <u64>(offset + length) > MAX_FILE_SIZE) return finish(task, -(<i64>Errno.EFBIG));
  if (load<u32>(MACHINE + Sim.file_system) & FileSystem.NoFallocate) return finish(task, -(<i64>Errno.EOPNOTSUPP));
  const end = mode == 0 ? <u64>(offset + length) : 0;
  const error = checkNewSize(task, inode, end);
  if (error != 0) return finish(task, error);
  if (isSizeSealed(inode, max<u64>(offset + length, load<u64>(inode, Inode.size)))) return finish(task, -(<i64>Errno.EPERM));
  if (!allocate(inode, offset, length)) return finish(task, -(<i64>Errno.ENOSPC));
  finish(task, end > load<u64>(inode, Inode.size) ? truncateRegular(inode, end) : 0);
}

/** Pages without a block get one, which reads as zeroes until it is written. @returns false when there is no room */
function allocate(inode: usize, offset: u64, length: u64): bool {
  const end = endPage(offset, length);
  for (let page = <u32>(offset >> PAGE_SHIFT); page < end; page++) {
    if (hasBlock(inode, page) || isAllocated(inode, page)) continue;
    let last = page;
    while (last < end && !hasBlock(inode, last) && !isAllocated(inode, last)) last++;
    if (!takeBlocks(last - page) || !addPages(inode + Inode.allocated, page, last)) return false;
    page = last - 1;
  }
  return true;
}

/** fsync, fdatasync: the file's pages that are newer than the disk are written, and the call sleeps until they are. */
export function sysFsync(task: usize): void {
  const file = fileOf(mmOf(task), argument(task, 0));
  const type: u32 = file == 0 ? InodeType.Free : load<u8>(inodeOfFile(file), Inode.type);
  if (type == InodeType.Regular) {
    const inode = inodeOfFile(file);
    const first = load<i32>(task, Task.step) == 0;
    if (isUnsaved(inode, 0, LAST_PAGE) && writePages(inode, 0, LAST_PAGE)) {
      const pages = load<u32>(MACHINE + Sim.wait_pages);
      if (pages != 0) step4(Step.WritePages, 0, 0, pages, load<u64>(MACHINE + Sim.wait_ns));
      else if (first) step0(Step.Call);
      goto(task, 1);
      return block(task, WaitReason.PageCache, inodeNumber(inode), NEVER);
    }
  }
  step0(Step.Call);
  if (file == 0) return finish(task, -(<i64>Errno.EBADF));
  finish(task, hasFsync(type) ? 0 : -(<i64>Errno.EINVAL));
}

const POSIX_FADV_DONTNEED: u32 = 4;
const POSIX_FADV_NOREUSE: u32 = 5;

/** mm/fadvise.c: fadvise64. Only DONTNEED does something: what is read ahead here is what is asked for. */
export function sysFadvise(task: usize): void {
  step0(Step.Call);
  const file = fileOf(mmOf(task), argument(task, 0));
  if (file == 0) return finish(task, -(<i64>Errno.EBADF));
  const offset = argument(task, 1);
  const length = <i64>argument(task, 2);
  const advice = <u32>argument(task, 3);
  const inode = inodeOfFile(file);
  if (load<u8>(inode, Inode.type) == InodeType.Pipe) return finish(task, -(<i64>Errno.ESPIPE));
  if (length < 0 || advice > POSIX_FADV_NOREUSE) return finish(task, -(<i64>Errno.EINVAL));
  const dropped = advice == POSIX_FADV_DONTNEED && load<u8>(inode, Inode.type) == InodeType.Regular;
  if (dropped && load<u8>(inode, Inode.in_memory) == 0) {
    // Pages that are only partly in the range stay.
    const first = <u32>((offset + PAGE_SIZE - 1) >> PAGE_SHIFT);
    const end = length == 0 ? LAST_PAGE : wholePages(inode, offset + length);
    if (first < end && !dropFromCache(inode, first, end)) return finish(task, -(<i64>Errno.ENOMEM));
  }
  finish(task, 0);
}

/** The page behind the last one that lies in front of `end` as a whole, or up to the end of the file. */
function wholePages(inode: usize, end: u64): u32 {
  return end >= load<u64>(inode, Inode.size) ? endPage(end, 0) : <u32>(end >> PAGE_SHIFT);
}
