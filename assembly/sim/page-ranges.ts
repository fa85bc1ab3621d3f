/**
 * A set of pages of a file, as ranges in one frame of the kernel, in no order and without overlaps. A file has at most two: what is not in
 * the page cache although it could be made again, and what has blocks although nobody wrote it.
 *
 *   0  u32 number of ranges
 *   8  { first u32, end u32 } each
 */
import { PAGE_SIZE } from '../uapi/memory-map';
import { FrameOwner } from '../uapi/kernel-state';
import { allocFrame, markDirty, putFrame } from './frames';

const FIRST: u32 = 8;
const RANGE: u32 = 8;
const MOST: u32 = (<u32>PAGE_SIZE - FIRST) / RANGE;

function rangeAt(set: usize, i: u32): usize {
  return set + <usize>(FIRST + i * RANGE);
}

/** @param set frame of the set, 0: empty */
export function hasPage(set: usize, page: u32): bool {
  if (set == 0) return false;
  const count = load<u32>(set);
  for (let i: u32 = 0; i < count; i++) {
    const range = rangeAt(set, i);
    if (page >= load<u32>(range) && page < load<u32>(range, 4)) return true;
  }
  return false;
}

/** How many of the pages [first, end) are in the set. */
export function countPages(set: usize, first: u32, end: u32): u32 {
  if (set == 0) return 0;
  const count = load<u32>(set);
  let pages: u32 = 0;
  for (let i: u32 = 0; i < count; i++) {
    const from = max<u32>(first, load<u32>(rangeAt(set, i)));
    const to = min<u32>(end, load<u32>(rangeAt(set, i), 4));
    if (from < to) pages += to - from;
  }
  return pages;
}

/**
 * Pages [first, end) belong to the set whose frame stands at `slot`.
 * @returns false when there is no memory, or no room for one more range
 */
export function addPages(slot: usize, first: u32, end: u32): bool {
  let set: usize = load<u32>(slot);
  if (set == 0) {
    set = allocFrame(FrameOwner.Kernel, 0);
    if (set == 0) return false;
    store<u32>(slot, <u32>set);
  }
  markDirty(set);
  // Ranges that touch the new one become part of it.
  for (let i: u32 = 0; i < load<u32>(set); ) {
    const from = load<u32>(rangeAt(set, i));
    const to = load<u32>(rangeAt(set, i), 4);
    if (to < first || from > end) {
      i++;
      continue;
    }
    first = min<u32>(first, from);
    end = max<u32>(end, to);
    removeRange(set, i);
  }
  return appendRange(set, first, end);
}

/** Pages from `first` on leave the set. */
export function cutPages(slot: usize, first: u32): void {
  const set: usize = load<u32>(slot);
  if (set == 0) return;
  markDirty(set);
  for (let i: u32 = 0; i < load<u32>(set); ) {
    const range = rangeAt(set, i);
    if (load<u32>(range, 4) > first) store<u32>(range, first, 4);
    if (load<u32>(range) >= first) removeRange(set, i);
    else i++;
  }
  if (load<u32>(set) == 0) {
    store<u32>(slot, 0);
    putFrame(set);
  }
}

function appendRange(set: usize, first: u32, end: u32): bool {
  const count = load<u32>(set);
  if (count == MOST) return false;
  store<u32>(rangeAt(set, count), first);
  store<u32>(rangeAt(set, count), end, 4);
  store<u32>(set, count + 1);
  return true;
}

/** The last range takes its place. */
function removeRange(set: usize, i: u32): void {
  const last = load<u32>(set) - 1;
  store<u64>(rangeAt(set, i), load<u64>(rangeAt(set, last)));
  store<u32>(set, last);
}
