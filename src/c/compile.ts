import { link } from './codegen/link.ts';
import { Unit } from './codegen/unit.ts';
import { parse } from './parser/index.ts';
import { preprocess } from './preprocessor.ts';
import { explainInclusions } from './preprocessor-inclusions.ts';
import type { CompileResult, Diagnostic } from './program.ts';

export interface Source {
  readonly name: string;
  readonly text: string;
  /** Part of the C library: no statements of its own. */
  readonly library?: boolean;
}

/** What a program is compiled with: headers by name, and the C library's own sources. */
export interface Library {
  readonly headers: ReadonlyMap<string, string>;
  readonly sources: readonly Source[];
}

/** The C library is analysed once. */
const analysed = new WeakMap<Library, readonly Unit[]>();

/**
 * Compiles one C source to a program for the machine. Pure and synchronous; never throws, whatever the text: the
 * result says what is wrong, and where.
 */
export function compileWith(library: Library, source: Source): CompileResult {
  const { unit, diagnostics } = analyse(library, source);
  const hasError = diagnostics.some(({ severity }) => severity === 'error');
  if (hasError) return { ok: false, diagnostics };
  const linked = link(unit, libraryUnits(library));
  if ('diagnostics' in linked) return { ok: false, diagnostics: [...diagnostics, ...linked.diagnostics] };
  return { ok: true, program: linked.program, warnings: diagnostics };
}

function analyse({ headers }: Library, source: Source): { unit: Unit; diagnostics: readonly Diagnostic[] } {
  const preprocessed = preprocess(source, headers);
  const stopped = preprocessed.diagnostics.some(({ severity }) => severity === 'error');
  const { unit, diagnostics } = stopped
    ? { unit: { functions: [], objects: [] }, diagnostics: [] }
    : parse(preprocessed, headers);
  return {
    unit: new Unit(unit, preprocessed.files),
    diagnostics: explainInclusions([...preprocessed.diagnostics, ...diagnostics], preprocessed),
  };
}

/** @throws {Error} when the library itself does not compile */
function libraryUnits(library: Library): readonly Unit[] {
  let units = analysed.get(library);
  if (!units) {
    units = library.sources.map((source) => {
      const { unit, diagnostics } = analyse(library, { ...source, library: true });
      const [first] = diagnostics.filter(({ severity }) => severity === 'error');
      if (first) throw new Error(`${first.file}:${first.line}:${first.column}: ${first.message}`);
      return unit;
    });
    analysed.set(library, units);
  }
  return units;
}
