/** O_DIRECT on regular files: fs/iomap/direct-io.c, as ext4 uses it, and what the device does to memory. */
import { PAGE_SHIFT, PAGE_SIZE, PTE_READ, PTE_WRITE } from '../uapi/memory-map';
import { Iovec } from '../uapi/aio_abi';
import { Errno } from '../uapi/errno';
import { Feature, Inode } from '../uapi/kernel-state';
import { now } from './clock';
import { has } from './features';
import { findPage, getPage, hasBlock, pageChanged, readBytes } from './page-cache';
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

/** A write that grows the file: ext4 waits for it before io_submit goes on (BLK-09). */
export function directWaits(inode: usize, iter: usize, pos: u64, write: bool): bool {
  return write && pos + iterCount(iter) > load<u64>(inode, Inode.size);
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
  let left = total;
  while (left > 0) {
    const chunk = left < leftInPage(pos) ? left : leftInPage(pos);
    const frame = getPage(inode, <u32>(pos >> PAGE_SHIFT));
    if (frame == 0) return -(<i64>Errno.EIO);
    let done: u64 = 0;
    while (done < chunk) {
      const source = iterRun(iter, mm, PTE_READ);
      const run = runLength(iter, chunk - done);
      if (source != 0) memory.copy(frame + <usize>((pos + done) & 0xfff), source, <usize>run);
      advanceIter(iter, run);
      done += run;
    }
    pageChanged(frame);
    pos += chunk;
    left -= chunk;
  }
  grow(inode, pos);
  return total;
}
