/**
 * The page table of a program whose kernel is a Linux host's: it follows what that kernel has mapped. Anonymous pages are
 * as ever; what a page of a file or a ring holds is known to the host until it has been fetched.
 */
import {
  PAGE_SIZE,
  PTE_HOST,
  PTE_HOST_SHIFT,
  PTE_LAZY,
  PTE_LAZY_SHIFT,
  PTE_READ,
  PTE_RING,
  PTE_VOLATILE,
  PTE_WRITE,
} from '../uapi/memory-map';
import { Errno } from '../uapi/errno';
import { FrameOwner } from '../uapi/kernel-state';
import { allocFrame } from './frames';
import { mapFrame, mapLazy, unmapRange } from './mmap';
import { pteAddress } from './pages';

const ACCESS: u32 = PTE_READ | PTE_WRITE;

/** Whether a page that cannot be accessed could be, once it is fetched. */
export function hostAllows(pte: u32, access: u32): bool {
  return (pte & PTE_HOST) != 0 && ((pte >> PTE_HOST_SHIFT) & access) == access;
}

/**
 * Pages are as the host says. Those of the same kind that are there already keep what they hold.
 * @param bits PTE_READ | PTE_WRITE | PTE_SHARED | PTE_RING of the pages; with PTE_HOST they have to be fetched,
 *   with PTE_VOLATILE for every statement; 0 for pages without any access
 * @returns 0 or -ENOMEM
 */
export function mapFromHost(mm: i32, address: u64, length: u64, bits: u32): i32 {
  for (let at = address; at < address + length; at += PAGE_SIZE) {
    const entry = pteAddress(mm, at);
    const pte = load<u32>(entry);
    if (pte != 0 && (pte & PTE_VOLATILE) == (bits & PTE_VOLATILE)) {
      store<u32>(entry, withAccess(pte, bits & ACCESS));
      continue;
    }
    if (pte != 0) unmapRange(mm, at, PAGE_SIZE);
    if ((bits & PTE_HOST) == 0) {
      if (mapLazy(mm, at, PAGE_SIZE, bits) != 0) return -Errno.ENOMEM;
      continue;
    }
    const frame = allocFrame((bits & PTE_RING) != 0 ? FrameOwner.AioRing : FrameOwner.Anonymous, 0);
    if (frame == 0) return -Errno.ENOMEM;
    mapFrame(mm, at, frame, (bits & ~ACCESS) | ((bits & ACCESS) << PTE_HOST_SHIFT));
  }
  return 0;
}

function withAccess(pte: u32, access: u32): u32 {
  if (pte & PTE_LAZY) return (pte & ~(ACCESS << PTE_LAZY_SHIFT)) | (access << PTE_LAZY_SHIFT);
  const known = (pte & ~(ACCESS << PTE_HOST_SHIFT)) | (access << PTE_HOST_SHIFT);
  return (pte & PTE_HOST) != 0 ? known : (known & ~ACCESS) | access;
}

/** The page has been fetched: the program may use it. */
export function showPage(mm: i32, address: u64): void {
  const entry = pteAddress(mm, address);
  const pte = load<u32>(entry);
  if (pte & PTE_HOST) store<u32>(entry, (pte & ~PTE_HOST) | ((pte >> PTE_HOST_SHIFT) & ACCESS));
}

/** The page may have changed on the host: it has to be fetched again. */
export function hidePage(mm: i32, address: u64): void {
  const entry = pteAddress(mm, address);
  const pte = load<u32>(entry);
  if (pte & PTE_VOLATILE) store<u32>(entry, (pte & ~ACCESS) | PTE_HOST);
}
