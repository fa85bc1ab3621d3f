/**
 * Slots: how many more requests a context takes. They are handed out per CPU, in batches of req_batch, and come back
 * late: when a completion or a submit finds events that have been reaped (SLT-01..09).
 */
import { AioRing } from '../uapi/aio_abi';
import { Kioctx } from '../uapi/kernel-state';
import { ringHeader } from './kioctx';

function localSlots(ctx: usize, cpu: u32): usize {
  return ctx + ((<usize>cpu) << 2) + Kioctx.cpu_reqs_available;
}

export function slotsOnCpu(ctx: usize, cpu: u32): u32 {
  return load<u32>(localSlots(ctx, cpu));
}

/** fs/aio.c: __get_reqs_available() (SLT-01). */
export function getReqsAvailable(ctx: usize, cpu: u32): bool {
  const at = localSlots(ctx, cpu);
  let local = load<u32>(at);
  if (local == 0) {
    const batch = load<u32>(ctx, Kioctx.req_batch);
    const global = load<u32>(ctx, Kioctx.reqs_available);
    if (global < batch) return false;
    store<u32>(ctx, global - batch, Kioctx.reqs_available);
    local = batch;
  }
  store<u32>(at, local - 1);
  return true;
}

/** fs/aio.c: put_reqs_available() (SLT-02). */
export function putReqsAvailable(ctx: usize, cpu: u32, count: u32): void {
  const at = localSlots(ctx, cpu);
  const batch = load<u32>(ctx, Kioctx.req_batch);
  const local = load<u32>(at) + count;
  if (local < batch * 2) {
    store<u32>(at, local);
    return;
  }
  const kept = batch + (local % batch);
  store<u32>(at, kept);
  store<u32>(ctx, load<u32>(ctx, Kioctx.reqs_available) + local - kept, Kioctx.reqs_available);
}

/**
 * How many slots refill_reqs_available() would give back: completed events that are no longer in the ring, going by
 * the user's head and the kernel's own tail (SLT-03).
 */
export function recyclable(ctx: usize): u32 {
  const nr = load<u32>(ctx, Kioctx.nr_events);
  const tail = load<u32>(ctx, Kioctx.tail);
  const completed = load<u32>(ctx, Kioctx.completed_events);
  let head = load<u32>(ringHeader(ctx), AioRing.head);
  if (head >= nr) head %= nr;
  const inRing = head <= tail ? tail - head : nr - (head - tail);
  return inRing < completed ? completed - inRing : 0;
}

/** fs/aio.c: refill_reqs_available(). @returns slots given back */
export function refillReqsAvailable(ctx: usize, cpu: u32): u32 {
  const count = recyclable(ctx);
  if (count == 0) return 0;
  store<u32>(ctx, load<u32>(ctx, Kioctx.completed_events) - count, Kioctx.completed_events);
  putReqsAvailable(ctx, cpu, count);
  return count;
}
