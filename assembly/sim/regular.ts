/** Regular files: reads and writes through the page cache, and what O_DIRECT does at the device. */
import { PAGE_SHIFT, PAGE_SIZE, PTE_READ, PTE_WRITE, MACHINE } from '../uapi/memory-map';
import { Machine } from '../uapi/machine-state';
import { Errno } from '../uapi/errno';
import { Inode, IovIter } from '../uapi/kernel-state';
import { now } from './clock';
import { dropPages, findPage, getPage, hasBlock, pageChanged } from './page-cache';
import { fillContent } from './file-content';
import { faultIn, markDirty } from './pages';
import { advanceIter, copyFromIter, copyToIter, iterCount, iterDone, iterRun, runLength, truncateIter, zeroIter } from './iov-iter';

/** s_maxbytes of ext4 with 4 KiB blocks. */
export const MAX_FILE_SIZE: u64 = 0xfff_ffff_f000;
/** Logical block of the disk: what O_DIRECT offsets and lengths must be multiples of (PRO-01). */
export const LOGICAL_BLOCK: u64 = 512;

/** Bytes from `pos` to the end of the file. */
function bytesAt(inode: usize, pos: u64): u64 {
  const size = load<u64>(inode, Inode.size);
  return pos < size ? size - pos : 0;
}

function leftInPage(pos: u64): u64 {
  return <u64>PAGE_SIZE - (pos & 0xfff);
}

/** generic_file_read_iter. @returns bytes, or -EFAULT when not one could be copied */
export function readRegular(inode: usize, iter: usize, mm: i32, pos: u64): i64 {
  let left = bytesAt(inode, pos);
  if (iterCount(iter) < left) left = iterCount(iter);
  store<u64>(inode, now(), Inode.atime);
  while (left > 0) {
    const chunk = left < leftInPage(pos) ? left : leftInPage(pos);
    const frame = getPage(inode, <u32>(pos >> PAGE_SHIFT));
    if (frame == 0) return iterDone(iter) > 0 ? iterDone(iter) : -<i64>Errno.ENOMEM;
    const copied = copyToIter(iter, mm, frame + <usize>(pos & 0xfff), chunk);
    if (copied < chunk) return iterDone(iter) > 0 ? iterDone(iter) : -<i64>Errno.EFAULT;
    pos += chunk;
    left -= chunk;
  }
  return iterDone(iter);
}

/** generic_perform_write. @returns bytes, or -EFAULT, -EFBIG, -ENOMEM when not one could be copied */
export function writeRegular(inode: usize, iter: usize, mm: i32, pos: u64): i64 {
  if (iterCount(iter) == 0) return 0;
  if (pos >= MAX_FILE_SIZE) return -<i64>Errno.EFBIG;
  let left = iterCount(iter);
  if (left > MAX_FILE_SIZE - pos) left = MAX_FILE_SIZE - pos;
  let error: i64 = 0;
  while (left > 0) {
    const chunk = left < leftInPage(pos) ? left : leftInPage(pos);
    const frame = getPage(inode, <u32>(pos >> PAGE_SHIFT));
    if (frame == 0) {
      error = -<i64>Errno.ENOMEM;
      break;
    }
    const copied = copyFromIter(iter, mm, frame + <usize>(pos & 0xfff), chunk);
    if (copied > 0) pageChanged(frame);
    pos += copied;
    left -= copied;
    if (copied < chunk) {
      error = -<i64>Errno.EFAULT;
      break;
    }
  }
  if (iterDone(iter) == 0) return error;
  grow(inode, pos);
  return iterDone(iter);
}

function grow(inode: usize, end: u64): void {
  if (end > load<u64>(inode, Inode.size)) store<u64>(inode, end, Inode.size);
  store<u64>(inode, now(), Inode.mtime);
  store<u64>(inode, now(), Inode.ctime);
}

/** What O_DIRECT answers when the request goes to the device, or is a read of nothing but holes. */
export const DIRECT_GOES: i64 = i64.MIN_VALUE;
export const DIRECT_HOLES: i64 = i64.MIN_VALUE + 2;

/**
 * iomap_dio_rw: alignment, then the pages are pinned, so a buffer that faults fails as a whole.
 * @returns DIRECT_GOES, DIRECT_HOLES, or the result: 0, -EINVAL (RES-03), -EFAULT (RES-02), -EFBIG
 */
export function checkDirect(inode: usize, iter: usize, mm: i32, pos: u64, write: bool): i64 {
  if (iterCount(iter) == 0) return 0;
  if (write) {
    if (pos >= MAX_FILE_SIZE) return -<i64>Errno.EFBIG;
    truncateIter(iter, MAX_FILE_SIZE - pos);
    if (((pos | iterCount(iter)) & (LOGICAL_BLOCK - 1)) != 0) return -<i64>Errno.EINVAL;
    return checkDirectMemory(iter, mm, PTE_READ, true);
  }
  if (bytesAt(inode, pos) == 0) return 0;
  const extents = checkExtents(inode, pos, pos + iterCount(iter));
  if (extents < 0 && extents != DIRECT_GOES && extents != DIRECT_HOLES) return extents;
  const memory = checkDirectMemory(iter, mm, PTE_WRITE, extents == DIRECT_GOES);
  return memory == DIRECT_GOES ? extents : memory;
}

/** A read is cut into extents and holes. Only what has blocks must be aligned, and only that goes to the device. */
function checkExtents(inode: usize, pos: u64, end: u64): i64 {
  const last = min<u64>(end, load<u64>(inode, Inode.size));
  let goes = DIRECT_HOLES;
  let run = pos;
  let inRun = false;
  // Behind the end of the file there are no blocks, so one page more closes the last run.
  for (let at = pos; at < last + PAGE_SIZE; at = (at & ~<u64>0xfff) + PAGE_SIZE) {
    const block = at < last && hasBlock(inode, at >> PAGE_SHIFT);
    if (block && !inRun) run = at;
    if (!block && inRun && ((run | min<u64>(at, end)) & (LOGICAL_BLOCK - 1)) != 0) return -<i64>Errno.EINVAL;
    if (block) goes = DIRECT_GOES;
    inRun = block;
  }
  return goes;
}

/**
 * Memory alignment (RES-04): 6.18 asks for it only where a request spans more than one page or segment; the other
 * versions always do. Holes are filled by the processor, which does not mind.
 */
function checkDirectMemory(iter: usize, mm: i32, access: u32, device: bool): i64 {
  const onlyWhenSplit = load<u32>(MACHINE + Machine.version) == 618;
  let at = load<u64>(iter, IovIter.base);
  let left = load<u64>(iter, IovIter.left);
  let next: usize = load<u32>(iter, IovIter.next);
  let segments = load<u32>(iter, IovIter.segments);
  let split = false;
  let odd = false;
  let previousEnd: u64 = 0;
  while (true) {
    if (left > 0) {
      if (previousEnd != 0 && previousEnd != at) split = true;
      if (((at | left) & (LOGICAL_BLOCK - 1)) != 0) odd = true;
      for (let page = at & ~<u64>0xfff; page < at + left; page += PAGE_SIZE) {
        if (page > at) split = true;
        if (!faultIn(mm, page, access)) return device && odd && !onlyWhenSplit ? -<i64>Errno.EINVAL : -<i64>Errno.EFAULT;
      }
      previousEnd = at + left;
    }
    if (segments == 0) break;
    at = load<u64>(next);
    left = load<u64>(next, 8);
    next += 16;
    if ((<u32>next & 0xfff) == 4080) next = load<u32>(next);
    segments--;
  }
  return device && odd && (split || !onlyWhenSplit) ? -<i64>Errno.EINVAL : DIRECT_GOES;
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
        else fromDisk(inode, pos + done, target, <u32>run);
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

function fromDisk(inode: usize, pos: u64, to: usize, length: u32): void {
  const seedEnd = load<u64>(inode, Inode.seed_end);
  let seeded: u32 = 0;
  if (seedEnd > pos) seeded = seedEnd - pos >= length ? length : <u32>(seedEnd - pos);
  fillContent(load<u32>(inode, Inode.seed), pos, to, seeded);
  if (seeded < length) memory.fill(to + seeded, 0, length - seeded);
}

/** The device reads the program's memory. @returns bytes, or -EIO when there is no memory left to keep them */
export function directWrite(inode: usize, iter: usize, mm: i32, pos: u64): i64 {
  const total = iterCount(iter);
  let left = total;
  while (left > 0) {
    const chunk = left < leftInPage(pos) ? left : leftInPage(pos);
    const frame = getPage(inode, <u32>(pos >> PAGE_SHIFT));
    if (frame == 0) return -<i64>Errno.EIO;
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

/** do_truncate: what is cut off reads as zeroes if the file grows again. @returns 0 or -ENOMEM */
export function truncateRegular(inode: usize, size: u64): i64 {
  if (size < load<u64>(inode, Inode.size)) {
    const odd = <u32>(size & 0xfff);
    const last = <u32>(size >> PAGE_SHIFT);
    if (odd != 0) {
      const frame = getPage(inode, last);
      if (frame == 0) return -<i64>Errno.ENOMEM;
      memory.fill(frame + odd, 0, PAGE_SIZE - odd);
      pageChanged(frame);
    }
    dropPages(inode, odd != 0 ? last + 1 : last);
    if (load<u64>(inode, Inode.seed_end) > size) store<u64>(inode, size, Inode.seed_end);
  }
  store<u64>(inode, size, Inode.size);
  store<u64>(inode, now(), Inode.mtime);
  store<u64>(inode, now(), Inode.ctime);
  return 0;
}
