/**
 * Virtual time, and what everything costs in it. The figures are those of an ordinary x86-64 machine with a fast
 * local disk, rounded; only their order of magnitude is meant to be true.
 */
import { MACHINE } from '../uapi/memory-map';
import { Machine } from '../uapi/machine-state';
import { Step } from '../uapi/records';
import { VirtualTime } from '../uapi/virtual-time';
import { STEP_COSTS, STEP_COST_COUNT, Sim } from '../uapi/kernel-state';

/** ns of one executed statement of the program. */
export const STATEMENT_NS: u64 = VirtualTime.STATEMENT_NS;
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

/** ns of a step that initClock() says nothing about. */
const STEP_NS: u32 = 20;

/** At boot: what each named step costs, without the bytes it copies. */
export function initClock(): void {
  for (let step: u32 = 0; step < <u32>STEP_COST_COUNT; step++) setCost(step, STEP_NS);
  setCost(Step.Call, 100);
  setCost(Step.AllocateRing, 2_000);
  setCost(Step.MapRing, 1_500);
  setCost(Step.UnmapRing, 1_500);
  // Two grace periods of RCU (DST-03). They take some 30 ms, beside which nothing else of a run could be seen.
  setCost(Step.KillIoctx, 8_000);
  setCost(Step.Issue, 60);
  setCost(Step.Transfer, 60);
  setCost(Step.QueueAtDevice, 400);
  setCost(Step.WaitForEvents, 500);
  setCost(Step.WaitForRequests, 500);
  setCost(Step.WakeWaiters, 200);
  setCost(Step.TimerExpires, 200);
}

function setCost(step: u32, ns: u32): void {
  store<u32>(STEP_COSTS + ((<usize>step) << 2), ns);
}

/** ns of a named step. */
export function costOf(step: Step): u64 {
  return load<u32>(((<usize>step) << 2) + STEP_COSTS);
}
