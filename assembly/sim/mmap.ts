/**
 * mmap, munmap, mprotect, brk. There is no list of mappings: the page table entry is the whole truth about a page.
 */
import {
  HEAP_BASE,
  HEAP_END,
  MMAP_BASE,
  MMAP_END,
  MMS,
  MM_SIZE,
  PAGE_SHIFT,
  PAGE_SIZE,
  WINDOW_SIZE,
  PTE_FILE,
  PTE_LAZY,
  PTE_LAZY_SHIFT,
  PTE_NO_MAYWRITE,
  PTE_READ,
  PTE_RING,
  PTE_SHARED,
  PTE_WRITE,
} from '../uapi/memory-map';
import { Errno } from '../uapi/errno';
import { File, FileMode, FrameOwner, FrameRow, Inode, InodeType, Mm } from '../uapi/kernel-state';
import { PTE_FRAME, inWindow, pteAddress } from './pages';
import { allocFrame, allocRun, frameRow, getFrame, putFrame, reserveFrames, unreserveFrames } from './frames';
import { mmOf, argument, finish, unmodelled } from './tasks';
import { fileOf, inodeOfFile } from './files';
import { getPage, pageChanged, readPage } from './page-cache';
import { checkIoRingOffset, mapIoRing } from './io-rings';
import { mayExpand } from './limits';
import { keepPinned } from './pins';
import { step0 } from './trace';
import { Step } from '../uapi/records';

const PROT_READ: u64 = 1;
const PROT_WRITE: u64 = 2;
const PROT_EXEC: u64 = 4;
const PROT_ALL: u64 = 7;

const MAP_SHARED: u64 = 1;
const MAP_PRIVATE: u64 = 2;
const MAP_SHARED_VALIDATE: u64 = 3;
const MAP_TYPE: u64 = 15;
const MAP_FIXED: u64 = 0x10;
const MAP_ANONYMOUS: u64 = 0x20;
const MAP_STACK: u64 = 0x2_0000;
const MAP_FIXED_NOREPLACE: u64 = 0x10_0000;
/** MAP_DENYWRITE, MAP_EXECUTABLE, MAP_LOCKED, MAP_NORESERVE, MAP_POPULATE, MAP_NONBLOCK, MAP_STACK: no visible effect here. */
const MAP_HINTS: u64 = 0x800 | 0x1000 | 0x2000 | 0x4000 | 0x8000 | 0x1_0000 | 0x2_0000;

export function mmRow(mm: i32): usize {
  return <usize>mm * MM_SIZE + MMS;
}

export function pageAlign(length: u64): u64 {
  return (length + (PAGE_SIZE - 1)) & ~(<u64>(PAGE_SIZE - 1));
}

/** PTE bits for PROT_* bits. x86 pages that can be written or executed can be read. */
function pteBits(prot: u64): u32 {
  let bits: u32 = 0;
  if (prot & PROT_ALL) bits |= PTE_READ;
  if (prot & PROT_WRITE) bits |= PTE_WRITE;
  return bits;
}

/**
 * get_unmapped_area: the highest gap of the mmap area that is long enough. Like Linux it goes from the top down, so
 * what has just been unmapped is handed out again.
 * @returns user address, 0 when there is none
 */
export function findGap(mm: i32, length: u64): u64 {
  const pages = <u32>(length >> PAGE_SHIFT);
  if (length > <u64>MMAP_END - <u64>MMAP_BASE) return 0;
  const first = pteAddress(mm, MMAP_BASE);
  let at = pteAddress(mm, MMAP_END);
  let run: u32 = 0;
  while (at > first) {
    at -= 4;
    run = load<u32>(at) == 0 ? run + 1 : 0;
    if (run == pages) return <u64>MMAP_BASE + ((<u64>((at - first) >> 2)) << PAGE_SHIFT);
  }
  return 0;
}

/** Takes whatever is mapped in the range away; frames lose a reference. The range is page aligned and in the window. */
export function unmapRange(mm: i32, address: u64, length: u64): void {
  keepPinned(mm, address, length);
  const end = pteAddress(mm, address) + <usize>((length >> PAGE_SHIFT) << 2);
  for (let at = pteAddress(mm, address); at < end; at += 4) {
    const pte = load<u32>(at);
    if (pte == 0) continue;
    store<u32>(at, 0);
    if (pte & PTE_LAZY) unreserveFrames(1);
    else dropPage(pte);
  }
}

function dropPage(pte: u32): void {
  const frame: usize = pte & PTE_FRAME;
  if (load<u8>(frameRow(frame), FrameRow.owner) == FrameOwner.PageCache && (pte & PTE_WRITE) != 0) pageChanged(frame);
  putFrame(frame);
}

/** Maps one frame, whose reference passes to the entry. */
export function mapFrame(mm: i32, address: u64, frame: usize, bits: u32): void {
  store<u32>(pteAddress(mm, address), <u32>frame | bits);
}

/** Anonymous pages that get their frames at the first touch. @returns 0 or -ENOMEM */
export function mapLazy(mm: i32, address: u64, length: u64, bits: u32): i64 {
  if (!reserveFrames(<u32>(length >> PAGE_SHIFT))) return -(<i64>Errno.ENOMEM);
  const end = pteAddress(mm, address) + <usize>((length >> PAGE_SHIFT) << 2);
  for (let at = pteAddress(mm, address); at < end; at += 4) store<u32>(at, (bits << PTE_LAZY_SHIFT) | PTE_LAZY);
  return 0;
}

/** MAP_STACK: frames side by side from the beginning, as a stack of kring's VM must be. @returns 0 or -ENOMEM */
function mapStack(mm: i32, address: u64, length: u64, bits: u32): i64 {
  const frames = allocRun(<u32>(length >> PAGE_SHIFT), FrameOwner.Anonymous, mm);
  if (frames == 0) return -(<i64>Errno.ENOMEM);
  for (let done: u64 = 0; done < length; done += PAGE_SIZE) mapFrame(mm, address + done, frames + <usize>done, bits);
  return 0;
}

/** Pages of a file. Those wholly behind its end stay unmapped: touching them is a fault. @returns 0 or -ENOMEM */
export function mapFile(mm: i32, address: u64, length: u64, bits: u32, inode: usize, offset: u64, shared: bool): i64 {
  const size = load<u64>(inode, Inode.size);
  for (let done: u64 = 0; done < length && offset + done < size; done += PAGE_SIZE) {
    const index = <u32>((offset + done) >> PAGE_SHIFT);
    let frame: usize;
    if (shared) {
      frame = getPage(inode, index);
      if (frame != 0) getFrame(frame);
    } else {
      frame = allocFrame(FrameOwner.Anonymous, mm);
      if (frame != 0) readPage(inode, index, frame);
    }
    if (frame == 0) {
      unmapRange(mm, address, done);
      return -(<i64>Errno.ENOMEM);
    }
    mapFrame(mm, address + done, frame, bits);
  }
  return 0;
}

/** mm/mmap.c: do_mmap(). Checks in the kernel's order. */
export function sysMmap(task: usize): void {
  step0(Step.Call);
  const mm = mmOf(task);
  let address = argument(task, 0);
  const length = pageAlign(argument(task, 1));
  const prot = argument(task, 2);
  const flags = argument(task, 3);
  const offset = argument(task, 5);
  const type = flags & MAP_TYPE;
  const anonymous = (flags & MAP_ANONYMOUS) != 0;
  const known = MAP_TYPE | MAP_FIXED | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE | MAP_HINTS;

  if (offset & 0xfff) return finish(task, -(<i64>Errno.EINVAL));
  const file: usize = anonymous ? 0 : fileOf(mm, argument(task, 4));
  if (!anonymous && file == 0) return finish(task, -(<i64>Errno.EBADF));
  if (argument(task, 1) == 0) return finish(task, -(<i64>Errno.EINVAL));
  if (flags & ~known) return unmodelled(task, flags);
  if (length == 0 || length > <u64>WINDOW_SIZE) return finish(task, -(<i64>Errno.ENOMEM));

  const fixed = (flags & (MAP_FIXED | MAP_FIXED_NOREPLACE)) != 0;
  if (fixed) {
    if (address & 0xfff) return finish(task, -(<i64>Errno.EINVAL));
    if (!inWindow(address) || !inWindow(address + length - 1)) return finish(task, -(<i64>Errno.ENOMEM));
    if ((flags & MAP_FIXED_NOREPLACE) != 0 && anyMapped(mm, address, length)) return finish(task, -(<i64>Errno.EEXIST));
  } else {
    address &= ~(<u64>0xfff);
    const usable = address >= <u64>MMAP_BASE && address + length <= <u64>MMAP_END && !anyMapped(mm, address, length);
    if (!usable) address = findGap(mm, length);
    if (address == 0) return finish(task, -(<i64>Errno.ENOMEM));
  }
  if (type != MAP_PRIVATE && type != MAP_SHARED && (type != MAP_SHARED_VALIDATE || anonymous)) {
    return finish(task, -(<i64>Errno.EINVAL));
  }
  const shared = type != MAP_PRIVATE;
  let bits = pteBits(prot);
  if (shared) bits |= PTE_SHARED;
  let inode: usize = 0;
  if (!anonymous) {
    inode = inodeOfFile(file);
    const mode = load<u32>(file, File.mode);
    if (mode & FileMode.Path) return finish(task, -(<i64>Errno.EBADF));
    if (shared && (prot & PROT_WRITE) != 0 && (mode & FileMode.Write) == 0) return finish(task, -(<i64>Errno.EACCES));
    if ((mode & FileMode.Read) == 0) return finish(task, -(<i64>Errno.EACCES));
    if (load<u8>(inode, Inode.type) == InodeType.IoUring) {
      if (prot & PROT_EXEC) return finish(task, -(<i64>Errno.EPERM));
      const error = checkIoRingOffset(offset);
      if (error != 0) return finish(task, error);
      // The first store would make a copy of the page.
      if (!shared) return unmodelled(task, flags);
      if (fixed) unmapRange(mm, address, length);
      mapIoRing(mm, inode, address, length, offset, bits);
      return finish(task, address);
    }
    if (load<u8>(inode, Inode.type) != InodeType.Regular) return finish(task, -(<i64>Errno.ENODEV));
    if (!shared) bits |= PTE_FILE;
    else if ((mode & FileMode.Write) == 0) bits |= PTE_NO_MAYWRITE;
  }
  if (!mayExpand(mm, length)) return finish(task, -(<i64>Errno.ENOMEM));
  if (fixed) unmapRange(mm, address, length);
  let error: i64;
  if (!anonymous) error = mapFile(mm, address, length, bits, inode, offset, shared);
  else if ((flags & MAP_STACK) != 0 && !shared) error = mapStack(mm, address, length, bits);
  else error = mapLazy(mm, address, length, bits);
  finish(task, error != 0 ? error : address);
}

export function anyMapped(mm: i32, address: u64, length: u64): bool {
  const end = pteAddress(mm, address) + <usize>((length >> PAGE_SHIFT) << 2);
  for (let at = pteAddress(mm, address); at < end; at += 4) if (load<u32>(at) != 0) return true;
  return false;
}

/** mm/mmap.c: vm_munmap(). A range without mappings is no error. */
export function sysMunmap(task: usize): void {
  step0(Step.Call);
  const address = argument(task, 0);
  const length = pageAlign(argument(task, 1));
  if ((address & 0xfff) != 0 || length == 0) return finish(task, -(<i64>Errno.EINVAL));
  if (!inWindow(address) || !inWindow(address + length - 1)) return finish(task, 0);
  unmapRange(mmOf(task), address, length);
  finish(task, 0);
}

/** mm/mprotect.c: do_mprotect_pkey(). Pages before the first hole are changed, then -ENOMEM. */
export function sysMprotect(task: usize): void {
  step0(Step.Call);
  const mm = mmOf(task);
  const address = argument(task, 0);
  const length = pageAlign(argument(task, 1));
  const prot = argument(task, 2);
  if (address & 0xfff) return finish(task, -(<i64>Errno.EINVAL));
  if (argument(task, 1) == 0) return finish(task, 0);
  if (length == 0 || address + length <= address) return finish(task, -(<i64>Errno.ENOMEM));
  if (prot & ~PROT_ALL) return finish(task, -(<i64>Errno.EINVAL));
  const bits = pteBits(prot);
  keepPinned(mm, address, length);
  for (let at = address; at < address + length; at += PAGE_SIZE) {
    if (!inWindow(at)) return finish(task, -(<i64>Errno.ENOMEM));
    const entry = pteAddress(mm, at);
    const pte = load<u32>(entry);
    if (pte == 0) return finish(task, -(<i64>Errno.ENOMEM));
    if ((pte & PTE_RING) != 0 && (prot & PROT_EXEC) != 0) return finish(task, -(<i64>Errno.EACCES));
    if ((pte & PTE_NO_MAYWRITE) != 0 && (bits & PTE_WRITE) != 0) return finish(task, -(<i64>Errno.EACCES));
    const access: u32 = PTE_READ | PTE_WRITE;
    store<u32>(
      entry,
      (pte & PTE_LAZY) != 0 ? (pte & ~(access << PTE_LAZY_SHIFT)) | (bits << PTE_LAZY_SHIFT) : (pte & ~access) | bits,
    );
  }
  finish(task, 0);
}

/** mm/mmap.c: brk. The answer is the end of the heap, changed or not. */
export function sysBrk(task: usize): void {
  step0(Step.Call);
  const mm = mmOf(task);
  const row = mmRow(mm);
  const old = load<u64>(row, Mm.brk);
  const wanted = argument(task, 0);
  if (wanted < <u64>HEAP_BASE || wanted > <u64>HEAP_END) return finish(task, old);
  const oldEnd = pageAlign(old);
  const newEnd = pageAlign(wanted);
  if (newEnd > oldEnd) {
    if (!mayExpand(mm, newEnd - oldEnd)) return finish(task, old);
    if (mapLazy(mm, oldEnd, newEnd - oldEnd, PTE_READ | PTE_WRITE) != 0) return finish(task, old);
  } else if (newEnd < oldEnd) {
    unmapRange(mm, newEnd, oldEnd - newEnd);
  }
  store<u64>(row, wanted, Mm.brk);
  finish(task, wanted);
}
