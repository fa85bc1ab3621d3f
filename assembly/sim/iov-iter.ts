/**
 * struct iov_iter: the memory a transfer fills or empties, one buffer or many. The kernel works on its own copy of
 * the iovec array, so the program may change its array as soon as the call has read it.
 */
import { PAGE_SIZE, PTE_READ, PTE_WRITE } from '../uapi/memory-map';
import { Iovec } from '../uapi/aio_abi';
import { Errno } from '../uapi/errno';
import { FrameOwner, IovIter } from '../uapi/kernel-state';
import { allocFrame, putFrame } from './frames';
import { pinnedByte, unpin } from './pins';
import { translate, markDirty } from './pages';
import { accessOk, copyFromUser } from './user-copy';
import { spendCopy } from './clock';

/** MAX_RW_COUNT: no single transfer is longer. */
export const MAX_RW_COUNT: u64 = 0x7fff_f000;
/** UIO_MAXIOV */
const MAX_SEGMENTS: u32 = 1024;
/** iovecs in one frame of a copied array; behind them is the address of the next frame. */
const SEGMENTS_IN_FRAME: u32 = 255;
const NEXT_FRAME: usize = 4080;

/** import_ubuf: one buffer (RW-05). @returns 0 or -errno */
export function importBuffer(iter: usize, address: u64, length: u64): i64 {
  if (length > MAX_RW_COUNT) length = MAX_RW_COUNT;
  if (!accessOk(address, length)) return -(<i64>Errno.EFAULT);
  store<u64>(iter, address, IovIter.base);
  store<u64>(iter, length, IovIter.left);
  store<u64>(iter, length, IovIter.count);
  store<u64>(iter, length, IovIter.total);
  store<u32>(iter, 0, IovIter.segments);
  store<u32>(iter, 0, IovIter.frames);
  store<u32>(iter, 0, IovIter.pinned);
  return 0;
}

/** import_iovec: an array of buffers, copied (RW-06). @returns 0 or -errno */
export function importVector(iter: usize, mm: i32, vector: u64, segments: u32): i64 {
  memory.fill(iter, 0, IovIter.SIZEOF);
  if (segments > MAX_SEGMENTS) return -(<i64>Errno.EINVAL);
  if (segments == 0) return 0;
  const error = copySegments(iter, mm, vector, segments);
  if (error != 0) {
    releaseIter(iter);
    return error;
  }
  store<u32>(iter, segments, IovIter.segments);
  store<u32>(iter, load<u32>(iter, IovIter.frames), IovIter.next);
  nextSegment(iter);
  return 0;
}

/** Reads the array and checks it as the kernel does: first every entry's length, then every entry's range. */
function copySegments(iter: usize, mm: i32, vector: u64, segments: u32): i64 {
  let frame: usize = 0;
  for (let i: u32 = 0; i < segments; i++) {
    const slot = i % SEGMENTS_IN_FRAME;
    if (slot == 0) {
      const next = allocFrame(FrameOwner.Kernel, 0);
      if (next == 0) return -(<i64>Errno.ENOMEM);
      if (frame == 0) store<u32>(iter, <u32>next, IovIter.frames);
      else store<u32>(frame + NEXT_FRAME, <u32>next);
      frame = next;
    }
    const at = frame + <usize>slot * Iovec.SIZEOF;
    if (copyFromUser(mm, at, vector + <u64>i * Iovec.SIZEOF, Iovec.SIZEOF) != 0) return -(<i64>Errno.EFAULT);
    if (load<i64>(at, Iovec.iov_len) < 0) return -(<i64>Errno.EINVAL);
  }
  let total: u64 = 0;
  frame = load<u32>(iter, IovIter.frames);
  for (let i: u32 = 0; i < segments; i++) {
    const slot = i % SEGMENTS_IN_FRAME;
    if (slot == 0 && i != 0) frame = load<u32>(frame + NEXT_FRAME);
    const at = frame + <usize>slot * Iovec.SIZEOF;
    let length = load<u64>(at, Iovec.iov_len);
    // A single segment is capped before it is checked, several are checked as they are.
    if (segments == 1 && length > MAX_RW_COUNT) length = MAX_RW_COUNT;
    if (!accessOk(load<u64>(at, Iovec.iov_base), length)) return -(<i64>Errno.EFAULT);
    if (length > MAX_RW_COUNT - total) length = MAX_RW_COUNT - total;
    store<u64>(at, length, Iovec.iov_len);
    total += length;
  }
  store<u64>(iter, total, IovIter.count);
  store<u64>(iter, total, IovIter.total);
  return 0;
}

/** Where the entry behind this one is: in the same frame, or in the next. */
function entryAfter(at: usize): u32 {
  const next = at + Iovec.SIZEOF;
  return (<u32>next & 0xfff) == NEXT_FRAME ? load<u32>(next) : <u32>next;
}

function nextSegment(iter: usize): void {
  const at: usize = load<u32>(iter, IovIter.next);
  store<u64>(iter, load<u64>(at, Iovec.iov_base), IovIter.base);
  store<u64>(iter, load<u64>(at, Iovec.iov_len), IovIter.left);
  store<u32>(iter, load<u32>(iter, IovIter.segments) - 1, IovIter.segments);
  store<u32>(iter, entryAfter(at), IovIter.next);
}

/**
 * To look at all segments without consuming them: a cursor is the address of an entry, the first one that of the
 * current segment in the iter itself, which is laid out the same. 0 is the end.
 */
export function firstSegment(iter: usize): usize {
  return load<u64>(iter, IovIter.count) == 0 ? 0 : iter + IovIter.base;
}

/** Entries of a copy's last frame that were never written are empty segments, and its next frame is 0. */
export function nextOf(iter: usize, segment: usize): usize {
  if (segment != iter + IovIter.base) return entryAfter(segment);
  return load<u32>(iter, IovIter.segments) == 0 ? 0 : load<u32>(iter, IovIter.next);
}

/** Gives the copied array back, and the pages that were kept for it. */
export function releaseIter(iter: usize): void {
  // Neither, mostly: frames and pinned lie side by side.
  if (load<u64>(iter, IovIter.frames) == 0) return;
  if (load<u32>(iter, IovIter.pinned) != 0) unpin(iter);
  let frame: usize = load<u32>(iter, IovIter.frames);
  store<u32>(iter, 0, IovIter.frames);
  while (frame != 0) {
    const next: usize = load<u32>(frame + NEXT_FRAME);
    putFrame(frame);
    frame = next;
  }
}

/** Bytes left over all segments. */
export function iterCount(iter: usize): u64 {
  return load<u64>(iter, IovIter.count);
}

/** Bytes moved so far. */
export function iterDone(iter: usize): u64 {
  return load<u64>(iter, IovIter.total) - load<u64>(iter, IovIter.count);
}

/** The last bytes copied do not count: the transfer ends with a fault in the middle of a piece. */
export function forgetPartial(iter: usize, bytes: u64): void {
  store<u64>(iter, load<u64>(iter, IovIter.count) + bytes, IovIter.count);
}

/** The iter covers at most this many bytes: a transfer cut at the end of the file. */
export function truncateIter(iter: usize, count: u64): void {
  if (load<u64>(iter, IovIter.count) > count) store<u64>(iter, count, IovIter.count);
}

/** iov_iter_truncate before anything moved: a write that a limit makes shorter. */
export function shortenIter(iter: usize, count: u64): void {
  store<u64>(iter, count, IovIter.count);
  store<u64>(iter, count, IovIter.total);
}

/**
 * The next run of bytes that is contiguous in one page, at most `most`.
 * @returns its physical address, 0 when that page faults; `runLength` of the same arguments says how long it is
 */
export function iterRun(iter: usize, mm: i32, access: u32): usize {
  while (load<u64>(iter, IovIter.left) == 0) nextSegment(iter);
  if (load<u32>(iter, IovIter.pinned) != 0) return pinnedByte(iter, load<u64>(iter, IovIter.base));
  return translate(mm, load<u64>(iter, IovIter.base), access);
}

export function runLength(iter: usize, most: u64): u64 {
  const base = load<u64>(iter, IovIter.base);
  let length = <u64>PAGE_SIZE - (base & 0xfff);
  if (load<u64>(iter, IovIter.left) < length) length = load<u64>(iter, IovIter.left);
  if (load<u64>(iter, IovIter.count) < length) length = load<u64>(iter, IovIter.count);
  return most < length ? most : length;
}

/** Bytes left of the segment that is next; empty ones are passed over. */
export function segmentLength(iter: usize): u64 {
  if (load<u64>(iter, IovIter.count) == 0) return 0;
  while (load<u64>(iter, IovIter.left) == 0) nextSegment(iter);
  return load<u64>(iter, IovIter.left);
}

export function advanceIter(iter: usize, bytes: u64): void {
  store<u64>(iter, load<u64>(iter, IovIter.base) + bytes, IovIter.base);
  store<u64>(iter, load<u64>(iter, IovIter.left) - bytes, IovIter.left);
  store<u64>(iter, load<u64>(iter, IovIter.count) - bytes, IovIter.count);
}

/** copy_to_iter. @returns bytes copied, fewer than `length` when user memory faults or the iter is full */
export function copyToIter(iter: usize, mm: i32, from: usize, length: u64): u64 {
  let copied: u64 = 0;
  while (copied < length && iterCount(iter) > 0) {
    const target = iterRun(iter, mm, PTE_WRITE);
    if (target == 0) break;
    const chunk = runLength(iter, length - copied);
    memory.copy(target, from + <usize>copied, <usize>chunk);
    markDirty(target);
    advanceIter(iter, chunk);
    copied += chunk;
  }
  spendCopy(copied);
  return copied;
}

/** iov_iter_zero: the same with zeroes. */
export function zeroIter(iter: usize, mm: i32, length: u64): u64 {
  let copied: u64 = 0;
  while (copied < length && iterCount(iter) > 0) {
    const target = iterRun(iter, mm, PTE_WRITE);
    if (target == 0) break;
    const chunk = runLength(iter, length - copied);
    memory.fill(target, 0, <usize>chunk);
    markDirty(target);
    advanceIter(iter, chunk);
    copied += chunk;
  }
  spendCopy(copied);
  return copied;
}

/** copy_from_iter. @returns bytes copied */
export function copyFromIter(iter: usize, mm: i32, to: usize, length: u64): u64 {
  let copied: u64 = 0;
  while (copied < length && iterCount(iter) > 0) {
    const source = iterRun(iter, mm, PTE_READ);
    if (source == 0) break;
    const chunk = runLength(iter, length - copied);
    memory.copy(to + <usize>copied, source, <usize>chunk);
    advanceIter(iter, chunk);
    copied += chunk;
  }
  spendCopy(copied);
  return copied;
}
