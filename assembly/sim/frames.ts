/**
 * Page frames: who owns each, how many references it has, and which are free.
 *
 * Lazy pages are paid for when they are reserved, so a first touch never finds memory exhausted: running out is
 * -ENOMEM to the call that asks, never a crash at a store.
 */
import {
  MACHINE,
  FRAMES,
  FRAME_COUNT,
  FRAME_TABLE,
  STACK_SIZE,
  PAGE_SIZE,
  PAGE_SHIFT,
  DIRTY,
  DIRTY_BOTH,
} from '../uapi/memory-map';
import { Sim, FrameRow, FrameOwner } from '../uapi/kernel-state';
import { reclaimPage } from './page-cache';

/** Frames of the main stack; they are never in the free list. */
const STACK_FRAMES: u32 = <u32>STACK_SIZE >> PAGE_SHIFT;

/** Notes that the page at this physical address has changed, for the recording and for a host. */
export function markDirty(physical: usize): void {
  store<u16>(DIRTY + ((physical >> PAGE_SHIFT) << 1), DIRTY_BOTH);
}

/** Row of FRAME_TABLE for a frame's physical address. */
export function frameRow(frame: usize): usize {
  return FRAME_TABLE + ((frame - FRAMES) >> PAGE_SHIFT) * FrameRow.SIZEOF;
}

/** At boot: everything behind the main stack is free. */
export function initFrames(): void {
  store<u32>(MACHINE + Sim.frames_fresh, STACK_FRAMES);
  store<u32>(MACHINE + Sim.frames_free, FRAME_COUNT - STACK_FRAMES);
}

/** Promises `count` frames to lazy pages. @returns false when they are not there. */
export function reserveFrames(count: u32): bool {
  const reserved = load<u32>(MACHINE + Sim.frames_reserved) + count;
  if (count > <u32>FRAME_COUNT) return false;
  while (reserved > load<u32>(MACHINE + Sim.frames_free)) if (!reclaimPage()) return false;
  store<u32>(MACHINE + Sim.frames_reserved, reserved);
  return true;
}

/** Gives a promise back. */
export function unreserveFrames(count: u32): void {
  store<u32>(MACHINE + Sim.frames_reserved, load<u32>(MACHINE + Sim.frames_reserved) - count);
}

/** Takes a zeroed frame with one reference. @returns its physical address, 0 when all are in use or promised */
export function allocFrame(owner: FrameOwner, object: u32): usize {
  if (load<u32>(MACHINE + Sim.frames_free) <= load<u32>(MACHINE + Sim.frames_reserved) && !reclaimPage()) return 0;
  return takeFrame(owner, object);
}

/** The same for a page that has a promise, which is used up. */
export function allocReservedFrame(owner: FrameOwner, object: u32): usize {
  unreserveFrames(1);
  return takeFrame(owner, object);
}

function takeFrame(owner: FrameOwner, object: u32): usize {
  store<u32>(MACHINE + Sim.frames_free, load<u32>(MACHINE + Sim.frames_free) - 1);
  let index = load<u32>(MACHINE + Sim.frames_free_list);
  const reused = index != 0;
  if (reused) {
    store<u32>(MACHINE + Sim.frames_free_list, load<u32>(FRAME_TABLE + index * FrameRow.SIZEOF + FrameRow.refs));
  } else {
    index = load<u32>(MACHINE + Sim.frames_fresh);
    store<u32>(MACHINE + Sim.frames_fresh, index + 1);
  }
  const row: usize = FRAME_TABLE + index * FrameRow.SIZEOF;
  store<u8>(row + FrameRow.owner, <u8>owner);
  store<u16>(row + FrameRow.object, <u16>object);
  store<u32>(row + FrameRow.refs, 1);
  const frame: usize = FRAMES + ((<usize>index) << PAGE_SHIFT);
  markDirty(frame);
  if (reused) memory.fill(frame, 0, PAGE_SIZE);
  return frame;
}

/**
 * Takes `count` zeroed frames side by side, each with one reference: a stack.
 * @returns physical address of the first, 0 when there is no such run
 */
export function allocRun(count: u32, owner: FrameOwner, object: u32): usize {
  while (load<u32>(MACHINE + Sim.frames_free) - load<u32>(MACHINE + Sim.frames_reserved) < count) {
    if (!reclaimPage()) return 0;
  }
  const first = findRun(count);
  if (first == 0) return 0;
  takeOutOfList(first, count);
  store<u32>(MACHINE + Sim.frames_free, load<u32>(MACHINE + Sim.frames_free) - count);
  for (let index = first; index < first + count; index++) {
    const row: usize = FRAME_TABLE + <usize>index * FrameRow.SIZEOF;
    const frame: usize = FRAMES + ((<usize>index) << PAGE_SHIFT);
    store<u8>(row, <u8>owner, FrameRow.owner);
    store<u16>(row, <u16>object, FrameRow.object);
    store<u32>(row, 1, FrameRow.refs);
    memory.fill(frame, 0, PAGE_SIZE);
    markDirty(frame);
  }
  return FRAMES + ((<usize>first) << PAGE_SHIFT);
}

/** The first run of free frames, those never used included. @returns 0: none */
function findRun(count: u32): u32 {
  let run: u32 = 0;
  for (let index = STACK_FRAMES; index < <u32>FRAME_COUNT; index++) {
    const free = load<u8>(FRAME_TABLE + <usize>index * FrameRow.SIZEOF + FrameRow.owner) == FrameOwner.Free;
    run = free ? run + 1 : 0;
    if (run == count) return index + 1 - count;
  }
  return 0;
}

/** The frames of a run are no longer in the free list; those never used that it leaves behind are. */
function takeOutOfList(first: u32, count: u32): void {
  const end = first + count;
  let link: usize = MACHINE + Sim.frames_free_list;
  let index = load<u32>(link);
  while (index != 0) {
    const next: usize = FRAME_TABLE + <usize>index * FrameRow.SIZEOF + FrameRow.refs;
    if (index >= first && index < end) store<u32>(link, load<u32>(next));
    else link = next;
    index = load<u32>(next);
  }
  const fresh = load<u32>(MACHINE + Sim.frames_fresh);
  if (end <= fresh) return;
  for (let left = fresh; left < first; left++) {
    store<u32>(FRAME_TABLE + <usize>left * FrameRow.SIZEOF + FrameRow.refs, load<u32>(MACHINE + Sim.frames_free_list));
    store<u32>(MACHINE + Sim.frames_free_list, left);
  }
  store<u32>(MACHINE + Sim.frames_fresh, end);
}

/** One more reference. */
export function getFrame(frame: usize): void {
  const row = frameRow(frame);
  store<u32>(row + FrameRow.refs, load<u32>(row + FrameRow.refs) + 1);
}

/** One reference less; the last one frees the frame. Frames of the main stack stay. */
export function putFrame(frame: usize): void {
  const row = frameRow(frame);
  const refs = load<u32>(row + FrameRow.refs) - 1;
  store<u32>(row + FrameRow.refs, refs);
  if (refs != 0) return;
  const index = <u32>((frame - FRAMES) >> PAGE_SHIFT);
  if (index < STACK_FRAMES) return;
  store<u32>(row, 0);
  store<u32>(row + FrameRow.refs, load<u32>(MACHINE + Sim.frames_free_list));
  store<u32>(MACHINE + Sim.frames_free_list, index);
  store<u32>(MACHINE + Sim.frames_free, load<u32>(MACHINE + Sim.frames_free) + 1);
}
