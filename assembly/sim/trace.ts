/** Records: what happens in a moment, written to TRACE for whoever watches. Output, never read back. */
import { MACHINE, TRACE, TRACE_END } from '../uapi/memory-map';
import { Machine } from '../uapi/machine-state';
import { RecordKind, RecordLayout, Step } from '../uapi/records';
import { Sim } from '../uapi/kernel-state';
import { spend, costOf } from './clock';

/** No moment writes more than this: 64 KiB of output, its headers, and every task waking up. */
const LONGEST_MOMENT: u32 = 0x2_0000;

/** Whether the records of one more moment fit. */
export function traceHasRoom(): bool {
  return load<u32>(MACHINE + Machine.trace_length) <= <u32>(TRACE_END - TRACE) - LONGEST_MOMENT;
}

/** For system calls driven from outside: nobody drains between their moments, so the trace starts again. */
export function makeTraceRoom(): void {
  if (!traceHasRoom()) store<u32>(MACHINE + Machine.trace_length, 0);
}

/** Whose moments follow: system call number or Activity, its ordinal, and the task's row. */
export function setActor(activity: u32, ordinal: u32, task: u32): void {
  store<u32>(MACHINE + Sim.activity, activity);
  store<u32>(MACHINE + Sim.ordinal, ordinal);
  store<u32>(MACHINE + Sim.actor, task);
}

/** Begins a record of the current actor. @returns where its `words` payload words go */
export function record(kind: RecordKind, step: u32, words: u32): usize {
  const length = load<u32>(MACHINE + Machine.trace_length);
  const at: usize = <usize>length + TRACE;
  const head: u32 = <u32>kind | (step << 8) | (words << 16) | (load<u32>(MACHINE + Sim.actor) << 24);
  store<u32>(at, head);
  store<u32>(at + RecordLayout.ordinal, load<u32>(MACHINE + Sim.ordinal));
  store<u64>(at + RecordLayout.position, load<u64>(MACHINE + Machine.position) | (load<u64>(MACHINE + Sim.activity) << 48));
  store<u64>(at + RecordLayout.time, load<u64>(MACHINE + Machine.now));
  store<u32>(MACHINE + Machine.trace_length, length + RecordLayout.HEADER + (words << 3));
  return at + RecordLayout.payload;
}

/** A named step happens: its time passes, then its record. The numbers are its payload, see Step. */
export function step0(step: Step): void {
  spend(costOf(step));
  record(RecordKind.Step, step, 0);
}

export function step1(step: Step, a: u64): void {
  spend(costOf(step));
  store<u64>(record(RecordKind.Step, step, 1), a);
}

export function step2(step: Step, a: u64, b: u64): void {
  spend(costOf(step));
  const at = record(RecordKind.Step, step, 2);
  store<u64>(at, a);
  store<u64>(at, b, 8);
}

export function step3(step: Step, a: u64, b: u64, c: u64): void {
  spend(costOf(step));
  const at = record(RecordKind.Step, step, 3);
  store<u64>(at, a);
  store<u64>(at, b, 8);
  store<u64>(at, c, 16);
}

export function step4(step: Step, a: u64, b: u64, c: u64, d: u64): void {
  spend(costOf(step));
  const at = record(RecordKind.Step, step, 4);
  store<u64>(at, a);
  store<u64>(at, b, 8);
  store<u64>(at, c, 16);
  store<u64>(at, d, 24);
}

export function step5(step: Step, a: u64, b: u64, c: u64, d: u64, e: u64): void {
  spend(costOf(step));
  const at = record(RecordKind.Step, step, 5);
  store<u64>(at, a);
  store<u64>(at, b, 8);
  store<u64>(at, c, 16);
  store<u64>(at, d, 24);
  store<u64>(at, e, 32);
}
