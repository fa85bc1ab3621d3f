import type { CompileResult, Program } from '../c/program.ts';
import { importPart } from '../lib/import-part.ts';
import { firstScenario, type Scenario } from '../scenarios/index.ts';
import { track } from './requests.ts';

/** The compiler, its headers and its C library: a chunk of its own, which the first screen does without. */
export interface Compiler {
  readonly analyseNext: () => boolean;
  /** A scenario's program with another text, and with the units and headers that belong to it. */
  readonly compile: (scenario: Scenario, text: string) => CompileResult;
}

/** Makes the program, given the scenario's text. */
export type MakeProgram = (text: string) => Program;

const compiled = import.meta.glob<{ default: MakeProgram }>('../scenarios/*/program.c', { query: '?compiled' });

/** A scenario's program, as the compiler made it when the page was built. Rejects when it cannot be fetched. */
export async function compiledProgram({ id }: Pick<Scenario, 'id'>): Promise<MakeProgram> {
  const load = compiled[`../scenarios/${id}/program.c`];
  if (!load) throw new Error(`src/scenarios/${id} has no program.c`);
  return (await importPart(load)).default;
}

let prepared = false;

/** Rejects when it cannot be fetched; asking again fetches again. */
export async function loadCompiler(): Promise<Compiler> {
  const [{ analyseNext, compileUnits }, { unitsOf }] = await Promise.all([
    importPart(() => import('../c/index.ts')),
    importPart(() => import('../scenarios/units.ts')),
  ]);
  const compiler: Compiler = {
    analyseNext,
    compile: (scenario, text) => compileUnits(unitsOf({ ...scenario, program: { name: scenario.program.name, text } })),
  };
  if (!prepared) track(prepare(compiler));
  prepared = true;
  return compiler;
}

/**
 * The C library is analysed while the person still reads and types, a source at a time so that typing goes on; then a
 * first program is compiled that nobody waits for, which brings what every program needs to code.
 */
async function prepare({ analyseNext, compile }: Compiler): Promise<void> {
  const pause = () => new Promise((resolve) => setTimeout(resolve));
  do await pause();
  while (analyseNext());
  await pause();
  compile(firstScenario, firstScenario.program.text);
}
