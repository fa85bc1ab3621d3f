import { type Definitions, link, type Target } from './codegen/link.ts';
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

/** A source of a program that has several, and its own include path. */
export interface ProgramUnit {
  readonly name: string;
  readonly text: string;
  /** Headers by the name an #include gives; they come before those of the library. */
  readonly headers?: ReadonlyMap<string, string>;
}

/** What a program is compiled with: headers by name, and the C library's own sources. */
export interface Library {
  readonly headers: ReadonlyMap<string, string>;
  readonly sources: readonly Source[];
}

/** What has been analysed of each library. */
const analysed = new WeakMap<Library, LibraryUnits>();

/** The library's headers behind those of a unit's include path. */
const includePaths = new WeakMap<ReadonlyMap<string, string>, ReadonlyMap<string, string>>();

/**
 * Compiles C sources, each a unit of its own, to a program for the machine; the first is what the program is named
 * after. Pure and synchronous; never throws, whatever the texts: the result says what is wrong, and where.
 */
export function compileWith(library: Library, sources: readonly ProgramUnit[]): CompileResult {
  const analyses = sources.map((source) => analyseUnit(library, source));
  const diagnostics = analyses.flatMap((analysis) => analysis.diagnostics);
  const hasError = diagnostics.some(({ severity }) => severity === 'error');
  if (hasError) return { ok: false, diagnostics };
  const linked = link(
    analyses.map(({ unit }) => unit),
    unitsOf(library),
  );
  if ('diagnostics' in linked) return { ok: false, diagnostics: [...diagnostics, ...linked.diagnostics] };
  return { ok: true, program: linked.program, warnings: [...diagnostics, ...linked.warnings] };
}

/**
 * Analyses one more source of the C library, which the first program that needs it would have to wait for.
 * @returns whether there are more
 */
export function analyseNext(library: Library): boolean {
  return unitsOf(library).takeNext();
}

interface Analysis {
  readonly unit: Unit;
  readonly diagnostics: readonly Diagnostic[];
}

/** By include path and name: the last text of a unit and what came of it, as a library's units are used again too. */
const lastOf = new WeakMap<ReadonlyMap<string, string>, Map<string, { text: string; analysis: Analysis }>>();

function analyseUnit(library: Library, source: ProgramUnit): Analysis {
  if (!source.headers) return analyse(library, source);
  const headers = includePathOf(library, source.headers);
  const known = lastOf.get(headers) ?? new Map();
  lastOf.set(headers, known);
  const last = known.get(source.name);
  if (last?.text === source.text) return last.analysis;
  const analysis = analyse({ ...library, headers }, source);
  known.set(source.name, { text: source.text, analysis });
  return analysis;
}

function includePathOf(library: Library, headers: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  let path = includePaths.get(headers);
  if (!path) {
    path = new Map([...library.headers, ...headers]);
    includePaths.set(headers, path);
  }
  return path;
}

function unitsOf(library: Library): LibraryUnits {
  let units = analysed.get(library);
  if (!units) {
    units = new LibraryUnits(library);
    analysed.set(library, units);
  }
  return units;
}

function analyse({ headers }: Library, source: Source): Analysis {
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

/** The C library's units. Each is analysed when a name is wanted that it may define, and once. */
class LibraryUnits implements Definitions {
  private readonly found = new Map<string, { target: Target; unit: Unit }>();
  private readonly waiting: { readonly source: Source; readonly names: ReadonlySet<string> }[];

  constructor(private readonly library: Library) {
    this.waiting = library.sources.map((source) => ({ source, names: namesAtTopLevel(source.text) }));
  }

  find(name: string) {
    for (let i = 0; !this.found.has(name) && i < this.waiting.length; ) {
      if (this.waiting[i]!.names.has(name)) this.take(this.waiting.splice(i, 1)[0]!.source);
      else i++;
    }
    return this.found.get(name);
  }

  takeNext(): boolean {
    const next = this.waiting.shift();
    if (next) this.take(next.source);
    return this.waiting.length > 0;
  }

  /** @throws {Error} when the library itself does not compile */
  private take(source: Source): void {
    const { unit, diagnostics } = analyse(this.library, { ...source, library: true });
    const [first] = diagnostics.filter(({ severity }) => severity === 'error');
    if (first) throw new Error(`${first.file}:${first.line}:${first.column}: ${first.message}`);
    for (const target of unit.definitions()) {
      if (target.external && !this.found.has(target.name)) this.found.set(target.name, { target, unit });
    }
  }
}

/** Every identifier on lines that are not indented: among them are all names a library source defines. */
function namesAtTopLevel(text: string): ReadonlySet<string> {
  return new Set((text.match(/^[A-Za-z_].*/gm) ?? []).flatMap((line) => line.match(/[A-Za-z_]\w*/g) ?? []));
}
