/**
 * The page cache: the frames that hold a file's pages, found by (inode, page) through a hash.
 *
 * A page that was never written can be made again from the file's seed, so it is given up when frames run short.
 */
import { FRAMES, FRAME_COUNT, FRAME_TABLE, MACHINE, PAGE_SHIFT, PAGE_SIZE } from '../uapi/memory-map';
import {
  FrameOwner,
  FrameRow,
  Inode,
  InodeType,
  PAGE_BUCKETS,
  PAGE_BUCKET_COUNT,
  PAGE_ROWS,
  PageRow,
  PageState,
  Sim,
} from '../uapi/kernel-state';
import { allocFrame, frameRow, markDirty, putFrame } from './frames';
import { fillContent } from './file-content';
import { inodeNumber, inodeRow } from './inodes';
import { countPages, cutPages, hasPage } from './page-ranges';

function frameNumber(frame: usize): u32 {
  return <u32>((frame - FRAMES) >> PAGE_SHIFT);
}

function frameAt(number: u32): usize {
  return ((<usize>number) << PAGE_SHIFT) + FRAMES;
}

function pageRow(number: u32): usize {
  return <usize>number * PageRow.SIZEOF + PAGE_ROWS;
}

function bucketOf(inode: u32, index: u32): usize {
  return ((<usize>((index + inode * 0x9e5) & (PAGE_BUCKET_COUNT - 1))) << 1) + PAGE_BUCKETS;
}

/** The frame of a page, 0 when it is not cached. */
export function findPage(inode: usize, index: u32): usize {
  const number = inodeNumber(inode);
  let at: u32 = load<u16>(bucketOf(number, index));
  while (at != 0) {
    const row = pageRow(at);
    if (load<u32>(row, PageRow.index) == index && load<u16>(row, PageRow.inode) == number) return frameAt(at);
    at = load<u16>(row, PageRow.bucket_next);
  }
  return 0;
}

/** The frame of a page, read from the file when it is not cached yet. @returns 0 when there is no memory */
export function getPage(inode: usize, index: u32): usize {
  const found = findPage(inode, index);
  if (found != 0) return found;
  const number = inodeNumber(inode);
  const frame = allocFrame(FrameOwner.PageCache, number);
  if (frame == 0) return 0;
  readFromDisk(inode, index, frame);
  insert(inode, number, index, frame);
  return frame;
}

/** Which file a page of the cache is of. */
export function inodeOfPage(frame: usize): usize {
  return inodeRow(load<u16>(pageRow(frameNumber(frame)), PageRow.inode));
}

/** Which of the file's pages it is. */
export function indexOfPage(frame: usize): u32 {
  return load<u32>(pageRow(frameNumber(frame)), PageRow.index);
}

/** Whether the file has a block on the disk for this page: it came with the file, or was written. */
export function hasBlock(inode: usize, index: u64): bool {
  if (index << PAGE_SHIFT < load<u64>(inode, Inode.seed_end)) return true;
  const frame = findPage(inode, <u32>index);
  return frame != 0 && load<u8>(pageRow(frameNumber(frame)), PageRow.dirty) != 0;
}

/** Content of a page as a read would see it, to a frame of the caller's. */
export function readPage(inode: usize, index: u32, to: usize): void {
  const cached = findPage(inode, index);
  if (cached != 0) memory.copy(to, cached, PAGE_SIZE);
  else readFromDisk(inode, index, to);
  markDirty(to);
}

/** PageState bits of a page in the cache's frames. */
export function pageState(frame: usize): u32 {
  return load<u8>(pageRow(frameNumber(frame)), PageRow.state);
}

export function setPageState(frame: usize, set: u32, clear: u32): void {
  const row = pageRow(frameNumber(frame));
  store<u8>(row, <u8>((load<u8>(row, PageRow.state) & ~clear) | set), PageRow.state);
}

/** The frames of a file, in no order: the first, and the one behind; 0 at the end. */
export function firstPage(inode: usize): usize {
  const first = load<u32>(inode, Inode.pages);
  return first == 0 ? 0 : frameAt(first);
}

export function nextPage(frame: usize): usize {
  const next: u32 = load<u16>(pageRow(frameNumber(frame)), PageRow.next);
  return next == 0 ? 0 : frameAt(next);
}

/** Whether a page table or the kernel holds the page beside the cache. */
export function isMapped(frame: usize): bool {
  return load<u32>(frameRow(frame), FrameRow.refs) > 1;
}

/** The cache lets go of a page: what cannot be made again stays, as the disk's copy. */
export function dropPage(frame: usize): void {
  const at = frameNumber(frame);
  if (load<u8>(pageRow(at), PageRow.dirty) != 0) setPageState(frame, PageState.Uncached, 0);
  else remove(at);
}

/** What the page was before anybody wrote it. */
function readFromDisk(inode: usize, index: u32, to: usize): void {
  readBytes(inode, (<u64>index) << PAGE_SHIFT, to, PAGE_SIZE);
}

/** Bytes that are not in the cache, to a physical address: seeded ones, then the hole. */
export function readBytes(inode: usize, pos: u64, to: usize, length: u32): void {
  const seedEnd = load<u64>(inode, Inode.seed_end);
  let seeded: u32 = 0;
  if (seedEnd > pos) seeded = seedEnd - pos >= length ? length : <u32>(seedEnd - pos);
  fillContent(load<u32>(inode, Inode.seed), pos, to, seeded);
  memory.fill(to + seeded, 0, length - seeded);
}

function insert(inode: usize, number: u32, index: u32, frame: usize): void {
  const at = frameNumber(frame);
  const row = pageRow(at);
  const bucket = bucketOf(number, index);
  const first = load<u32>(inode, Inode.pages);
  store<u32>(row, index, PageRow.index);
  store<u16>(row, <u16>number, PageRow.inode);
  store<u8>(row, 0, PageRow.dirty);
  store<u8>(row, 0, PageRow.state);
  store<u16>(row, load<u16>(bucket), PageRow.bucket_next);
  store<u16>(bucket, <u16>at);
  store<u16>(row, <u16>first, PageRow.next);
  store<u16>(row, 0, PageRow.previous);
  if (first != 0) store<u16>(pageRow(first), <u16>at, PageRow.previous);
  store<u32>(inode, at, Inode.pages);
  store<u32>(inode, load<u32>(inode, Inode.nr_pages) + 1, Inode.nr_pages);
}

function remove(at: u32): void {
  const row = pageRow(at);
  const number: u32 = load<u16>(row, PageRow.inode);
  const inode = inodeRow(number);
  let link = bucketOf(number, load<u32>(row, PageRow.index));
  while (load<u16>(link) != <u16>at) link = pageRow(load<u16>(link)) + PageRow.bucket_next;
  store<u16>(link, load<u16>(row, PageRow.bucket_next));
  const next: u32 = load<u16>(row, PageRow.next);
  const previous: u32 = load<u16>(row, PageRow.previous);
  if (next != 0) store<u16>(pageRow(next), <u16>previous, PageRow.previous);
  if (previous != 0) store<u16>(pageRow(previous), <u16>next, PageRow.next);
  else store<u32>(inode, next, Inode.pages);
  store<u32>(inode, load<u32>(inode, Inode.nr_pages) - 1, Inode.nr_pages);
  const state = load<u8>(row, PageRow.state);
  if (state & (PageState.Unsaved | PageState.Saving)) {
    store<u32>(inode, load<u32>(inode, Inode.unsaved) - 1, Inode.unsaved);
  }
  if (state & PageState.Counted) giveBlocks(1);
  putFrame(frameAt(at));
}

/** The frame's bytes were written: it can no longer be made again from the seed. */
export function pageChanged(frame: usize): void {
  store<u8>(pageRow(frameNumber(frame)), 1, PageRow.dirty);
  markDirty(frame);
}

/** Gives up one unwritten page that nobody maps. @returns false when there is none */
export function reclaimPage(): bool {
  let hand = load<u32>(MACHINE + Sim.reclaim_hand);
  for (let tries: u32 = 0; tries < <u32>FRAME_COUNT; tries++) {
    hand = hand + 1 < <u32>FRAME_COUNT ? hand + 1 : 0;
    const row: usize = <usize>hand * FrameRow.SIZEOF + FRAME_TABLE;
    if (load<u8>(row, FrameRow.owner) != FrameOwner.PageCache || load<u32>(row, FrameRow.refs) != 1) continue;
    if (load<u8>(pageRow(hand), PageRow.dirty) != 0 || load<u8>(pageRow(hand), PageRow.state) != 0) continue;
    store<u32>(MACHINE + Sim.reclaim_hand, hand);
    remove(hand);
    return true;
  }
  return false;
}

/** Blocks of the disk for new data (RES-11). @returns false when there are not so many */
export function takeBlocks(count: u32): bool {
  const most = load<u32>(MACHINE + Sim.disk_blocks);
  const used = load<u32>(MACHINE + Sim.disk_used) + count;
  if (most != 0 && used > most) return false;
  store<u32>(MACHINE + Sim.disk_used, used);
  return true;
}

function giveBlocks(count: u32): void {
  store<u32>(MACHINE + Sim.disk_used, load<u32>(MACHINE + Sim.disk_used) - count);
}

/** Whether the disk has blocks for all of pages [first, end) that have none. */
export function hasBlocksFor(inode: usize, first: u32, end: u32): bool {
  const most = load<u32>(MACHINE + Sim.disk_blocks);
  if (most == 0) return true;
  let needed: u32 = 0;
  for (let page = first; page < end; page++) if (!hasBlock(inode, page) && !isAllocated(inode, page)) needed++;
  return load<u32>(MACHINE + Sim.disk_used) + needed <= most;
}

/** A page that is about to be written gets its block, if it has none. @returns false when the disk is full */
export function takeBlockFor(inode: usize, index: u32, frame: usize): bool {
  if (hasBlock(inode, index) || isAllocated(inode, index)) return true;
  if (!takeBlocks(1)) return false;
  setPageState(frame, PageState.Counted, 0);
  return true;
}

/** Whether fallocate has given the page a block. */
export function isAllocated(inode: usize, index: u32): bool {
  return hasPage(load<u32>(inode, Inode.allocated), index);
}

/** truncate_pagecache: drops all pages from page `first` on, and every page when that is 0. */
export function dropPages(inode: usize, first: u32): void {
  if (load<u8>(inode, Inode.type) == InodeType.Regular) {
    giveBlocks(countPages(load<u32>(inode, Inode.allocated), first, 0xffff_ffff));
    cutPages(inode + Inode.allocated, first);
    cutPages(inode + Inode.cold, first);
  }
  let at = load<u32>(inode, Inode.pages);
  while (at != 0) {
    const next: u32 = load<u16>(pageRow(at), PageRow.next);
    if (load<u32>(pageRow(at), PageRow.index) >= first) remove(at);
    at = next;
  }
}
