import { Instruction, MAX_SLOTS, Op } from '../../../assembly/uapi/bytecode.ts';
import { CODE, CODE_END } from '../../../assembly/uapi/memory-map.ts';
import type { FunctionSymbol, Mark, StaticObject } from '../ast.ts';
import { makeDiagnostic } from '../diagnostics.ts';
import { linkMessages as messages, statementMessages } from '../messages-parser.ts';
import type { Diagnostic, FunctionInfo, Program, SourceFile, Statement, VariableInfo } from '../program.ts';
import { TypeViews } from '../types-name.ts';
import { WORDS } from './emitter.ts';
import type { FunctionCode } from './function.ts';
import { type DataLayout, fill, layOutData, textAddress } from './layout.ts';
import type { Unit } from './unit.ts';

export type Target = StaticObject | FunctionSymbol;

/** Instructions that fit into the machine. */
const MAX_INSTRUCTIONS = (CODE_END - CODE) / Instruction.SIZEOF - 1;
const MAX_FRAME = MAX_SLOTS * 8;

/**
 * Puts a program together: what `_start` and the program's own functions reach, from its own units and those of the
 * library. A name that the program defines is never taken from the library. Units meet by name alone, as with ld: what
 * each believes of the other's types is its own affair.
 */
export function link(
  program: readonly Unit[],
  library: Definitions,
):
  | { readonly program: Program; readonly warnings: readonly Diagnostic[] }
  | { readonly diagnostics: readonly Diagnostic[] } {
  const linker = new Linker(program, library);
  return linker.run();
}

/** Where else a name may be defined. */
export interface Definitions {
  find(name: string): { readonly target: Target; readonly unit: Unit } | undefined;
}

interface PlacedFunction {
  readonly symbol: FunctionSymbol;
  readonly unit: Unit;
  readonly code: FunctionCode;
  readonly start: number;
}

class Linker {
  private readonly definitions = new Map<string, Target>();
  private readonly units = new Map<Target, Unit>();
  private readonly functions = new Map<FunctionSymbol, PlacedFunction>();
  private readonly objects = new Set<StaticObject>();
  private readonly queue: { target: Target; unit: Unit }[] = [];
  private readonly diagnostics: Diagnostic[] = [];
  private readonly missing = new Set<string>();
  private readonly files: SourceFile[];
  /** By name: units may have been compiled with headers of one name and different texts. */
  private readonly fileIndexes = new Map<string, number[]>();
  private length = 0;

  constructor(
    private readonly program: readonly Unit[],
    private readonly library: Definitions,
  ) {
    this.files = [];
    for (const unit of program) for (const file of unit.files) this.fileIndex(file);
    for (const unit of program) this.define(unit);
  }

  private define(unit: Unit): void {
    for (const target of unit.definitions()) {
      this.units.set(target, unit);
      if (!target.external) continue;
      const other = this.definitions.get(target.name);
      if (other && this.units.get(other) !== unit) {
        this.complain({ unit, ...target.at }, messages.multipleDefinition(target.name));
      }
      this.definitions.set(target.name, target);
    }
  }

  /** The program's definition of a name, else the library's, whose unit takes part from then on. */
  private definitionOf(name: string): Target | undefined {
    const known = this.definitions.get(name);
    if (known) return known;
    const found = this.library.find(name);
    if (!found) return undefined;
    this.definitions.set(name, found.target);
    for (const target of found.unit.definitions()) this.units.set(target, found.unit);
    return found.target;
  }

  run() {
    const start = this.definitionOf('_start');
    for (const unit of this.program) {
      for (const symbol of unit.tree.functions) {
        if (symbol.body && symbol.external && !unit.isLibrary(symbol)) this.reach(symbol, unit);
      }
      for (const object of unit.tree.objects) {
        if (object.defined && object.name !== '' && !unit.isLibrary(object)) this.reach(object, unit);
      }
    }
    if (this.definitionOf('main')?.kind !== 'function') this.complain(undefined, messages.undefinedMain());
    else if (start?.kind !== 'function') this.complain(undefined, messages.undefinedReference('_start'));
    else this.reach(start, this.units.get(start)!);
    for (let next = this.queue.pop(); next; next = this.queue.pop()) this.follow(next.target, next.unit);
    const layout = layOutData(this.objects);
    this.checkSizes(layout);
    if (this.diagnostics.length > 0) return { diagnostics: this.diagnostics };
    return { program: this.build(layout, start as FunctionSymbol), warnings: this.missingReturns() };
  }

  /** What a reference means: itself if it is defined in its unit, else what the name means to the others. */
  private resolve(target: Target): Target | undefined {
    if (this.units.has(target) || target.name === '') return target;
    return target.external ? this.definitionOf(target.name) : undefined;
  }

  private reach(target: Target, unit: Unit): void {
    if (target.kind === 'static') {
      if (this.objects.has(target)) return;
      this.objects.add(target);
    } else if (this.functions.has(target)) return;
    else this.place(target, unit);
    this.queue.push({ target, unit });
  }

  private place(symbol: FunctionSymbol, unit: Unit): void {
    const code = unit.code(symbol);
    this.functions.set(symbol, { symbol, unit, code, start: this.length });
    this.length += code.words.length / WORDS;
    if (code.frameSize > MAX_FRAME) {
      this.complain({ unit, ...symbol.at }, messages.frameTooLarge(symbol.name, code.frameSize, MAX_FRAME));
    }
  }

  private follow(target: Target, unit: Unit): void {
    if (target.kind === 'static') {
      for (const { target: other } of target.data?.addresses ?? []) this.refer(other, unit, () => target.at);
      return;
    }
    const code = unit.code(target);
    for (const template of code.templates) this.units.set(template, unit);
    for (const { target: other, at } of code.relocations) this.refer(other, unit, () => useAt(code, at) ?? target.at);
  }

  private refer(target: Target, unit: Unit, at: () => Pick<Mark, 'file' | 'line' | 'column'>): void {
    const definition = this.resolve(target);
    if (definition) {
      this.reach(definition, this.units.get(definition) ?? unit);
      return;
    }
    if (this.missing.has(target.name)) return;
    this.missing.add(target.name);
    const known = target.kind === 'function' && target.name === 'main';
    this.complain({ unit, ...at() }, known ? messages.undefinedMain() : messages.undefinedReference(target.name));
  }

  private complain(
    place: ({ unit: Unit } & Pick<Mark, 'file' | 'line' | 'column'>) | undefined,
    message: string,
  ): void {
    const source = place ? place.unit.files[place.file]! : this.files[0]!;
    const span = { line: place?.line ?? 1, column: place?.column ?? 1, length: 1 };
    this.diagnostics.push(makeDiagnostic('error', source, span, message));
  }

  /** gcc's -Wreturn-type, for the program's own functions. */
  private missingReturns(): Diagnostic[] {
    const suspects = [...this.functions.values()].filter(
      ({ symbol, unit, code }) =>
        code.fallsOff && symbol.type.result.kind !== 'void' && symbol.name !== 'main' && !unit.isLibrary(symbol),
    );
    return suspects.map(({ symbol, unit }) => {
      const { end } = symbol.body!;
      return makeDiagnostic('warning', unit.files[end.file]!, end, statementMessages.fallsOff());
    });
  }

  private checkSizes({ size, room }: DataLayout): void {
    if (this.length > MAX_INSTRUCTIONS) this.complain(undefined, messages.codeTooLarge(this.length, MAX_INSTRUCTIONS));
    if (size > room) this.complain(undefined, messages.dataTooLarge(size, room));
  }

  private build(layout: DataLayout, start: FunctionSymbol): Program {
    const addressOf = (target: Target): number => {
      const definition = this.resolve(target)!;
      if (definition.kind === 'static') return layout.addresses.get(definition)!;
      return textAddress(this.functions.get(definition)!.start);
    };
    fill(layout, addressOf);
    const words = new Int32Array(this.length * WORDS);
    const statements: Statement[] = [];
    const functions: FunctionInfo[] = [];
    const views = new TypeViews();
    for (const placed of this.functions.values()) {
      this.write(placed, words, statements.length, addressOf);
      for (const mark of placed.code.marks) {
        const file = this.fileIndex(placed.unit.files[mark.file]!);
        statements.push({ ...mark, file, function: functions.length });
      }
      functions.push(this.describe(placed, views));
    }
    return {
      files: this.files,
      code: new Uint8Array(words.buffer),
      entry: this.functions.get(start)!.start,
      rodata: layout.rodata,
      data: layout.data,
      bssSize: layout.bssSize,
      statements,
      functions,
      globals: this.globals(layout, views),
    };
  }

  /** Copies a function's instructions to their place: jumps, statement numbers and references become absolute. */
  private write(
    { code, start }: PlacedFunction,
    words: Int32Array,
    statements: number,
    addressOf: (target: Target) => number,
  ): void {
    const base = start * WORDS;
    words.set(code.words, base);
    for (let at = base; at < base + code.words.length; at += WORDS) {
      const op = words[at]! & 0xffff;
      if (op === Op.STMT) words[at + 2]! += statements;
      else if (op >= Op.JUMP && op <= Op.JUMP_GE_S_IMM) words[at + 2]! += start;
    }
    for (const { at, target, addend } of code.relocations) {
      const word = base + at * WORDS;
      if ((words[word]! & 0xffff) === Op.CALL) {
        words[word + 2] = this.functions.get(this.resolve(target) as FunctionSymbol)!.start;
      } else {
        const address = addressOf(target) + addend;
        words[word + 2] = address | 0;
        words[word + 3] = Math.floor(address / 0x1_0000_0000);
      }
    }
  }

  private describe({ symbol, unit, code, start }: PlacedFunction, views: TypeViews): FunctionInfo {
    const library = unit.isLibrary(symbol);
    const parameters = new Set(symbol.body!.parameters);
    const scopes = library ? [] : [...code.locals];
    const rank = ({ local, from }: (typeof scopes)[number]) => (parameters.has(local) ? -1 : from);
    scopes.sort((a, b) => rank(a) - rank(b));
    return {
      name: symbol.name,
      library,
      ...this.placeOf(symbol, unit),
      start,
      end: start + code.words.length / WORDS,
      locals: scopes.map(({ local, storage, from, to }) => ({
        name: local.name,
        type: views.of(local.type),
        file: this.fileIndex(unit.files[local.at.file]!),
        line: local.at.line,
        column: local.at.column,
        offset: storage.kind === 'frame' ? storage.offset : storage.slot * 8,
        from: start + from,
        to: start + to,
        ...(storage.kind === 'indirect' ? { indirect: true as const } : {}),
      })),
    };
  }

  private globals(layout: DataLayout, views: TypeViews): VariableInfo[] {
    return this.program.flatMap((unit) => {
      const own = unit.tree.objects.filter(
        (object) => object.name !== '' && layout.addresses.has(object) && !unit.isLibrary(object),
      );
      return own.map((object) => ({
        name: object.name,
        type: views.of(object.type),
        address: layout.addresses.get(object)!,
        ...this.placeOf(object, unit),
      }));
    });
  }

  private placeOf({ at }: Target, unit: Unit) {
    return { file: this.fileIndex(unit.files[at.file]!), line: at.line, column: at.column };
  }

  private fileIndex(file: SourceFile): number {
    const known = this.fileIndexes.get(file.name) ?? [];
    const index = known.find((other) => this.files[other]!.text === file.text);
    if (index !== undefined) return index;
    this.fileIndexes.set(file.name, [...known, this.files.length]);
    return this.files.push(file) - 1;
  }
}

/** The statement that an instruction belongs to. */
function useAt({ words, marks }: FunctionCode, at: number): Mark | undefined {
  for (let index = at; index >= 0; index--) {
    if ((words[index * WORDS]! & 0xffff) === Op.STMT) return marks[words[index * WORDS + 2]!];
  }
  return undefined;
}
