/** The current frame: the VM reaches it by its physical address, since every stack is contiguous. */
import { DIRTY, DIRTY_BOTH, PAGE_SHIFT } from '../uapi/memory-map';

/** @param shift Task.stack_shift */
export function physicalFrame(fp: u64, shift: u64): usize {
  return <usize>(fp + shift);
}

export function userFrame(frame: usize, shift: u64): u64 {
  return <u64>frame - shift;
}

/** Marks the pages of a frame of `size` bytes as written: slots are stored to without any further mark. */
export function markFrame(frame: usize, size: u32): void {
  let page = frame >> PAGE_SHIFT;
  const last = (frame + <usize>size) >> PAGE_SHIFT;
  do {
    store<u16>(<usize>DIRTY + (page << 1), DIRTY_BOTH);
  } while (++page <= last);
}
