/**
 * Pages of files on the disk, between it and the page cache: what must be read before it can be copied, and what must
 * be written before it is safe. A task that needs either sleeps until the disk is done: mm/filemap.c, mm/page-writeback.c.
 */
import { MACHINE, PAGE_SHIFT, PAGE_SIZE } from '../uapi/memory-map';
import { Machine } from '../uapi/machine-state';
import { Errno } from '../uapi/errno';
import { Step, WaitReason } from '../uapi/records';
import { Feature, Inode, Kiocb, KiocbState, PageState, Sim } from '../uapi/kernel-state';
import { queueAtDevice } from './device';
import { has } from './features';
import { holdInode, inodeNumber, inodeRow, releaseInode } from './inodes';
import {
  dropPage,
  findPage,
  firstPage,
  getPage,
  hasBlock,
  indexOfPage,
  isMapped,
  nextPage,
  pageState,
  setPageState,
} from './page-cache';
import { addPages, hasPage } from './page-ranges';
import { allocRequest, freeRequest } from './requests';
import { mustWait } from './special-files';
import { wakeAll } from './tasks';
import { step3 } from './trace';

/** Pages one request to the disk may have. */
const MOST_PAGES: u32 = 256;
/** Behind every page of a file. */
export const LAST_PAGE: u32 = 0xffff_ffff;

/** The page behind the last one of [pos, pos + bytes). */
export function endPage(pos: u64, bytes: u64): u32 {
  return <u32>((pos + bytes + PAGE_SIZE - 1) >> PAGE_SHIFT);
}

/** Whether the cache has the page. What came with the file was written just before, so it is there until it is dropped. */
export function isCached(inode: usize, index: u32): bool {
  const frame = findPage(inode, index);
  if (frame != 0) return (pageState(frame) & (PageState.Uncached | PageState.Reading)) == 0;
  return (<u64>index) << PAGE_SHIFT < load<u64>(inode, Inode.seed_end) && !hasPage(load<u32>(inode, Inode.cold), index);
}

/** Whether the page must come from the disk before it can be used. Holes never must. */
export function needsDisk(inode: usize, index: u32): bool {
  return !isCached(inode, index) && hasBlock(inode, index);
}

/**
 * filemap_read without the page: asks the disk for it and what follows it up to `end`. What is read ahead is what was asked for, no more.
 * @returns MUST_WAIT; -EAGAIN to one that must not (BLK-04, BLK-16); -ENOMEM
 */
export function readPages(inode: usize, first: u32, end: u32, nowait: bool): i64 {
  const frame = findPage(inode, first);
  const underWay = frame != 0 && (pageState(frame) & PageState.Reading) != 0;
  store<u32>(MACHINE + Sim.wait_pages, 0);
  if (!underWay && (!nowait || has(Feature.NowaitReadsAhead)) && !queueRead(inode, first, end))
    return -(<i64>Errno.ENOMEM);
  return nowait ? -(<i64>Errno.EAGAIN) : mustWait(WaitReason.PageCache, inodeNumber(inode));
}

function queueRead(inode: usize, first: u32, end: u32): bool {
  const request = allocRequest();
  if (request == 0) return false;
  end = min<u32>(end, first + MOST_PAGES);
  let page = first;
  while (page < end && needsDisk(inode, page)) {
    const frame = getPage(inode, page);
    if (frame == 0) break;
    setPageState(frame, PageState.Reading, 0);
    page++;
  }
  if (page > first && queue(request, inode, first, page, KiocbState.PageRead)) return true;
  endReading(inode, first, page);
  freeRequest(request);
  return false;
}

function queue(request: usize, inode: usize, first: u32, end: u32, state: KiocbState): bool {
  const bytes = (<u64>(end - first)) << PAGE_SHIFT;
  store<u16>(request, <u16>inodeNumber(inode), Kiocb.file);
  store<u64>(request, first, Kiocb.pos);
  store<u8>(request, <u8>load<u32>(MACHINE + Machine.current_task), Kiocb.task);
  const ns = queueAtDevice(request, bytes, state == KiocbState.PageWrite, 0, 0);
  if (ns == 0) return false;
  holdInode(inode);
  store<u8>(request, <u8>state, Kiocb.state);
  store<u32>(MACHINE + Sim.wait_pages, load<u32>(MACHINE + Sim.wait_pages) + end - first);
  store<u64>(MACHINE + Sim.wait_ns, ns);
  return true;
}

/** The disk is done with a request of this file: a moment. */
export function pageIoDone(request: usize): void {
  const number: u32 = load<u16>(request, Kiocb.file);
  const inode = inodeRow(number);
  const first = <u32>load<u64>(request, Kiocb.pos);
  const end = first + (load<u32>(request, Kiocb.bytes) >> PAGE_SHIFT);
  step3(Step.PagesDone, number, first, end - first);
  if (load<u8>(request, Kiocb.state) == KiocbState.PageRead) endReading(inode, first, end);
  else endSaving(inode, first, end);
  freeRequest(request);
  releaseInode(inode);
  wakeAll(WaitReason.PageCache, number);
}

function endReading(inode: usize, first: u32, end: u32): void {
  for (let page = first; page < end; page++) {
    const frame = findPage(inode, page);
    if (frame != 0) setPageState(frame, 0, PageState.Reading | PageState.Uncached);
  }
}

function endSaving(inode: usize, first: u32, end: u32): void {
  for (let page = first; page < end; page++) {
    const frame = findPage(inode, page);
    if (frame == 0 || (pageState(frame) & PageState.Saving) == 0) continue;
    setPageState(frame, 0, PageState.Saving);
    if ((pageState(frame) & PageState.Unsaved) == 0) countUnsaved(inode, -1);
  }
}

function countUnsaved(inode: usize, by: i32): void {
  store<u32>(inode, load<u32>(inode, Inode.unsaved) + by, Inode.unsaved);
}

/** folio_mark_dirty: the page is newer than the disk. */
export function markUnsaved(inode: usize, frame: usize): void {
  if ((pageState(frame) & (PageState.Unsaved | PageState.Saving)) == 0) countUnsaved(inode, 1);
  setPageState(frame, PageState.Unsaved, PageState.Uncached);
}

/** filemap_range_needs_writeback: whether pages [first, end) have something newer than the disk, or on its way to it. */
export function isUnsaved(inode: usize, first: u32, end: u32): bool {
  if (load<u32>(inode, Inode.unsaved) == 0) return false;
  for (let frame = firstPage(inode); frame != 0; frame = nextPage(frame)) {
    const index = indexOfPage(frame);
    if (index >= first && index < end && (pageState(frame) & (PageState.Unsaved | PageState.Saving)) != 0) return true;
  }
  return false;
}

/** filemap_fdatawrite_range: gives pages [first, end) that are newer than the disk to it. @returns false when there is no memory */
export function writePages(inode: usize, first: u32, end: u32): bool {
  store<u32>(MACHINE + Sim.wait_pages, 0);
  for (let frame = firstPage(inode); frame != 0; frame = nextPage(frame)) {
    const index = indexOfPage(frame);
    if (index < first || index >= end || (pageState(frame) & PageState.Unsaved) == 0) continue;
    if (!queueWrite(inode, index, first, end)) return false;
  }
  return true;
}

/** The run of such pages around `index`. */
function queueWrite(inode: usize, index: u32, first: u32, end: u32): bool {
  const request = allocRequest();
  if (request == 0) return false;
  let from = index;
  while (from > first && index - from < MOST_PAGES / 2 && waitsToBeSaved(inode, from - 1)) from--;
  let to = index;
  while (to < end && to - from < MOST_PAGES && waitsToBeSaved(inode, to)) to++;
  if (!queue(request, inode, from, to, KiocbState.PageWrite)) {
    freeRequest(request);
    return false;
  }
  for (let page = from; page < to; page++) setPageState(findPage(inode, page), PageState.Saving, PageState.Unsaved);
  return true;
}

function waitsToBeSaved(inode: usize, index: u32): bool {
  const frame = findPage(inode, index);
  return frame != 0 && (pageState(frame) & PageState.Unsaved) != 0;
}

/** What a worker's fsync has done when it is over: what was newer than the disk is there now. */
export function allSaved(inode: usize): void {
  for (let frame = firstPage(inode); frame != 0; frame = nextPage(frame)) {
    const state = pageState(frame);
    setPageState(frame, 0, PageState.Unsaved);
    if ((state & PageState.Unsaved) != 0 && (state & PageState.Saving) == 0) countUnsaved(inode, -1);
  }
}

/**
 * invalidate_mapping_pages: pages [first, end) leave the cache, but for those that are mapped or newer than the disk;
 * the latter begin their way to it. @returns false when there is no memory to note it
 */
export function dropFromCache(inode: usize, first: u32, end: u32): bool {
  if (!addPages(inode + Inode.cold, first, end)) return false;
  for (let frame = firstPage(inode); frame != 0; ) {
    const next = nextPage(frame);
    const index = indexOfPage(frame);
    const busy = PageState.Unsaved | PageState.Saving | PageState.Reading;
    if (index >= first && index < end && (pageState(frame) & busy) == 0 && !isMapped(frame)) dropPage(frame);
    frame = next;
  }
  return writePages(inode, first, end);
}
