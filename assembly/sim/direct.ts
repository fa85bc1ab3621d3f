/** O_DIRECT on regular files: fs/iomap/direct-io.c, as ext4 uses it, and what the device does to memory. */
import { MACHINE, PAGE_SHIFT, PAGE_SIZE, PTE_READ, PTE_WRITE } from '../uapi/memory-map';
import { Iovec } from '../uapi/aio_abi';
import { Errno } from '../uapi/errno';
import { Feature, FileSystem, Inode, PageState, Sim } from '../uapi/kernel-state';
import { WaitReason } from '../uapi/records';
import { now } from './clock';
import { has } from './features';
import { inodeNumber } from './inodes';
import { findPage, getPage,
  hasBlocksFor, hasBlock, isAllocated, pageChanged, readBytes, setPageState, takeBlockFor } from './page-cache';
import { endPage, isCached, isUnsaved, writePages } from './page-io';
import { wakeAll } from './tasks';
import { faultIn, markDirty } from './pages';
import { advanceIter, firstSegment, iterCount, iterRun, nextOf, runLength, truncateIter, zeroIter } from './iov-iter';
import { MAX_FILE_SIZE, bytesAt, grow, leftInPage } from './regular';

/** Logical block of the disk: what O_DIRECT offsets and lengths must be multiples of (PRO-01). */
const LOGICAL_BLOCK: u64 = 512;

/** What checkDirect() answers when the request goes to the device, or is a read of nothing but holes. */
export const DIRECT_GOES: i64 = i64.MIN_VALUE;
export const DIRECT_HOLES: i64 = i64.MIN_VALUE + 2;
/** An extent is aligned in the file and not in memory. */
const ODD_MEMORY: i64 = i64.MIN_VALUE + 3;

/**
 * iomap_dio_rw: alignment, then the pages are pinned, so a buffer that faults fails as a whole.
 * @returns DIRECT_GOES, DIRECT_HOLES, or the result: 0, -EINVAL (RES-03), -EFAULT (RES-02), -EFBIG
 */
export function checkDirect(inode: usize, iter: usize, mm: i32, pos: u64, write: bool): i64 {
  if (iterCount(iter) == 0) return 0;
  let answer: i64;
  if (write) {
    if (pos >= MAX_FILE_SIZE) return -(<i64>Errno.EFBIG);
    truncateIter(iter, MAX_FILE_SIZE - pos);
    answer = checkExtent(iter, pos, pos, pos + iterCount(iter));
  } else {
    if (bytesAt(inode, pos) == 0) return 0;
    answer = checkExtents(inode, iter, pos);
  }
  if (answer == -(<i64>Errno.EINVAL) || (answer == ODD_MEMORY && !alignsLate())) return -(<i64>Errno.EINVAL);
  if (!pinnable(iter, mm, write ? PTE_READ : PTE_WRITE)) return -(<i64>Errno.EFAULT);
  return answer == ODD_MEMORY ? -(<i64>Errno.EINVAL) : answer;
}

/**
 * RES-04: 6.18 looks at memory only when it builds requests, behind the pinning, and minds only those that span more
 * than one page or segment. The other versions mind all, and say so first.
 */
function alignsLate(): bool {
  return has(Feature.DirectAlignsLate);
}

/** A read is cut into extents and holes. Only what has blocks must be aligned, and only that goes to the device. */
function checkExtents(inode: usize, iter: usize, pos: u64): i64 {
  const end = pos + iterCount(iter);
  const last = min<u64>(end, load<u64>(inode, Inode.size));
  let answer = DIRECT_HOLES;
  let run = pos;
  let inRun = false;
  // Behind the end of the file there are no blocks, so one page more closes the last run.
  for (let at = pos; at < last + PAGE_SIZE; at = (at & ~(<u64>0xfff)) + PAGE_SIZE) {
    const block = at < last && hasBlock(inode, at >> PAGE_SHIFT);
    if (block && !inRun) run = at;
    if (!block && inRun) {
      answer = checkExtent(iter, pos, run, min<u64>(at, end));
      if (answer != DIRECT_GOES) return answer;
    }
    inRun = block;
  }
  return answer;
}

/** Bytes [from, to) of the file, whose iter begins at `pos`. @returns DIRECT_GOES, ODD_MEMORY or -EINVAL */
function checkExtent(iter: usize, pos: u64, from: u64, to: u64): i64 {
  if (((from | to) & (LOGICAL_BLOCK - 1)) != 0) return -(<i64>Errno.EINVAL);
  return memoryAligned(iter, from - pos, to - pos) ? DIRECT_GOES : ODD_MEMORY;
}

/** Whether the device can reach bytes [from, to) of the iter. */
function memoryAligned(iter: usize, from: u64, to: u64): bool {
  let split = false;
  let odd = false;
  let done: u64 = 0;
  let previousEnd: u64 = 0;
  for (let segment = firstSegment(iter); segment != 0 && done < to; segment = nextOf(iter, segment)) {
    const length = load<u64>(segment, Iovec.iov_len);
    const begin = max<u64>(from, done);
    const end = min<u64>(to, done + length);
    if (begin < end) {
      const at = load<u64>(segment, Iovec.iov_base) + begin - done;
      const bytes = end - begin;
      if (previousEnd != 0 && previousEnd != at) split = true;
      if (((at | bytes) & (LOGICAL_BLOCK - 1)) != 0) odd = true;
      if ((at & 0xfff) + bytes > <u64>PAGE_SIZE) split = true;
      previousEnd = at + bytes;
    }
    done += length;
  }
  return !odd || (alignsLate() && !split);
}

/** Whether every page of the memory allows the access. */
function pinnable(iter: usize, mm: i32, access: u32): bool {
  for (let segment = firstSegment(iter); segment != 0; segment = nextOf(iter, segment)) {
    const base = load<u64>(segment, Iovec.iov_base);
    const end = base + load<u64>(segment, Iovec.iov_len);
    for (let page = base & ~(<u64>0xfff); page < end; page += PAGE_SIZE) if (!faultIn(mm, page, access)) return false;
  }
  return true;
}

/**
 * Whether io_submit waits for the device: a write that grows the file (BLK-09), and what the file system cannot do
 * otherwise (BLK-05, BLK-10).
 */
export function directWaits(inode: usize, iter: usize, pos: u64, write: bool): bool {
  if (!write) return false;
  const end = pos + iterCount(iter);
  if (end > load<u64>(inode, Inode.size)) return true;
  const fileSystem = load<u32>(MACHINE + Sim.file_system);
  if (fileSystem == 0) return false;
  return (fileSystem & FileSystem.CopiesOnWrite) != 0 || hasHole(inode, pos, end);
}

/** Whether some page of bytes [pos, end) has no block. */
function hasHole(inode: usize, pos: u64, end: u64): bool {
  for (let page = <u32>(pos >> PAGE_SHIFT); page < endPage(pos, end - pos); page++) {
    if (!hasBlock(inode, page) && !isAllocated(inode, page)) return true;
  }
  return false;
}

/**
 * What a request with RWF_NOWAIT gives up for (BLK-16): pages newer than the disk; to a write also any page in the
 * cache, a hole, and the end of the file.
 */
export function directWouldWait(inode: usize, iter: usize, pos: u64, write: bool): bool {
  const bytes = iterCount(iter);
  if (bytes == 0) return false;
  const first = <u32>(pos >> PAGE_SHIFT);
  const end = endPage(pos, bytes);
  if (!write) return isUnsaved(inode, first, end);
  if (pos + bytes > load<u64>(inode, Inode.size) || hasHole(inode, pos, pos + bytes)) return true;
  for (let page = first; page < end; page++) if (isCached(inode, page)) return true;
  return false;
}

/** kiocb_write_and_wait: whether pages newer than the disk must be written before the request may go. */
export function directMustSave(inode: usize, iter: usize, pos: u64): bool {
  if (load<u32>(inode, Inode.unsaved) == 0) return false;
  return isUnsaved(inode, <u32>(pos >> PAGE_SHIFT), endPage(pos, iterCount(iter)));
}

/** The first part of it. @returns false when there is no memory */
export function saveForDirect(inode: usize, iter: usize, pos: u64): bool {
  return writePages(inode, <u32>(pos >> PAGE_SHIFT), endPage(pos, iterCount(iter)));
}

/** inode_dio_end: the data has moved; ftruncate may have waited for it. */
export function directDone(inode: usize): void {
  const waiters = load<u32>(MACHINE + Sim.direct_waiters);
  if (waiters == 0) return;
  store<u32>(MACHINE + Sim.direct_waiters, waiters - wakeAll(WaitReason.DirectIo, inodeNumber(inode)));
}

/**
 * The device writes the program's memory; what lies behind the end of the file becomes zeroes, up to the length asked
 * for. Pages gone since the request was checked get nothing.
 * @returns bytes of the file
 */
export function directRead(inode: usize, iter: usize, mm: i32, pos: u64): i64 {
  let left = bytesAt(inode, pos);
  if (iterCount(iter) < left) left = iterCount(iter);
  const total = left;
  store<u64>(inode, now(), Inode.atime);
  while (left > 0) {
    const chunk = left < leftInPage(pos) ? left : leftInPage(pos);
    const frame = findPage(inode, <u32>(pos >> PAGE_SHIFT));
    let done: u64 = 0;
    while (done < chunk) {
      const target = iterRun(iter, mm, PTE_WRITE);
      const run = runLength(iter, chunk - done);
      if (target != 0) {
        if (frame != 0) memory.copy(target, frame + <usize>((pos + done) & 0xfff), <usize>run);
        else readBytes(inode, pos + done, target, <u32>run);
        markDirty(target);
      }
      advanceIter(iter, run);
      done += run;
    }
    pos += chunk;
    left -= chunk;
  }
  zeroIter(iter, mm, iterCount(iter));
  return total;
}

/** The device reads the program's memory. @returns bytes, or -EIO when there is no memory left to keep them */
export function directWrite(inode: usize, iter: usize, mm: i32, pos: u64): i64 {
  const total = iterCount(iter);
  // All of it or nothing (RES-11).
  if (!hasBlocksFor(inode, <u32>(pos >> PAGE_SHIFT), endPage(pos, total))) return -(<i64>Errno.ENOSPC);
  let left = total;
  while (left > 0) {
    const chunk = left < leftInPage(pos) ? left : leftInPage(pos);
    const index = <u32>(pos >> PAGE_SHIFT);
    const frame = getPage(inode, index);
    if (frame == 0 || !takeBlockFor(inode, index, frame)) return -(<i64>Errno.EIO);
    let done: u64 = 0;
    while (done < chunk) {
      const source = iterRun(iter, mm, PTE_READ);
      const run = runLength(iter, chunk - done);
      if (source != 0) memory.copy(frame + <usize>((pos + done) & 0xfff), source, <usize>run);
      advanceIter(iter, run);
      done += run;
    }
    pageChanged(frame);
    // The page cache forgets what it had.
    setPageState(frame, PageState.Uncached, 0);
    pos += chunk;
    left -= chunk;
  }
  grow(inode, pos);
  return total;
}
