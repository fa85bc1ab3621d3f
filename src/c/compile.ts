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

/** What a program is compiled with: headers by name, and the C library's own sources. */
export interface Library {
  readonly headers: ReadonlyMap<string, string>;
  readonly sources: readonly Source[];
}

/** What has been analysed of each library. */
const analysed = new WeakMap<Library, LibraryUnits>();

/**
 * Compiles one C source to a program for the machine. Pure and synchronous; never throws, whatever the text: the
 * result says what is wrong, and where.
 */
export function compileWith(library: Library, source: Source): CompileResult {
  const { unit, diagnostics } = analyse(library, source);
  const hasError = diagnostics.some(({ severity }) => severity === 'error');
  if (hasError) return { ok: false, diagnostics };
  const linked = link(unit, unitsOf(library));
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

function unitsOf(library: Library): LibraryUnits {
  let units = analysed.get(library);
  if (!units) {
    units = new LibraryUnits(library);
    analysed.set(library, units);
  }
  return units;
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
