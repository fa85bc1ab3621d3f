/**
 * get_user_pages of O_DIRECT: the device has pages, not addresses (BUF-01). As long as nobody changes what a request's
 * buffer is mapped to, its pages are those of the page table. Before somebody does, the pages are written down, and
 * held: in frames of the kernel,
 *
 *   0   u32 entries, u32 next frame
 *   8   { u32 page of the window, u32 frame } each
 */
import { MACHINE, PAGE_SHIFT, PAGE_SIZE, WINDOW_BASE } from '../uapi/memory-map';
import { Iovec } from '../uapi/aio_abi';
import { BugCode, DeviceEntry, FrameOwner, IovIter, Kiocb, KiocbState, Sim } from '../uapi/kernel-state';
import { deviceEntry } from './device';
import { allocFrame, getFrame, markDirty, putFrame } from './frames';
import { firstSegment, nextOf } from './iov-iter';
import { PTE_FRAME, inWindow, pteAddress } from './pages';
import { bug } from './tasks';

const NEXT: usize = 4;
const FIRST: u32 = 8;
const ENTRY: u32 = 8;
const MOST: u32 = (<u32>PAGE_SIZE - FIRST) / ENTRY;

function pageNumber(address: u64): u32 {
  return <u32>((address - <u64>WINDOW_BASE) >> PAGE_SHIFT);
}

/**
 * What the pages of [address, address + length) are mapped to, or how, is about to change: requests in flight keep
 * theirs as they are.
 */
export function keepPinned(mm: i32, address: u64, length: u64): void {
  const inFlight = load<u32>(MACHINE + Sim.device_length);
  for (let i: u32 = 0; i < inFlight; i++) {
    const request: usize = load<u32>(deviceEntry(i), DeviceEntry.request);
    const direct = load<u8>(request, Kiocb.state) == KiocbState.AtDevice;
    if (!direct || load<u16>(request, Kiocb.ctx) == 0 || load<u8>(request, Kiocb.mm) != <u8>mm) continue;
    const iter = request + Kiocb.iter;
    if (load<u32>(iter, IovIter.pinned) != 0 || !touches(iter, address, address + length)) continue;
    if (!pin(iter, mm)) bug(BugCode.NoFrameToPin, address);
    markDirty(request);
  }
}

function touches(iter: usize, from: u64, to: u64): bool {
  for (let segment = firstSegment(iter); segment != 0; segment = nextOf(iter, segment)) {
    const base = load<u64>(segment, Iovec.iov_base);
    if (base < to && base + load<u64>(segment, Iovec.iov_len) > from) return true;
  }
  return false;
}

function pin(iter: usize, mm: i32): bool {
  for (let segment = firstSegment(iter); segment != 0; segment = nextOf(iter, segment)) {
    const base = load<u64>(segment, Iovec.iov_base);
    const end = base + load<u64>(segment, Iovec.iov_len);
    for (let page = base & ~(<u64>0xfff); page < end; page += PAGE_SIZE) if (!pinPage(iter, mm, page)) return false;
  }
  return true;
}

function pinPage(iter: usize, mm: i32, page: u64): bool {
  let list: usize = load<u32>(iter, IovIter.pinned);
  if (list == 0 || load<u32>(list) == MOST) {
    const fresh = allocFrame(FrameOwner.Kernel, 0);
    if (fresh == 0) return false;
    store<u32>(fresh, <u32>list, NEXT);
    store<u32>(iter, <u32>fresh, IovIter.pinned);
    list = fresh;
  }
  const count = load<u32>(list);
  const frame: usize = load<u32>(pteAddress(mm, page)) & PTE_FRAME;
  getFrame(frame);
  store<u32>(list + <usize>(FIRST + count * ENTRY), pageNumber(page));
  store<u32>(list + <usize>(FIRST + count * ENTRY), <u32>frame, 4);
  store<u32>(list, count + 1);
  markDirty(list);
  return true;
}

/** Where a byte of a pinned buffer is. */
export function pinnedByte(iter: usize, address: u64): usize {
  const page = inWindow(address) ? pageNumber(address) : 0xffff_ffff;
  for (let list: usize = load<u32>(iter, IovIter.pinned); list != 0; list = load<u32>(list, NEXT)) {
    const count = load<u32>(list);
    for (let i: u32 = 0; i < count; i++) {
      const entry = list + <usize>(FIRST + i * ENTRY);
      if (load<u32>(entry) == page) return <usize>load<u32>(entry, 4) | <usize>(address & 0xfff);
    }
  }
  return 0;
}

/** unpin_user_pages */
export function unpin(iter: usize): void {
  let list: usize = load<u32>(iter, IovIter.pinned);
  store<u32>(iter, 0, IovIter.pinned);
  while (list != 0) {
    const count = load<u32>(list);
    for (let i: u32 = 0; i < count; i++) putFrame(load<u32>(list + <usize>(FIRST + i * ENTRY), 4));
    const next: usize = load<u32>(list, NEXT);
    putFrame(list);
    list = next;
  }
}
