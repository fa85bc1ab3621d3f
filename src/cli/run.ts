import { Stop } from '../../assembly/uapi/machine-state.ts';
import { compileUnits, formatDiagnostic, type ProgramUnit } from '../c/index.ts';
import type { Diagnostic, Program } from '../c/program.ts';
import { DISKS, FILE_SYSTEMS } from '../machine/disks.ts';
import { LoadError } from '../machine/load-error.ts';
import { type InputFile, ModelMachine } from '../machine/model-machine.ts';
import type { Record } from '../recording/record.ts';
import { allScenarios, anyScenario } from '../scenarios/all.ts';
import type { Scenario } from '../scenarios/index.ts';
import { unitsOf } from '../scenarios/units.ts';
import { cli } from '../text/en/cli.ts';
import { errnoName } from '../uapi/names.ts';
import { copyOut, writeOut } from './copy-out.ts';
import { Failure, OWN_FAILURE } from './failure.ts';
import { fileBytes, filesOf, runLinux, withLinux } from './linux.ts';
import { type Loop, LoopWatch } from './loop-watch.ts';
import { KERNELS, type RunOptions } from './options.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { complain } from './output.ts';
import { lastRecord, printJson, printOutput } from './records.ts';
import { readBytes } from './source.ts';
import { readUnits } from './units.ts';

/** One run() of the machine: short enough that output appears as it is made, long enough to cost nothing. */
const SLICE_MOMENTS = 200_000;
const SLICE_WORK = 4_000_000;

/**
 * `kring run`: compiles, runs, prints.
 * @param paths the C files, when it is not a scenario
 * @returns the exit status: the program's, or ours
 * @throws {Failure} when there is nothing to run
 */
export async function run(
  paths: readonly string[],
  options: RunOptions,
  module: WebAssembly.Module,
  childFile: string,
): Promise<number> {
  const { units, files } = whatToRun(paths, options);
  const program = compileOrExplain(units);
  if (!program) return OWN_FAILURE;
  const print = options.json ? (trace: Uint8Array) => printJson(trace, program) : printOutput;
  if (options.machine === 'linux') return runHere(program, files, options, module, childFile, print);
  const machine = ModelMachine.create(module, {
    cpus: options.cpus,
    version: KERNELS[options.kernel],
    seed: options.seed,
    disk: { ...DISKS[options.disk], fileSystem: FILE_SYSTEMS[options.fs] },
  });
  load(machine, program, files);
  let last: Record | undefined;
  const stop = runToTheEnd(machine, options.maxMoments, (trace) => {
    last = lastRecord(trace) ?? last;
    print(trace);
  });
  const outcome = outcomeOf(stop, machine, program, last);
  if (options.out !== undefined) copyOut(machine, options.out);
  return conclude(outcome);
}

/** On this machine's own kernel. */
function runHere(
  program: Program,
  files: readonly InputFile[],
  { out, maxMoments = Infinity }: RunOptions,
  module: WebAssembly.Module,
  childFile: string,
  print: (trace: Uint8Array) => void,
): Promise<number> {
  return withLinux(module, childFile, async (machine, session) => {
    await machine.load(program, fileBytes(files));
    const outcome = await runLinux(machine, program, maxMoments, print);
    if (out !== undefined) writeOut(filesOf(session), out);
    return conclude(outcome);
  });
}

function conclude({ status, sentence, ours }: Outcome): number {
  // A program that a signal ends says nothing itself; a script that compares stderr with gcc's gets nothing more.
  if (sentence !== undefined && (ours || process.stderr.isTTY)) complain(sentence);
  return status;
}

/** The program and its files: the scenario's, and what --file adds or replaces. */
function whatToRun(
  paths: readonly string[],
  options: RunOptions,
): { units: readonly ProgramUnit[]; files: InputFile[] } {
  const scenario = options.scenario === undefined ? undefined : knownScenario(options.scenario);
  const [path] = paths;
  if (path !== undefined && scenario) throw new Failure(cli.twoPrograms(path, scenario.id));
  if (path === undefined && !scenario) throw new Failure(cli.noProgram);
  const files = new Map<string, InputFile>((scenario?.files ?? []).map((file) => [file.name, file]));
  for (const file of options.file ?? [])
    files.set(file.name, { name: file.name, bytes: readBytes(file.path, file.path) });
  return { units: scenario ? unitsOf(scenario) : readUnits(paths, options), files: [...files.values()] };
}

function knownScenario(id: string): Scenario {
  const scenario = anyScenario(id);
  if (scenario) return scenario;
  throw new Failure(
    cli.noScenario(
      id,
      allScenarios.map((known) => known.id),
    ),
  );
}

/** Says on stderr what is wrong with the program; warnings only to a person, so that stderr stays the program's. */
export function compileOrExplain(units: readonly ProgramUnit[]): Program | undefined {
  const result = compileUnits(units);
  const say = (diagnostic: Diagnostic) => complain(formatDiagnostic(diagnostic));
  if (!result.ok) {
    result.diagnostics.forEach(say);
    return undefined;
  }
  if (process.stderr.isTTY) result.warnings.forEach(say);
  return result.program;
}

function load(machine: ModelMachine, program: Program, files: readonly InputFile[]): void {
  try {
    machine.load(program, files);
  } catch (error) {
    if (!(error instanceof LoadError)) throw error;
    throw new Failure(cli.noRoom(error.file, errnoName(error.errno) ?? `errno ${error.errno}`));
  }
}

/** Runs until there is nothing more to run, `maxMoments` are over: then Stop.Budget, or it is proven that it never ends. */
function runToTheEnd(machine: ModelMachine, maxMoments = Infinity, take: (trace: Uint8Array) => void): Stop | Loop {
  const watch = new LoopWatch(machine);
  for (;;) {
    const stop = machine.run(Math.min(SLICE_MOMENTS, maxMoments - machine.position), SLICE_WORK);
    take(machine.drain());
    const goesOn = stop === Stop.Work || stop === Stop.TraceFull;
    if (!goesOn && (stop !== Stop.Budget || machine.position >= maxMoments)) return stop;
    const loop = goesOn || maxMoments !== Infinity ? undefined : watch.look(take);
    if (loop) return loop;
  }
}
