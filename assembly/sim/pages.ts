/**
 * Page tables: one entry of 4 bytes for every page of the user window.
 *
 * A lazy entry has neither PTE_READ nor PTE_WRITE, so the fast path of a load or store misses it like a
 * protected one; what it will allow once it has a frame stands PTE_LAZY_SHIFT higher.
 */
import {
  PAGE_TABLES,
  PAGE_TABLE_SIZE,
  PAGE_SHIFT,
  WINDOW_BASE,
  WINDOW_SIZE,
  PTE_READ,
  PTE_WRITE,
  PTE_LAZY,
  PTE_LAZY_SHIFT,
} from '../uapi/memory-map';
import { FrameOwner } from '../uapi/kernel-state';
import { allocReservedFrame } from './frames';

export { markDirty } from './frames';

/** The frame's physical address in an entry. */
export const PTE_FRAME: u32 = 0xffff_f000;

/** Whether a user address lies in the window at all. */
export function inWindow(address: u64): bool {
  return address - <u64>WINDOW_BASE < <u64>WINDOW_SIZE;
}

/** Where the entry of an address is; the address must be in the window. */
export function pteAddress(mm: i32, address: u64): usize {
  return PAGE_TABLES + <usize>mm * PAGE_TABLE_SIZE + ((<usize>((address - <u64>WINDOW_BASE) >> PAGE_SHIFT)) << 2);
}

/**
 * Makes the page of `address` ready for `access` (PTE_READ | PTE_WRITE bits): the slow path of a load or store.
 * A lazy page gets its zero frame here.
 * @returns false when this access is a fault
 */
export function faultIn(mm: i32, address: u64, access: u32): bool {
  if (!inWindow(address)) return false;
  const at = pteAddress(mm, address);
  let pte = load<u32>(at);
  if (pte & PTE_LAZY) {
    const allowed = pte >> PTE_LAZY_SHIFT;
    if ((allowed & access) != access) return false;
    pte = <u32>allocReservedFrame(FrameOwner.Anonymous, mm) | allowed;
    store<u32>(at, pte);
  }
  return (pte & access) == access;
}

/**
 * Physical address of a user byte, or 0 when the access is a fault. Good to the end of its page.
 * @param access PTE_READ | PTE_WRITE bits
 */
export function translate(mm: i32, address: u64, access: u32): usize {
  if (!inWindow(address)) return 0;
  const at = pteAddress(mm, address);
  if ((load<u32>(at) & access) != access && !faultIn(mm, address, access)) return 0;
  return <usize>(load<u32>(at) & PTE_FRAME) | <usize>(address & 0xfff);
}
