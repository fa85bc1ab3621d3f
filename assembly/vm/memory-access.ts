/**
 * Loads and stores of the program. The fast way is one page-table lookup; what it cannot do (a page that is not
 * there yet, an access across two pages, a fault) is done by finishAccess(), one instruction at a time.
 */
import { FaultKind } from '../uapi/records';
import { Op } from '../uapi/bytecode';
import {
  DIRTY,
  DIRTY_BOTH,
  MACHINE,
  PAGE_SHIFT,
  PAGE_SIZE,
  PTE_READ,
  PTE_WRITE,
  WINDOW_BASE,
  WINDOW_SIZE,
} from '../uapi/memory-map';
import { Signal } from '../uapi/signals';
import { Machine, Task } from '../uapi/machine-state';
import { hostAllows } from '../sim/host-pages';
import { faultIn, inWindow, pteAddress } from '../sim/pages';
import { imm, ra, rb, rc } from './decode';
import { raise } from './raise';

const FRAME_MASK: u32 = ~(PAGE_SIZE - 1);
const OFFSET_MASK: u32 = PAGE_SIZE - 1;

/** @returns where the `size` bytes at a user address lie, 0 when the fast way cannot tell */
export function readable(table: usize, address: u64, size: u32): usize {
  const offset = address - <u64>WINDOW_BASE;
  if (offset >= <u64>WINDOW_SIZE) return 0;
  const pte = load<u32>(table + (<usize>(offset >> PAGE_SHIFT) << 2));
  const within = <u32>offset & OFFSET_MASK;
  if (!(pte & PTE_READ) || within > <u32>PAGE_SIZE - size) return 0;
  return <usize>((pte & FRAME_MASK) + within);
}

/** As readable(), for a store: marks the page dirty. */
export function writable(table: usize, address: u64, size: u32): usize {
  const offset = address - <u64>WINDOW_BASE;
  if (offset >= <u64>WINDOW_SIZE) return 0;
  const pte = load<u32>(table + (<usize>(offset >> PAGE_SHIFT) << 2));
  const within = <u32>offset & OFFSET_MASK;
  if (!(pte & PTE_WRITE) || within > <u32>PAGE_SIZE - size) return 0;
  store<u16>(<usize>DIRTY + ((pte >> PAGE_SHIFT) << 1), DIRTY_BOTH);
  return <usize>((pte & FRAME_MASK) + within);
}

/**
 * Makes one byte accessible, or raises SIGSEGV at it, or asks for its page: Machine.host_page.
 * @returns its physical address, 0 when the instruction cannot be done now
 */
export function touch(task: usize, address: u64, access: u32): usize {
  const mm = load<i32>(task, Task.mm);
  if (!inWindow(address)) {
    raise(task, Signal.SIGSEGV, FaultKind.Unmapped, address);
    return 0;
  }
  const entry = pteAddress(mm, address);
  if ((load<u32>(entry) & access) != access && !faultIn(mm, address, access)) {
    if (hostAllows(load<u32>(entry), access)) store<u64>(MACHINE + Machine.host_page, address);
    else raise(task, Signal.SIGSEGV, load<u32>(entry) == 0 ? FaultKind.Unmapped : FaultKind.Protected, address);
    return 0;
  }
  const pte = load<u32>(entry);
  if (access & PTE_WRITE) store<u16>(<usize>DIRTY + ((pte >> PAGE_SHIFT) << 1), DIRTY_BOTH);
  return <usize>((pte & FRAME_MASK) + (<u32>address & OFFSET_MASK));
}

function accessSize(op: i32): u32 {
  switch (op) {
    case Op.LOAD_I8:
    case Op.LOAD_U8:
    case Op.STORE_8:
    case Op.INDEX_LOAD_I8:
    case Op.INDEX_LOAD_U8:
      return 1;
    case Op.LOAD_I16:
    case Op.LOAD_U16:
    case Op.STORE_16:
      return 2;
    case Op.LOAD_I32:
    case Op.LOAD_U32:
    case Op.STORE_32:
    case Op.INDEX_LOAD_I32:
    case Op.INDEX_LOAD_U32:
      return 4;
    default:
      return 8;
  }
}

function extended(op: i32, value: u64): u64 {
  switch (op) {
    case Op.LOAD_I8:
    case Op.INDEX_LOAD_I8:
      return <u64>(<i64>value << 56 >> 56);
    case Op.LOAD_I16:
      return <u64>(<i64>value << 48 >> 48);
    case Op.LOAD_I32:
    case Op.INDEX_LOAD_I32:
      return <u64>(<i64>value << 32 >> 32);
    default:
      return value;
  }
}

/**
 * The whole load or store at `pc`, the slow way: both pages are made accessible before a byte moves, so that a
 * store which faults on its second page has stored nothing.
 * @returns false when SIGSEGV is raised
 */
export function finishAccess(task: usize, pc: usize, frame: usize): bool {
  const op = <i32>load<u16>(pc);
  const storing = op >= Op.STORE_8 && op <= Op.STORE_64;
  const size = accessSize(op);
  let address: u64;
  if (storing) address = load<u64>(ra(pc, frame)) + imm(pc);
  else if (op >= Op.INDEX_LOAD_I8) address = load<u64>(rb(pc, frame)) + load<u64>(rc(pc, frame)) * imm(pc);
  else address = load<u64>(rb(pc, frame)) + imm(pc);

  const access: u32 = storing ? PTE_WRITE : PTE_READ;
  const first = touch(task, address, access);
  if (!first) return false;
  const inFirst: u32 = min<u32>(size, <u32>PAGE_SIZE - (<u32>address & OFFSET_MASK));
  let second: usize = 0;
  if (inFirst < size) {
    second = touch(task, address + inFirst, access);
    if (!second) return false;
  }
  if (storing) {
    const value = load<u64>(rb(pc, frame));
    for (let i: u32 = 0; i < size; i++) {
      store<u8>(i < inFirst ? first + i : second + (i - inFirst), <u8>(value >> (i << 3)));
    }
  } else {
    let value: u64 = 0;
    for (let i: u32 = 0; i < size; i++) {
      value |= <u64>load<u8>(i < inFirst ? first + i : second + (i - inFirst)) << (i << 3);
    }
    store<u64>(ra(pc, frame), extended(op, value));
  }
  return true;
}
