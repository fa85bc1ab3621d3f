/** A C program on the model, run to its end: what the oracle does on a real kernel. For tests. */
import { BugCode } from '../../assembly/uapi/kernel-state.ts';
import { Machine, Stop } from '../../assembly/uapi/machine-state.ts';
import { MACHINE } from '../../assembly/uapi/memory-map.ts';
import { Step } from '../../assembly/uapi/records.ts';
import { formatDiagnostic } from '../c/diagnostics.ts';
import { compile } from '../c/index.ts';
import type { Program } from '../c/program.ts';
import { type InputFile, ModelMachine, type ModelOptions } from '../machine/model-machine.ts';
import { activityName, decodeRecords, type Record } from '../recording/record.ts';
import type { Outcome } from './oracle.ts';

const SLICE_WORK = 4_000_000;
/** A rule program takes some ten thousand moments; one that takes more than this does not end. */
const MOST_MOMENTS = 20_000_000;

export interface ModelRun extends Outcome {
  readonly records: readonly Record[];
  /** Every mark that occurred, in order. */
  readonly marks: readonly string[];
}

/** Compiles a program; throws with the diagnostics as a person would see them. */
export function compileOrThrow(source: { readonly name: string; readonly text: string }): Program {
  const result = compile(source);
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
  const records: Record[] = [];
  let stop: Stop;
  do {
    stop = machine.run(MOST_MOMENTS, SLICE_WORK);
    records.push(...decodeRecords(machine.drain()));
  } while (stop === Stop.Work || stop === Stop.TraceFull);
  if (stop !== Stop.Exited) throw new Error(howItEnded(stop, machine, records));
  return {
    stdout: outputOf(records, 1),
    stderr: outputOf(records, 2),
    status: machine.view.getInt32(MACHINE + Machine.exit_status, true),
    records,
    marks: marksOf(records),
  };
}

function howItEnded(stop: Stop, machine: ModelMachine, records: readonly Record[]): string {
  const said = outputOf(records, 1).split('\n').slice(-3).join('\n');
  const last = records.at(-1);
  const detail =
    stop === Stop.Bug
      ? `${BugCode[machine.view.getInt32(MACHINE + Machine.bug, true)]} ${machine.view.getBigUint64(MACHINE + Machine.bug_detail, true)}`
      : last?.kind === 'unmodelled'
        ? `${activityName(last.syscall)} ${last.detail}`
        : '';
  return `the model ends with ${Stop[stop] ?? stop} ${detail} at moment ${machine.position}, after:\n${said}`;
}

function outputOf(records: readonly Record[], fd: number): string {
  return Buffer.concat(
    records.flatMap((record) => (record.kind === 'output' && record.fd === fd ? [record.bytes] : [])),
  ).toString();
}

/** `io_submit#1/PublishTail`, and `~2` behind it for the second time in the same call (assembly/uapi/records.ts). */
function marksOf(records: readonly Record[]): string[] {
  const seen = new Map<string, number>();
  return records.flatMap((record) => {
    if (record.kind !== 'step') return [];
    const mark = `${activityName(record.activity)}#${record.ordinal}/${Step[record.step]}`;
    const times = (seen.get(mark) ?? 0) + 1;
    seen.set(mark, times);
    return [times === 1 ? mark : `${mark}~${times}`];
  });
}
