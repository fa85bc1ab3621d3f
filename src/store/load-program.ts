import type { Program } from '../c/program.ts';
import { importPart } from '../lib/import-part.ts';
import { type Scenario, scenarios } from '../scenarios/index.ts';
import { track } from './requests.ts';

/** The compiler, its headers and its C library: a chunk of its own, which the first screen does without. */
export type Compiler = typeof import('../c/index.ts');

const compiled = import.meta.glob<{ default: Program }>('../scenarios/*/program.c', { query: '?compiled' });

/** A scenario's program, as the compiler made it when the page was built. Rejects when it cannot be fetched. */
export async function compiledProgram({ id }: Scenario): Promise<Program> {
  const load = compiled[`../scenarios/${id}/program.c`];
  if (!load) throw new Error(`src/scenarios/${id} has no program.c`);
  return (await importPart(load)).default;
}

let prepared = false;

/** Rejects when it cannot be fetched; asking again fetches again. */
export async function loadCompiler(): Promise<Compiler> {
  const compiler = await importPart(() => import('../c/index.ts'));
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
  const [first] = scenarios;
  if (first) compile(first.program);
}
