/** mremap, madvise: mm/mremap.c, mm/madvise.c. What lies side by side and is of one kind is taken for one mapping. */
import {
  PAGE_SHIFT,
  PAGE_SIZE,
  PTE_DONTFORK,
  PTE_FILE,
  PTE_LAZY,
  PTE_LAZY_SHIFT,
  PTE_RING,
  PTE_SHARED,
  WINDOW_SIZE,
} from '../uapi/memory-map';
import { Errno } from '../uapi/errno';
import { Feature, FrameOwner, FrameRow, KIOCTXS, Kioctx, KioctxState } from '../uapi/kernel-state';
import { Step } from '../uapi/records';
import { has } from './features';
import { allocFrame, frameRow, markDirty, putFrame } from './frames';
import { mayExpand } from './limits';
import { keepPinned } from './pins';
import { anyMapped, findGap, mapFile, mapLazy, pageAlign, unmapRange } from './mmap';
import { indexOfPage, inodeOfPage } from './page-cache';
import { PTE_FRAME, inWindow, pteAddress } from './pages';
import { argument, finish, mmOf, unmodelled } from './tasks';
import { step0 } from './trace';

const MREMAP_MAYMOVE: u64 = 1;
const MREMAP_FIXED: u64 = 2;
const MREMAP_DONTUNMAP: u64 = 4;

function entryOf(mm: i32, address: u64): u32 {
  return load<u32>(pteAddress(mm, address));
}

/** What a page allows and whose it is, whether it has its frame yet or not. */
function kindOf(entry: u32): u32 {
  return entry & PTE_LAZY ? entry >> PTE_LAZY_SHIFT : entry & ~PTE_FRAME;
}

function ownerOf(entry: u32): u32 {
  if (entry & PTE_LAZY) return FrameOwner.Anonymous;
  return load<u32>(frameRow(<usize>(entry & PTE_FRAME)));
}

/** Whether two pages side by side are of one mapping. */
function belongTogether(one: u32, other: u32): bool {
  if (one == 0 || other == 0 || kindOf(one) != kindOf(other)) return false;
  return (kindOf(one) & PTE_RING) == 0 || ownerOf(one) == ownerOf(other);
}

enum Extent {
  OneMapping,
  /** There are holes in it. */
  Holes,
  /** It is mapped throughout, by more than one mapping. */
  Several,
}

function extentOf(mm: i32, address: u64, length: u64): Extent {
  let extent = Extent.OneMapping;
  for (let at = address; at < address + length; at += PAGE_SIZE) {
    if (entryOf(mm, at) == 0) return Extent.Holes;
    if (at != address && !belongTogether(entryOf(mm, at - PAGE_SIZE), entryOf(mm, at))) extent = Extent.Several;
  }
  return extent;
}

function isWithin(address: u64, length: u64): bool {
  return length <= <u64>WINDOW_SIZE && inWindow(address) && inWindow(address + length - 1);
}

/** mm/mremap.c: do_mremap(). Checks in the kernel's order. */
export function sysMremap(task: usize): void {
  step0(Step.Call);
  const mm = mmOf(task);
  const address = argument(task, 0);
  const length = pageAlign(argument(task, 1));
  const newLength = pageAlign(argument(task, 2));
  const flags = argument(task, 3);
  const fixed = (flags & MREMAP_FIXED) != 0;
  const invalid = -(<i64>Errno.EINVAL);
  if ((flags & ~(MREMAP_MAYMOVE | MREMAP_FIXED | MREMAP_DONTUNMAP)) != 0) return finish(task, invalid);
  if (fixed && (flags & MREMAP_MAYMOVE) == 0) return finish(task, invalid);
  if (flags & MREMAP_DONTUNMAP) return unmodelled(task, flags);
  if ((address & 0xfff) != 0 || newLength == 0) return finish(task, invalid);
  if (!inWindow(address) || entryOf(mm, address) == 0) return finish(task, -(<i64>Errno.EFAULT));
  // The rings of io_uring: VM_DONTEXPAND and more that was not looked at.
  if ((ownerOf(entryOf(mm, address)) & 0xff) == FrameOwner.IoUring) return unmodelled(task, flags);
  // No length means one more mapping of the same shared pages.
  if (length == 0) return (kindOf(entryOf(mm, address)) & PTE_SHARED) != 0 ? unmodelled(task, 0) : finish(task, invalid);
  if (!isWithin(address, length)) return finish(task, -(<i64>Errno.EFAULT));
  if (fixed) return remapTo(task, address, length, newLength, argument(task, 4));
  if (newLength <= length) {
    if (newLength < length) unmapRange(mm, address + newLength, length - newLength);
    return finish(task, address);
  }
  const error = checkGrowth(mm, address, length, newLength);
  if (error != 0) return error < 0 ? finish(task, error) : unmodelled(task, flags);
  const more = newLength - length;
  if (isWithin(address, newLength) && !anyMapped(mm, address + length, more)) {
    const failed = extend(mm, address, length, newLength);
    return finish(task, failed != 0 ? failed : address);
  }
  if ((flags & MREMAP_MAYMOVE) == 0) return finish(task, -(<i64>Errno.ENOMEM));
  const to = findGap(mm, newLength);
  if (to == 0) return finish(task, -(<i64>Errno.ENOMEM));
  move(task, address, length, newLength, to);
}

/** mremap_to: the destination is the caller's choice, and what is mapped there goes. */
function remapTo(task: usize, address: u64, length: u64, newLength: u64, to: u64): void {
  const mm = mmOf(task);
  if ((to & 0xfff) != 0 || !isWithin(to, newLength)) return finish(task, -(<i64>Errno.EINVAL));
  if (address + length > to && to + newLength > address) return finish(task, -(<i64>Errno.EINVAL));
  const clearsFirst = has(Feature.MremapClearsFirst);
  if (clearsFirst) unmapRange(mm, to, newLength);
  const kept = min<u64>(length, newLength);
  const error = checkGrowth(mm, address, kept, newLength);
  // A kernel that does not clear first moves several mappings together.
  if (error == -(<i64>Errno.EFAULT) && newLength == length && !clearsFirst) {
    if (extentOf(mm, address, kept) == Extent.Several) return unmodelled(task, argument(task, 3));
  }
  if (error != 0) return error < 0 ? finish(task, error) : unmodelled(task, argument(task, 3));
  if (length > newLength) unmapRange(mm, address + newLength, length - newLength);
  unmapRange(mm, to, newLength);
  move(task, address, kept, newLength, to);
}

/**
 * vma_to_resize: one mapping, and one that may grow if it shall: a ring may not (VM_DONTEXPAND).
 * @returns 0, -errno, or 1: the pages of the file behind it are not known
 */
function checkGrowth(mm: i32, address: u64, length: u64, newLength: u64): i64 {
  if (extentOf(mm, address, length) != Extent.OneMapping) return -(<i64>Errno.EFAULT);
  if (newLength == length) return 0;
  const kind = kindOf(entryOf(mm, address));
  if (kind & PTE_RING) return -(<i64>Errno.EFAULT);
  if (newLength > length && !mayExpand(mm, newLength - length)) return -(<i64>Errno.ENOMEM);
  return kind & PTE_FILE ? 1 : 0;
}

/** The pages behind a mapping that grows in its place. @returns 0 or -ENOMEM */
function extend(mm: i32, address: u64, length: u64, newLength: u64): i64 {
  return mapMore(mm, entryOf(mm, address + length - PAGE_SIZE), address + length, newLength - length);
}

/** More pages of what `last` is a page of. @returns 0 or -ENOMEM */
function mapMore(mm: i32, last: u32, to: u64, length: u64): i64 {
  const frame: usize = last & PTE_FRAME;
  if ((last & PTE_LAZY) == 0 && load<u8>(frameRow(frame), FrameRow.owner) == FrameOwner.PageCache) {
    const offset = (<u64>indexOfPage(frame) + 1) << PAGE_SHIFT;
    return mapFile(mm, to, length, kindOf(last), inodeOfPage(frame), offset, true);
  }
  return mapLazy(mm, to, length, kindOf(last));
}

/** move_vma: the entries go to their new places, and a ring's handle with them. */
function move(task: usize, address: u64, length: u64, newLength: u64, to: u64): void {
  const mm = mmOf(task);
  const last = entryOf(mm, address + length - PAGE_SIZE);
  if ((kindOf(last) & PTE_RING) != 0 && !remapRing(mm, last, address, length, to)) {
    return finish(task, -(<i64>Errno.EINVAL));
  }
  if (newLength > length) {
    const error = mapMore(mm, last, to + length, newLength - length);
    if (error != 0) return finish(task, error);
  }
  keepPinned(mm, address, length);
  for (let done: u64 = 0; done < length; done += PAGE_SIZE) {
    const from = pteAddress(mm, address + done);
    store<u32>(pteAddress(mm, to + done), load<u32>(from));
    store<u32>(from, 0);
  }
  finish(task, to);
}

/**
 * fs/aio.c: aio_ring_mremap() (MAP-02). Any part of a ring takes the handle with it.
 * @returns false when the context is not this process's, or dying
 */
function remapRing(mm: i32, entry: u32, address: u64, length: u64, to: u64): bool {
  const number = load<u16>(frameRow(<usize>(entry & PTE_FRAME)), FrameRow.object);
  const ctx = <usize>number * Kioctx.SIZEOF + KIOCTXS;
  if (load<u32>(ctx, Kioctx.state) != KioctxState.Live || load<i32>(ctx, Kioctx.mm) != mm) return false;
  const whole = address == load<u64>(ctx, Kioctx.user_id) && length == load<u32>(ctx, Kioctx.mmap_size);
  if (!whole && has(Feature.RingMovesWhole)) return false;
  store<u64>(ctx, to, Kioctx.user_id);
  return true;
}

const MADV_WILLNEED: u64 = 3;
const MADV_DONTNEED: u64 = 4;
const MADV_DONTFORK: u64 = 10;
const MADV_DOFORK: u64 = 11;
/** Beyond this there is no advice. */
const LARGEST_ADVICE: u64 = 103;

/** mm/madvise.c: do_madvise(). Pages behind a hole are advised too, then it is -ENOMEM. */
export function sysMadvise(task: usize): void {
  step0(Step.Call);
  const mm = mmOf(task);
  const address = argument(task, 0);
  const length = pageAlign(argument(task, 1));
  const advice = argument(task, 2);
  if (advice > LARGEST_ADVICE) return finish(task, -(<i64>Errno.EINVAL));
  const known = advice <= MADV_DONTNEED || advice == MADV_DONTFORK || advice == MADV_DOFORK;
  if (!known) return unmodelled(task, advice);
  if ((address & 0xfff) != 0 || (argument(task, 1) != 0 && length == 0)) return finish(task, -(<i64>Errno.EINVAL));
  if (length == 0) return finish(task, 0);
  if (address + length < address) return finish(task, -(<i64>Errno.EINVAL));
  if (advice == MADV_DONTNEED) keepPinned(mm, address, length);
  let holes = false;
  for (let at = address; at < address + length; at += PAGE_SIZE) {
    if (!inWindow(at)) return finish(task, -(<i64>Errno.ENOMEM));
    const entry = pteAddress(mm, at);
    if (load<u32>(entry) == 0) {
      holes = true;
      continue;
    }
    if (advice <= MADV_WILLNEED) continue;
    if (advice != MADV_DONTNEED) setDontFork(entry, advice == MADV_DONTFORK);
    else if (load<u32>(entry) & PTE_FILE) return unmodelled(task, advice);
    else if (!forgetPage(mm, entry)) return finish(task, -(<i64>Errno.ENOMEM));
  }
  finish(task, holes ? -(<i64>Errno.ENOMEM) : 0);
}

function setDontFork(entry: usize, on: bool): void {
  const pte = load<u32>(entry);
  const bit: u32 = pte & PTE_LAZY ? PTE_DONTFORK << PTE_LAZY_SHIFT : PTE_DONTFORK;
  store<u32>(entry, on ? pte | bit : pte & ~bit);
}

/**
 * zap_page_range of one page: a private one reads as zeroes; what is shared is kept by whoever else holds it
 * (MAP-03). @returns false when there is no memory
 */
function forgetPage(mm: i32, entry: usize): bool {
  const pte = load<u32>(entry);
  if (pte & (PTE_LAZY | PTE_SHARED)) return true;
  const frame: usize = pte & PTE_FRAME;
  if (load<u32>(frameRow(frame), FrameRow.refs) == 1) {
    memory.fill(frame, 0, PAGE_SIZE);
    markDirty(frame);
    return true;
  }
  // A request in flight holds the page (BUF-01): it keeps that, and there is another one in its place.
  const fresh = allocFrame(FrameOwner.Anonymous, mm);
  if (fresh == 0) return false;
  store<u32>(entry, <u32>fresh | (pte & ~PTE_FRAME));
  putFrame(frame);
  return true;
}
