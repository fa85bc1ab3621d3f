import { compileWith, type Source } from './compile.ts';
import { headers, libcSources } from './library-sources.ts';
import type { CompileResult } from './program.ts';

const library = { headers, sources: libcSources };

/**
 * Compiles one C source, with kring's headers and C library, to a program for the machine. Pure and synchronous;
 * whatever the text, the result says what is wrong, and where.
 */
export function compile(source: Pick<Source, 'name' | 'text'>): CompileResult {
  return compileWith(library, source);
}

export { formatDiagnostic } from './diagnostics.ts';
export type * from './program.ts';
