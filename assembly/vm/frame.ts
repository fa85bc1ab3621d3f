/** The current frame: the VM reaches it by its physical address, since the main stack is contiguous. */
import { DIRTY, DIRTY_BOTH, FRAMES, PAGE_SHIFT, STACK_BASE } from '../uapi/memory-map';

export function physicalFrame(fp: u64): usize {
  return <usize>FRAMES + <usize>(fp - <u64>STACK_BASE);
}

export function userFrame(frame: usize): u64 {
  return <u64>STACK_BASE + <u64>(frame - FRAMES);
}

/** Marks the pages of a frame of `size` bytes as written: slots are stored to without any further mark. */
export function markFrame(frame: usize, size: u32): void {
  let page = frame >> PAGE_SHIFT;
  const last = (frame + <usize>size) >> PAGE_SHIFT;
  do {
    store<u16>(<usize>DIRTY + (page << 1), DIRTY_BOTH);
  } while (++page <= last);
}
