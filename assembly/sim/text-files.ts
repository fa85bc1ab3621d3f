/** Files whose content is made when they are read: /proc/self/maps, /proc/uptime, of sysfs, and /dev/urandom. */
import {
  HEAP_BASE,
  HEAP_END,
  MACHINE,
  PAGE_SHIFT,
  PTE_LAZY,
  PTE_LAZY_SHIFT,
  PTE_READ,
  PTE_RING,
  PTE_SHARED,
  PTE_WRITE,
  STACK_BASE,
  STACK_SIZE,
  WINDOW_BASE,
  WINDOW_PAGES,
} from '../uapi/memory-map';
import { Machine } from '../uapi/machine-state';
import { FrameRow, Inode, InodeType, PATH_BUFFER, Sim } from '../uapi/kernel-state';
import { Errno } from '../uapi/errno';
import { now } from './clock';
import { contentWord } from './file-content';
import { frameRow } from './frames';
import { copyToIter, iterCount, iterDone } from './iov-iter';
import { PTE_FRAME, pteAddress } from './pages';

/** Where a line is made, behind the word that says where in the file it begins. */
const BEGINS: usize = PATH_BUFFER;
const LINE: usize = PATH_BUFFER + 8;

/** @returns bytes, or -EFAULT */
export function readText(type: u32, iter: usize, mm: i32, pos: u64): i64 {
  store<u64>(BEGINS, 0);
  switch (<i32>type) {
    case InodeType.ProcMaps: {
      maps(iter, mm, pos);
      break;
    }
    case InodeType.Uptime: {
      const hundredths = now() / 10_000_000;
      emit(iter, mm, pos, fraction(fraction(LINE, hundredths, 0x20), hundredths, 0x0a));
      break;
    }
    case InodeType.CpusPossible: {
      const last = load<u32>(MACHINE + Machine.nr_cpus) - 1;
      let at = put(LINE, 0x30);
      if (last > 0) at = decimal(put(at, 0x2d), last);
      emit(iter, mm, pos, put(at, 0x0a));
      break;
    }
    default:
      emit(iter, mm, pos, diskStat());
  }
  const wanted = iterCount(iter);
  return iterDone(iter) > 0 || wanted == 0 || pos >= load<u64>(BEGINS) ? iterDone(iter) : -(<i64>Errno.EFAULT);
}

/** Copies what the reader wants of the line that ends at `end`, and goes on behind it. */
function emit(iter: usize, mm: i32, pos: u64, end: usize): void {
  const begins = load<u64>(BEGINS);
  const length = <u64>(end - LINE);
  const reached = pos + iterDone(iter);
  if (reached >= begins && reached < begins + length) {
    const skip = reached - begins;
    copyToIter(iter, mm, LINE + <usize>skip, length - skip);
  }
  store<u64>(BEGINS, begins + length);
}

function put(at: usize, byte: u8): usize {
  store<u8>(at, byte);
  return at + 1;
}

function decimal(at: usize, value: u64): usize {
  let digits: u64 = 1;
  while (value / digits >= 10) digits *= 10;
  for (; digits != 0; digits /= 10) at = put(at, 0x30 + <u8>((value / digits) % 10));
  return at;
}

/** At least 8 digits, as the kernel writes addresses. */
function hex(at: usize, value: u64): usize {
  let digits: u32 = 8;
  while (digits < 16 && value >> (digits << 2) != 0) digits++;
  while (digits != 0) {
    digits--;
    const digit = <u8>(value >> (digits << 2)) & 15;
    at = put(at, digit < 10 ? 0x30 + digit : 0x57 + digit);
  }
  return at;
}

/** Seconds with two digits behind the point, then `end`. */
function fraction(at: usize, hundredths: u64, end: u8): usize {
  at = put(decimal(at, hundredths / 100), 0x2e);
  at = put(put(at, 0x30 + <u8>((hundredths / 10) % 10)), 0x30 + <u8>(hundredths % 10));
  return put(at, end);
}

/** /sys/dev/block/M:m/stat: reads, merged, sectors, ms, and so for writes; then what is in flight. Times are not counted. */
function diskStat(): usize {
  let at = decimal(LINE, load<u32>(MACHINE + Sim.disk_reads));
  at = decimal(put(at, 0x20), load<u32>(MACHINE + Sim.disk_read_merges));
  at = decimal(put(at, 0x20), load<u64>(MACHINE + Sim.disk_read_sectors));
  at = decimal(put(at, 0x20), 0);
  at = decimal(put(at, 0x20), load<u32>(MACHINE + Sim.disk_writes));
  at = decimal(put(at, 0x20), load<u32>(MACHINE + Sim.disk_write_merges));
  at = decimal(put(at, 0x20), load<u64>(MACHINE + Sim.disk_write_sectors));
  at = decimal(put(at, 0x20), 0);
  return put(decimal(put(at, 0x20), load<u32>(MACHINE + Sim.device_length)), 0x0a);
}

/** fs/proc/task_mmu.c: show_map(): pages side by side that are of one kind are one line. */
function maps(iter: usize, mm: i32, pos: u64): void {
  let first: u32 = 0;
  while (first < <u32>WINDOW_PAGES) {
    const kind = kindOf(mm, first);
    let end = first + 1;
    while (end < <u32>WINDOW_PAGES && kindOf(mm, end) == kind) end++;
    if (kind != 0) emit(iter, mm, pos, mapLine(kind, addressOf(first), addressOf(end)));
    first = end;
  }
}

function addressOf(page: u32): u64 {
  return <u64>WINDOW_BASE + ((<u64>page) << PAGE_SHIFT);
}

/** What a page allows; for one of a ring, also which ring it is of. 0: nothing is there. */
function kindOf(mm: i32, page: u32): u32 {
  const pte = load<u32>(pteAddress(mm, addressOf(page)));
  if (pte == 0) return 0;
  const kinds: u32 = PTE_READ | PTE_WRITE | PTE_SHARED | PTE_RING;
  const mapped: u32 = 0x100;
  if (pte & PTE_LAZY) return ((pte >> PTE_LAZY_SHIFT) & kinds) | mapped;
  if ((pte & PTE_RING) == 0) return (pte & kinds) | mapped;
  return (pte & kinds) | mapped | ((<u32>load<u16>(frameRow(<usize>(pte & PTE_FRAME)), FrameRow.object)) << 16);
}

/** Column of the name. */
const NAME_COLUMN: usize = 73;

function mapLine(kind: u32, from: u64, to: u64): usize {
  let at = hex(put(hex(LINE, from), 0x2d), to);
  at = put(at, 0x20);
  at = put(at, kind & PTE_READ ? 0x72 : 0x2d);
  at = put(at, kind & PTE_WRITE ? 0x77 : 0x2d);
  at = put(at, 0x2d);
  at = put(at, kind & PTE_SHARED ? 0x73 : 0x70);
  // " 00000000 00:00 0": neither offset nor file.
  const rest: usize = memory.data<u8>([
    0x20, 0x30, 0x30, 0x30, 0x30, 0x30, 0x30, 0x30, 0x30, 0x20, 0x30, 0x30, 0x3a, 0x30, 0x30, 0x20, 0x30, 0x20,
  ]);
  memory.copy(at, rest, 18);
  at += 18;
  if (kind & PTE_RING) {
    // "/[aio] (deleted)"
    const ring: usize = memory.data<u8>([
      0x2f, 0x5b, 0x61, 0x69, 0x6f, 0x5d, 0x20, 0x28, 0x64, 0x65, 0x6c, 0x65, 0x74, 0x65, 0x64, 0x29,
    ]);
    at = name(at, ring, 16);
  } else if (from >= <u64>HEAP_BASE && to <= <u64>HEAP_END) {
    // "[heap]"
    at = name(at, memory.data<u8>([0x5b, 0x68, 0x65, 0x61, 0x70, 0x5d]), 6);
  } else if (from >= <u64>STACK_BASE && to <= <u64>STACK_BASE + <u64>STACK_SIZE) {
    // "[stack]"
    at = name(at, memory.data<u8>([0x5b, 0x73, 0x74, 0x61, 0x63, 0x6b, 0x5d]), 7);
  }
  return put(at, 0x0a);
}

function name(at: usize, text: usize, length: usize): usize {
  while (at < LINE + NAME_COLUMN) at = put(at, 0x20);
  memory.copy(at, text, length);
  return at + length;
}

/** /dev/urandom: other bytes every time, the same ones in every run. Inode.count says how many words there were. */
export function readRandom(inode: usize, iter: usize, mm: i32): i64 {
  const wanted = iterCount(iter);
  while (iterCount(iter) > 0) {
    const word = load<u64>(inode, Inode.count);
    store<u64>(inode, word + 1, Inode.count);
    store<u64>(LINE, contentWord(load<u32>(MACHINE + Machine.seed) + 2, word));
    const chunk: u64 = min<u64>(8, iterCount(iter));
    if (copyToIter(iter, mm, LINE, chunk) < chunk) break;
  }
  return iterDone(iter) > 0 || wanted == 0 ? iterDone(iter) : -(<i64>Errno.EFAULT);
}
