/** Records: what happens in a moment, written to TRACE for whoever watches. Output, never read back. */
import { MACHINE, TRACE, TRACE_END } from '../uapi/memory-map';
import { Machine } from '../uapi/machine-state';
import { Activity, RecordKind, RecordLayout, Step } from '../uapi/records';
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
  store<u64>(MACHINE + Sim.actor, ((<u64>task) << 24) | ((<u64>ordinal) << 32));
  store<u64>(MACHINE + Sim.activity, (<u64>activity) << 48);
}

/** Begins a record of the current actor. @returns where its `words` payload words go */
export function record(kind: RecordKind, step: u32, words: u32): usize {
  const length = load<u32>(MACHINE + Machine.trace_length);
  const at: usize = <usize>length + TRACE;
  store<u32>(MACHINE + Machine.trace_length, length + RecordLayout.HEADER + (words << 3));
  store<u64>(at, load<u64>(MACHINE + Sim.actor) | <u64>(<u32>kind | (step << 8) | (words << 16)));
  store<u64>(at, load<u64>(MACHINE + Sim.activity) | load<u64>(MACHINE + Machine.position), RecordLayout.position);
  store<u64>(at, load<u64>(MACHINE + Machine.now), RecordLayout.time);
  return at + RecordLayout.payload;
}

/** A record of what a task's own code has done. It is nobody's moment: who goes on next stays who it was. */
export function recordOfProgram(kind: RecordKind, task: u32, words: u32): usize {
  const actor = load<u64>(MACHINE + Sim.actor);
  const activity = load<u64>(MACHINE + Sim.activity);
  setActor(Activity.program, 0, task);
  const at = record(kind, 0, words);
  store<u64>(MACHINE + Sim.actor, actor);
  store<u64>(MACHINE + Sim.activity, activity);
  return at;
}

/** A named step happens: its time passes, then its record begins. */
function step(step: Step, words: u32): usize {
  spend(costOf(step));
  return record(RecordKind.Step, step, words);
}

/** Named steps with as many numbers as their payload has, see Step. */
export function step0(name: Step): void {
  step(name, 0);
}

export function step1(name: Step, a: u64): void {
  store<u64>(step(name, 1), a);
}

export function step2(name: Step, a: u64, b: u64): void {
  const at = step(name, 2);
  store<u64>(at, a);
  store<u64>(at, b, 8);
}

export function step3(name: Step, a: u64, b: u64, c: u64): void {
  const at = step(name, 3);
  store<u64>(at, a);
  store<u64>(at, b, 8);
  store<u64>(at, c, 16);
}

export function step4(name: Step, a: u64, b: u64, c: u64, d: u64): void {
  const at = step(name, 4);
  store<u64>(at, a);
  store<u64>(at, b, 8);
  store<u64>(at, c, 16);
  store<u64>(at, d, 24);
}

export function step5(name: Step, a: u64, b: u64, c: u64, d: u64, e: u64): void {
  const at = step(name, 5);
  store<u64>(at, a);
  store<u64>(at, b, 8);
  store<u64>(at, c, 16);
  store<u64>(at, d, 24);
  store<u64>(at, e, 32);
}
