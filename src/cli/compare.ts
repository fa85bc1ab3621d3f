import { writeFileSync } from 'node:fs';
import { asksForUring } from '../c/asks-for-uring.ts';
import type { Program } from '../c/program.ts';
import { type Comparison, compareRuns, modelledVersion } from '../compare/compare.ts';
import { endlessness, untilOver } from '../compare/endless.ts';
import { report, sayDifference, summary } from '../compare/report.ts';
import type { InputFile } from '../machine/model-machine.ts';
import { recordHost } from '../recording/host-recording.ts';
import { comparableRules } from '../rules/comparable.ts';
import { RULE_FILES } from '../rules/programs.ts';
import { allScenarios, anyScenario } from '../scenarios/all.ts';
import { unitsOf } from '../scenarios/units.ts';
import { cli } from '../text/en/cli.ts';
import { compareText } from '../text/en/compare.ts';
import { errorCode, Failure, OWN_FAILURE } from './failure.ts';
import { fileBytes, withLinux } from './linux.ts';
import type { copyIn } from './options.ts';
import { STDOUT, writeAll } from './output.ts';
import { compileOrExplain } from './run.ts';
import { readBytes, readSource } from './source.ts';

export interface CompareOptions {
  readonly file?: ReturnType<typeof copyIn>;
  readonly report?: string;
  readonly json?: true;
  readonly rules?: true;
}

interface Subject {
  readonly name: string;
  readonly program: Program;
  readonly files: readonly InputFile[];
}

const DIFFERENT = 1;

/**
 * `kring compare`: programs on this machine's kernel, then on the model.
 * @param names C files or scenarios; none: all scenarios
 * @returns 0 when they are the same
 * @throws {Failure} when this machine can be no host
 */
export async function compare(
  names: readonly string[],
  options: CompareOptions,
  module: WebAssembly.Module,
  childFile: string,
): Promise<number> {
  let status = 0;
  for (const subject of subjects(names, options)) {
    if (subject === undefined) return OWN_FAILURE;
    const compared = await compareOne(subject, module, childFile);
    if (compared === undefined) {
      print(`${subject.name}: ${compareText.noUring}`);
      continue;
    }
    const { comparison, text } = compared;
    if (comparison.differences.length > 0) status = DIFFERENT;
    if (options.json) print(JSON.stringify(jsonOf(subject, comparison)));
    else print(`${subject.name}: ${summary(comparison)}`, ...linesOf(subject, comparison));
    if (options.report !== undefined) save(options.report, text);
  }
  return status;
}

/** @returns undefined: it asks for what this machine does not have */
async function compareOne(
  { name, program, files }: Subject,
  module: WebAssembly.Module,
  childFile: string,
): Promise<{ comparison: Comparison; text: string } | undefined> {
  return withLinux(module, childFile, async (machine, session) => {
    if (asksForUring(program) && !machine.hasUring) return undefined;
    const { cpus, release } = machine;
    const options = { cpus, version: modelledVersion(release), seed: 1 };
    const endless = await endlessness(module, options, program, files);
    await machine.load(program, fileBytes(files));
    const host = recordHost(module, machine);
    await untilOver(host, endless, () => session.stop());
    const comparison = compareRuns(module, program, files, { recording: host.recording, cpus, release, endless });
    return { comparison, text: report({ name, program, release, cpus, comparison }) };
  });
}

function* subjects(names: readonly string[], options: CompareOptions): Generator<Subject | undefined> {
  for (const name of names) yield subjectOf(name, options);
  if (options.rules) {
    for (const rule of comparableRules()) {
      const program = compileOrExplain([rule]);
      yield program && { name: rule.name, program, files: RULE_FILES };
    }
  } else if (names.length === 0) for (const { id } of allScenarios) yield subjectOf(id, options);
}

function subjectOf(name: string, { file = [] }: CompareOptions): Subject | undefined {
  const scenario = anyScenario(name);
  const program = compileOrExplain(scenario ? unitsOf(scenario) : [readSource(name)]);
  const files = new Map<string, InputFile>((scenario?.files ?? []).map((input) => [input.name, input]));
  for (const input of file) files.set(input.name, { name: input.name, bytes: readBytes(input.path, input.path) });
  return program && { name, program, files: [...files.values()] };
}

function linesOf({ program }: Subject, { differences }: Comparison): string[] {
  return differences.map((difference) => {
    const { call, place, sentence, rules } = sayDifference(program, difference);
    return `  ${place === undefined ? '' : `${place}: `}${call}: ${sentence} (${compareText.rules(rules.slice(0, 4))})`;
  });
}

function jsonOf({ name, program }: Subject, comparison: Comparison): unknown {
  const { calls, bytes, excepted, version } = comparison;
  const differences = comparison.differences.map((difference) => sayDifference(program, difference));
  return { program: name, version, calls, bytes, excepted, differences };
}

function save(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new Failure(cli.unwritable(path, errorCode(error)));
  }
}

function print(...lines: string[]): void {
  writeAll(STDOUT, Buffer.from(`${lines.join('\n')}\n`));
}
