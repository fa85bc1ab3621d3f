/**
 * Virtual time, and what everything costs in it. The figures are those of an ordinary x86-64 machine with a fast
 * local disk, rounded; only their order of magnitude is meant to be true.
 */
import { MACHINE } from '../uapi/memory-map';
import { Machine } from '../uapi/machine-state';
import { Step } from '../uapi/records';
import { Sim } from '../uapi/kernel-state';

/** ns of one executed statement of the program. */
export const STATEMENT_NS: u64 = 20;
/** ns for 64 bytes copied by the kernel. */
const COPY_64_NS: u64 = 8;
/** Work units, as run() counts them, for 64 bytes copied. */
const WORK_SHIFT: u32 = 6;

/** Nothing is going to happen: an event at the end of time. */
export const NEVER: u64 = 0xffff_ffff_ffff_ffff;

export function now(): u64 {
  return load<u64>(MACHINE + Machine.now);
}

/** Time passes. */
export function spend(ns: u64): void {
  store<u64>(MACHINE + Machine.now, load<u64>(MACHINE + Machine.now) + ns);
}

/** Bytes are copied: that takes virtual time, and real work. */
export function spendCopy(bytes: u64): void {
  spend(((bytes + 63) >> 6) * COPY_64_NS);
  store<u32>(MACHINE + Sim.work, load<u32>(MACHINE + Sim.work) + <u32>(bytes >> WORK_SHIFT));
}

/** ns of a step that is not in the table. */
const STEP_NS: u64 = 20;

/** ns of a named step, without the bytes it copies. */
export function costOf(step: Step): u64 {
  // The steps of every request come first: nothing in them is dear.
  if (step > Step.LookupIoctx && step < Step.Issue) return STEP_NS;
  switch (step) {
    case Step.Call: return 100;
    case Step.AllocateRing: return 2_000;
    case Step.MapRing: return 1_500;
    case Step.UnmapRing: return 1_500;
    case Step.Issue: return 60;
    case Step.Transfer: return 60;
    case Step.QueueAtDevice: return 400;
    case Step.WaitForEvents: return 500;
    case Step.WaitForRequests: return 500;
    case Step.WakeWaiters: return 200;
    case Step.TimerExpires: return 200;
    default: return STEP_NS;
  }
}
