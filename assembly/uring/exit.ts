/** io_uring_cancel_generic: what the last task of a process does before its memory goes. */
import { MAX_IO_RINGS, IoRing } from '../uapi/kernel-state';
import { Step, WaitReason } from '../uapi/records';
import { NEVER } from '../sim/clock';
import { cancelWaiting, ioRingRow } from '../sim/io-rings';
import { block, mmOf } from '../sim/tasks';
import { step0 } from '../sim/trace';

/** Cancels what waits for a file, sleeps for what is at the device. @returns true when nothing is left */
export function exitUring(task: usize): bool {
  for (let number: u32 = 1; number < <u32>MAX_IO_RINGS; number++) {
    const ring = ioRingRow(number);
    if (load<u32>(ring, IoRing.ring_pages) == 0 || load<i32>(ring, IoRing.mm) != mmOf(task)) continue;
    cancelWaiting(ring);
    if (load<u32>(ring, IoRing.in_flight) == 0) continue;
    step0(Step.Call);
    block(task, WaitReason.UringRequests, load<u32>(ring, IoRing.inode), NEVER);
    return false;
  }
  return true;
}
