import { Stop } from '../../assembly/uapi/machine-state.ts';
import { Sys } from '../../assembly/uapi/syscalls.ts';
import { type InputFile, ModelMachine } from '../machine/model-machine.ts';
import { ReplayMachine } from '../machine/replay-machine.ts';
import type { Image } from '../machine/vm-machine.ts';
import type { Recording } from '../recording/recording.ts';
import type { Endless } from './endless.ts';
import { EXCEPTIONS, type Exception } from './exceptions.ts';
import { type ByteDifference, TwoMemories } from './memory.ts';
import { ModelSide } from './model-side.ts';
import { type HostCall, hostCalls } from './schedule.ts';

/** Kernels that are modelled, newest first: a host is compared with the newest that is not newer. */
const VERSIONS = [702, 618, 612, 601] as const;
/** Calls that are compared, differences that are told, bytes of one. */
const MOST_CALLS = 20_000;
const MOST_DIFFERENCES = 100;
const MOST_IN_CALL = 8;

/** Where model and host are not the same. */
export type Difference = {
  /** Which call of the run, from 0, and which of its kind, from 1. */
  readonly call: number;
  readonly nr: number;
  readonly ordinal: number;
  readonly statement: number;
} & (
  | { readonly what: 'result'; readonly host: bigint; readonly model: bigint }
  | { readonly what: 'argument'; readonly argument: number; readonly host: bigint; readonly model: bigint }
  | ({ readonly what: 'memory' } & ByteDifference)
  /** The host makes no such call; `detail` as in an Unmodelled record. */
  | { readonly what: 'unmodelled'; readonly detail: bigint }
  /** The model makes another call here, or none: it is stuck, over, or does not model it. */
  | { readonly what: 'call'; readonly model: number | undefined; readonly stop: Stop }
);

export interface Comparison {
  readonly calls: number;
  /** Bytes of user memory that were compared, all in all. */
  readonly bytes: number;
  readonly differences: readonly Difference[];
  /** What could not be compared, and how often. */
  readonly excepted: Readonly<Partial<Record<Exception, number>>>;
  /** The modelled kernel: 618. */
  readonly version: number;
  /** The program has no end: both wait in this call, or go round, 'round'. */
  readonly endless: number | 'round' | undefined;
}

/** What a comparison needs to know of a run on a host. */
export interface HostRun {
  readonly recording: Recording;
  readonly cpus: number;
  readonly release: string;
  /** Why it was stopped, if it was. */
  readonly endless?: Endless | undefined;
}

/** As the model numbers kernels: `6.18.44` is 618. */
export function modelledVersion(release: string): number {
  const [, major = '0', minor = '0'] = /^(\d+)\.(\d+)/.exec(release) ?? [];
  const number = Number(major) * 100 + Number(minor);
  return VERSIONS.find((version) => version <= number) ?? VERSIONS[VERSIONS.length - 1]!;
}

/**
 * Runs the program on the model as the host ran it: with its CPUs, its version, and each request done when it was seen to
 * be done; then every call's arguments and result, and after every call all of the program's memory, must be the same.
 * @param module the machine
 */
export function compareRuns(
  module: WebAssembly.Module,
  program: Image,
  files: readonly InputFile[],
  run: HostRun,
): Comparison {
  const steps = comparing(module, program, files, run);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** The same, call by call, for whoever has something else to do meanwhile. */
export function* comparing(
  module: WebAssembly.Module,
  program: Image,
  files: readonly InputFile[],
  run: HostRun,
): Generator<void, Comparison> {
  const version = modelledVersion(run.release);
  const model = ModelMachine.create(module, { cpus: run.cpus, version, seed: 1 });
  model.load(program, files);
  model.holdDisk();
  const host = run.recording.lookAt(0, (first) => {
    if (!(first instanceof ReplayMachine)) throw new Error('not a run on a host');
    return first.again(module);
  });
  const memories = new TwoMemories(host, model);
  const side = new ModelSide(model);
  const differences: Difference[] = [];
  const excepted: Partial<Record<Exception, number>> = {};
  let done = 0;
  let endless: Comparison['endless'] = run.endless?.kind === 'livelock' ? 'round' : undefined;
  for (const [call, wanted] of hostCalls(run.recording.records, MOST_CALLS).entries()) {
    const { nr, ordinal, statement } = wanted;
    const where = { call, nr, ordinal, statement };
    const entered = side.enter(wanted);
    if (entered.call === undefined || entered.call.nr !== nr) {
      differences.push({ ...where, what: 'call', model: entered.call?.nr, stop: entered.stop });
      break;
    }
    for (const [argument, value] of wanted.args.entries()) {
      const other = entered.call.args[argument] ?? 0n;
      if (other !== value) differences.push({ ...where, what: 'argument', argument, host: value, model: other });
    }
    if (wanted.result === undefined) {
      const { ending } = run.recording;
      if (ending?.kind === 'unmodelled') differences.push({ ...where, what: 'unmodelled', detail: ending.detail });
      if (run.endless?.kind !== 'stuck') break;
      const waits = side.leave(wanted);
      if (waits.result === undefined && waits.stop === Stop.Stuck) endless = nr;
      else differences.push({ ...where, what: 'call', model: nr, stop: waits.stop });
      break;
    }
    const returned = side.leave(wanted);
    done++;
    if (returned.result === undefined) {
      if (!ends(nr)) differences.push({ ...where, what: 'call', model: undefined, stop: returned.stop });
      break;
    }
    replayTo(host, wanted.position);
    if (returned.result !== wanted.result)
      differences.push({ ...where, what: 'result', host: wanted.result, model: returned.result });
    except(wanted, memories, excepted);
    // Its ring and buffers are the host's when that has shown the event too.
    if (side.isAhead) excepted.early = (excepted.early ?? 0) + 1;
    else {
      for (const difference of memories.differences(MOST_IN_CALL))
        differences.push({ ...where, what: 'memory', ...difference });
    }
    if (differences.length >= MOST_DIFFERENCES) break;
    yield;
  }
  return { calls: done, bytes: memories.compared, differences, excepted, version, endless };
}

const ends = (nr: number) => nr === Sys.exit || nr === Sys.exit_group;

function replayTo(host: ReplayMachine, position: number): void {
  for (;;) {
    const stop = host.run(position - host.position, 1_000_000);
    host.clearTrace();
    if (host.position >= position && stop !== Stop.Work && stop !== Stop.TraceFull) return;
    if (stop !== Stop.Budget && stop !== Stop.Work && stop !== Stop.TraceFull) return;
  }
}

function except(
  { nr, args, result }: HostCall,
  memories: TwoMemories,
  excepted: Partial<Record<Exception, number>>,
): void {
  const exception = EXCEPTIONS[nr];
  if (exception === undefined || result === undefined || result < 0n) return;
  const address = Number(args[exception.argument] ?? 0n);
  if (address === 0) return;
  memories.copy(address, exception.length);
  excepted[exception.exception] = (excepted[exception.exception] ?? 0) + 1;
}
