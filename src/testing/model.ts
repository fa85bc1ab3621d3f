/** A C program on the model, run to its end: what the oracle does on a real kernel. For tests. */
import { BugCode } from '../../assembly/uapi/kernel-state.ts';
import { Machine, Stop } from '../../assembly/uapi/machine-state.ts';
import { MACHINE } from '../../assembly/uapi/memory-map.ts';
import { RecordKind, RecordLayout, Step } from '../../assembly/uapi/records.ts';
import { formatDiagnostic } from '../c/diagnostics.ts';
import { compileUnits, type ProgramUnit } from '../c/index.ts';
import type { Program } from '../c/program.ts';
import { type InputFile, ModelMachine, type ModelOptions } from '../machine/model-machine.ts';
import type { VmMachine } from '../machine/vm-machine.ts';
import { activityName, type Record } from '../recording/record.ts';
import { RecordLog } from '../recording/record-log.ts';
import type { Outcome } from './oracle.ts';

const SLICE_WORK = 4_000_000;
/** A rule program takes some ten thousand moments; one that takes more than this does not end. */
const MOST_MOMENTS = 20_000_000;

/** The machine, and its records, for tests of folders that must not know them. */
export { loadModule } from '../machine/load-wasm.ts';
export { decodeRecords } from '../recording/record.ts';

export interface ModelRun extends Outcome {
  readonly log: RecordLog;
}

/** Compiles a program; throws with the diagnostics as a person would see them. */
export function compileOrThrow(source: { readonly name: string; readonly text: string }): Program {
  return compileUnitsOrThrow([source]);
}

/** The same of a program of several units. */
export function compileUnitsOrThrow(units: readonly ProgramUnit[]): Program {
  const result = compileUnits(units);
  if (result.ok) return result.program;
  throw new Error(result.diagnostics.map(formatDiagnostic).join('\n'));
}

/** Runs a program to its end; throws when the run ends in any other way than a program may end. */
export function runOnModel(
  module: WebAssembly.Module,
  options: ModelOptions,
  program: Program,
  files: readonly InputFile[],
): ModelRun {
  const machine = ModelMachine.create(module, options);
  machine.load(program, files);
  const log = new RecordLog();
  let stop: Stop;
  do {
    stop = machine.run(MOST_MOMENTS, SLICE_WORK);
    log.append(machine.drain());
  } while (stop === Stop.Work || stop === Stop.TraceFull);
  if (stop !== Stop.Exited) throw new Error(howItEnded(stop, machine, log));
  return { stdout: outputOf(log, 1), stderr: outputOf(log, 2), status: exitStatusOf(machine), log };
}

/** Every mark that occurred, in order: `io_submit#1/PublishTail`, `~2` behind it for the second time in the same call. */
export function marksOf(log: RecordLog): string[] {
  const seen = new Map<string, number>();
  const marks: string[] = [];
  for (const record of recordsOf(log, RecordKind.Step)) {
    if (record.kind !== 'step') continue;
    const mark = `${activityName(record.activity)}#${record.ordinal}/${Step[record.step]}`;
    const times = (seen.get(mark) ?? 0) + 1;
    seen.set(mark, times);
    marks.push(times === 1 ? mark : `${mark}~${times}`);
  }
  return marks;
}

/** The records of one kind; the others, most of a trace, are not decoded. */
function* recordsOf(log: RecordLog, kind: RecordKind): Generator<Record> {
  for (let i = 0; i < log.length; i++) {
    if (log.bytesAt(i)[RecordLayout.kind] === kind) yield log.at(i);
  }
}

/** What was written to fd 1 or 2. */
export function outputOf(log: RecordLog, fd: number): string {
  const pieces: Uint8Array[] = [];
  for (const record of recordsOf(log, RecordKind.Output)) {
    if (record.kind === 'output' && record.fd === fd) pieces.push(record.bytes);
  }
  return Buffer.concat(pieces).toString();
}

/** Of a program that is over. */
export function exitStatusOf(machine: VmMachine): number {
  return machine.view.getInt32(MACHINE + Machine.exit_status, true);
}

/** A sentence about a run that ended as no program should. */
export function howItEnded(stop: Stop, machine: VmMachine, log: RecordLog): string {
  const said = outputOf(log, 1).split('\n').slice(-3).join('\n');
  const [unmodelled] = recordsOf(log, RecordKind.Unmodelled);
  let why = '';
  if (unmodelled?.kind === 'unmodelled') why = ` ${activityName(unmodelled.syscall)} ${unmodelled.detail}`;
  if (stop === Stop.Bug) {
    const code = machine.view.getInt32(MACHINE + Machine.bug, true);
    why = ` ${BugCode[code]} ${machine.view.getBigUint64(MACHINE + Machine.bug_detail, true)}`;
  }
  return `the run ends with ${Stop[stop]}${why} at moment ${machine.position}, after:\n${said}`;
}
