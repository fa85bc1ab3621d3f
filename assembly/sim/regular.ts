/** Regular files: reads and writes through the page cache, and truncation. */
import { PAGE_SHIFT, PAGE_SIZE } from '../uapi/memory-map';
import { Errno } from '../uapi/errno';
import { Feature, Inode } from '../uapi/kernel-state';
import { now } from './clock';
import { has } from './features';
import { dropPages, getPage, hasBlock, pageChanged, takeBlockFor } from './page-cache';
import { endPage, markUnsaved, needsDisk, readPages } from './page-io';
import { MUST_WAIT } from './special-files';
import { copyFromIter, copyToIter, iterCount, iterDone } from './iov-iter';

/** s_maxbytes of ext4 with 4 KiB blocks. */
export const MAX_FILE_SIZE: u64 = 0xfff_ffff_f000;

/** Bytes from `pos` to the end of the file. */
export function bytesAt(inode: usize, pos: u64): u64 {
  const size = load<u64>(inode, Inode.size);
  return pos < size ? size - pos : 0;
}

export function leftInPage(pos: u64): u64 {
  return <u64>PAGE_SIZE - (pos & 0xfff);
}

/** Bytes that were moved count, whatever ends the transfer. */
function doneOr(iter: usize, answer: i64): i64 {
  return iterDone(iter) > 0 ? iterDone(iter) : answer;
}

/**
 * generic_file_read_iter. Called again after a wait, it goes on where it was.
 * @param nowait RWF_NOWAIT: what is not in the cache ends it
 * @returns bytes; -EFAULT, -ENOMEM or -EAGAIN when not one could be copied; MUST_WAIT
 */
export function readRegular(inode: usize, iter: usize, mm: i32, start: u64, nowait: bool): i64 {
  let pos = start + iterDone(iter);
  let left = bytesAt(inode, pos);
  if (iterCount(iter) < left) left = iterCount(iter);
  store<u64>(inode, now(), Inode.atime);
  while (left > 0) {
    const chunk = left < leftInPage(pos) ? left : leftInPage(pos);
    const index = <u32>(pos >> PAGE_SHIFT);
    if (needsDisk(inode, index)) {
      const answer = readPages(inode, index, endPage(pos, left), nowait);
      return answer == MUST_WAIT ? answer : doneOr(iter, answer);
    }
    const frame = getPage(inode, index);
    if (frame == 0) return doneOr(iter, -(<i64>Errno.ENOMEM));
    const copied = copyToIter(iter, mm, frame + <usize>(pos & 0xfff), chunk);
    if (copied < chunk) return doneOr(iter, -(<i64>Errno.EFAULT));
    pos += chunk;
    left -= chunk;
  }
  return iterDone(iter);
}

/**
 * generic_perform_write. A page that is only written in part is read first; called again after that wait, it goes on.
 * @returns bytes; -EFAULT, -EFBIG, -ENOMEM or -ENOSPC when not one could be copied; MUST_WAIT
 */
export function writeRegular(inode: usize, iter: usize, mm: i32, start: u64): i64 {
  if (iterCount(iter) == 0) return iterDone(iter);
  let pos = start + iterDone(iter);
  if (pos >= MAX_FILE_SIZE) return doneOr(iter, -(<i64>Errno.EFBIG));
  let left = iterCount(iter);
  if (left > MAX_FILE_SIZE - pos) left = MAX_FILE_SIZE - pos;
  let error: i64 = 0;
  while (left > 0) {
    const chunk = left < leftInPage(pos) ? left : leftInPage(pos);
    const index = <u32>(pos >> PAGE_SHIFT);
    if (chunk < <u64>PAGE_SIZE && needsDisk(inode, index)) {
      error = readPages(inode, index, index + 1, false);
      if (error == MUST_WAIT) return error;
      break;
    }
    const frame = getPage(inode, index);
    if (frame == 0) {
      error = -(<i64>Errno.ENOMEM);
      break;
    }
    if (!takeBlockFor(inode, index, frame)) {
      error = -(<i64>Errno.ENOSPC);
      break;
    }
    const copied = copyFromIter(iter, mm, frame + <usize>(pos & 0xfff), chunk);
    if (copied > 0) {
      pageChanged(frame);
      if (load<u8>(inode, Inode.in_memory) == 0) markUnsaved(inode, frame);
    }
    pos += copied;
    left -= copied;
    if (copied < chunk) {
      error = -(<i64>Errno.EFAULT);
      break;
    }
  }
  if (iterDone(iter) == 0) {
    if (error == -(<i64>Errno.EFAULT) && growsOnFault()) grow(inode, pos);
    return error;
  }
  grow(inode, pos);
  return iterDone(iter);
}

/**
 * Since generic_perform_write() touches the buffer only after a copy has failed, ext4 takes note of a write of no
 * bytes: one that faults behind the end of the file moves the end there. Measured on 6.18.
 */
function growsOnFault(): bool {
  return has(Feature.SizeMovesOnFault);
}

export function grow(inode: usize, end: u64): void {
  if (end > load<u64>(inode, Inode.size)) store<u64>(inode, end, Inode.size);
  store<u64>(inode, now(), Inode.mtime);
  store<u64>(inode, now(), Inode.ctime);
}

/** do_truncate: what is cut off reads as zeroes if the file grows again. @returns 0 or -ENOMEM */
export function truncateRegular(inode: usize, size: u64): i64 {
  if (size < load<u64>(inode, Inode.size)) {
    const odd = <u32>(size & 0xfff);
    const last = <u32>(size >> PAGE_SHIFT);
    if (odd != 0 && hasBlock(inode, last)) {
      const frame = getPage(inode, last);
      if (frame == 0) return -(<i64>Errno.ENOMEM);
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
