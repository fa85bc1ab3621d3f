import { analyseNext as analyseNextOf, compileWith, type ProgramUnit, type Source } from './compile.ts';
import { headers, libcSources } from './library-sources.ts';
import type { CompileResult } from './program.ts';

const library = { headers, sources: libcSources };

/**
 * Compiles one C source, with kring's headers and C library, to a program for the machine. Pure and synchronous;
 * whatever the text, the result says what is wrong, and where.
 */
export function compile(source: Pick<Source, 'name' | 'text'>): CompileResult {
  return compileWith(library, [source]);
}

/** The same of a program of several units, each with headers of its own before kring's. */
export function compileUnits(units: readonly ProgramUnit[]): CompileResult {
  return compileWith(library, units);
}

/**
 * Analyses one more source of the C library ahead of the first program: together they take longer than a person should
 * wait for it.
 * @returns whether there are more
 */
export function analyseNext(): boolean {
  return analyseNextOf(library);
}

export type { ProgramUnit } from './compile.ts';
export { formatDiagnostic } from './diagnostics.ts';
export type * from './program.ts';
