import type { FunctionSymbol, LabelSymbol, Local, Mark, StaticObject } from '../ast.ts';
import { makeDiagnostic } from '../diagnostics.ts';
import { parserMessages } from '../messages-parser.ts';
import type { Diagnostic, SourceFile } from '../program.ts';
import type { Token } from '../token.ts';
import { arrayOf, CHAR, type Type } from '../types.ts';
import { Scope } from './scope.ts';
import type { SwitchState } from './switch.ts';

/** Errors after which the rest is not reported. */
const MAX_ERRORS = 20;
/** How deep parentheses, blocks, initialisers and declarators may nest: the parser and what follows it recurse. */
export const MAX_NESTING = 200;
/** Operators of one expression that may stand in a row, `x + x + x ...` or `p->q->r ...`: they make a tree that deep. */
const MAX_OPERATORS = 500;

/** An error has been reported; whoever can go on behind it catches this. */
class Abandon extends Error {}
/** One for all: making an Error costs more than parsing a statement. */
const ABANDON = new Abandon();
/** Enough errors have been reported. */
export class TooManyErrors extends Error {}

/** What a function body needs to know of its surroundings. */
export interface FunctionState {
  readonly symbol: FunctionSymbol;
  readonly labels: Map<string, LabelSymbol>;
  /** See FunctionBody.temporaries. */
  readonly temporaries: Local[];
  /** Names already reported as undeclared: gcc says each once in a function. */
  readonly undeclared: Set<string>;
  /** What break and continue are inside of, outermost first. */
  readonly breakable: ('loop' | 'switch')[];
  readonly switches: SwitchState[];
  /** The object behind `__func__`, once it is used. */
  nameObject: StaticObject | undefined;
}

/** All that parsing one translation unit carries along: tokens, scopes, what was found so far. */
export class Context {
  private index = 0;
  private depth = 0;
  private errors = 0;
  private expressions = 0;
  private operators = 0;
  private readonly strings = new Map<string, StaticObject>();
  readonly diagnostics: Diagnostic[] = [];
  readonly functions: FunctionSymbol[] = [];
  readonly objects: StaticObject[] = [];
  readonly fileScope = new Scope(undefined);
  scope = this.fileScope;
  current: FunctionState | undefined;
  /** Objects and functions with external linkage, wherever they were declared. */
  readonly externals = new Map<string, StaticObject | FunctionSymbol>();

  constructor(
    private readonly tokens: readonly Token[],
    readonly files: readonly SourceFile[],
    /** Headers, to say which one declares a name. */
    readonly headers: ReadonlyMap<string, string>,
  ) {}

  get token(): Token {
    return this.tokens[this.index]!;
  }

  /** The token last consumed. */
  get previous(): Token {
    return this.tokens[Math.max(0, this.index - 1)]!;
  }

  peek(distance = 1): Token {
    return this.tokens[Math.min(this.index + distance, this.tokens.length - 1)]!;
  }

  advance(): Token {
    const token = this.tokens[this.index]!;
    if (token.kind !== 'end') this.index++;
    return token;
  }

  /** Is the current token this punctuator or keyword? */
  at(text: string): boolean {
    const token = this.tokens[this.index]!;
    return token.text === text && (token.kind === 'punctuator' || token.kind === 'keyword');
  }

  accept(text: string): boolean {
    if (!this.at(text)) return false;
    this.index++;
    return true;
  }

  expect(text: string): Token {
    if (!this.at(text)) this.fail(this.gap(), parserMessages.expected(`'${text}'`, this.found()));
    return this.advance();
  }

  /** A statement's or declaration's `;`. A missing one at a line's end is reported and otherwise forgiven. */
  expectSemicolon(): void {
    if (this.accept(';')) return;
    const message = parserMessages.expected("';'", this.found());
    if (this.token.line === this.previous.line && !this.at('}')) this.fail(this.gap(), message);
    this.error(this.gap(), message);
  }

  /** The place just behind the previous token, where something is missing. */
  private gap(): Token {
    const { previous } = this;
    if (this.index === 0) return this.token;
    return { ...previous, column: previous.column + previous.length, length: 1 };
  }

  /** The current token as gcc says it: "before 'return'", "at end of input". */
  found(): string {
    const { kind, text } = this.token;
    switch (kind) {
      case 'end':
        return 'at end of input';
      case 'string':
        return 'before string constant';
      case 'number':
        return 'before numeric constant';
      case 'punctuator':
        return `before '${text}' token`;
      default:
        return `before '${text}'`;
    }
  }

  /** Runs `parse` one level deeper; too deep is an error after which nothing can follow. */
  nest<T>(parse: () => T): T {
    if (++this.depth > MAX_NESTING) this.stop(this.token, parserMessages.tooDeep(MAX_NESTING));
    try {
      return parse();
    } finally {
      this.depth--;
    }
  }

  /** Reads an expression; all that is inside an outermost one shares its MAX_OPERATORS. */
  inExpression<T>(parse: () => T): T {
    if (this.expressions++ === 0) this.operators = 0;
    try {
      return this.nest(parse);
    } finally {
      this.expressions--;
    }
  }

  /** Counts an operator that makes the tree deeper without nesting in the source. */
  countOperator(): void {
    if (++this.operators > MAX_OPERATORS) this.stop(this.token, parserMessages.tooLong(MAX_OPERATORS));
  }

  error(at: Token, message: string): void {
    this.diagnostics.push(makeDiagnostic('error', this.files[at.file]!, at, message));
    if (++this.errors >= MAX_ERRORS) throw new TooManyErrors();
  }

  warn(at: Token, message: string): void {
    const file = this.files[at.file]!;
    if (!file.library) this.diagnostics.push(makeDiagnostic('warning', file, at, message));
  }

  note(at: Token, message: string): void {
    this.diagnostics.push(makeDiagnostic('note', this.files[at.file]!, at, message));
  }

  /** Reports an error and gives up what is being parsed. */
  fail(at: Token, message: string): never {
    this.error(at, message);
    throw ABANDON;
  }

  /** Gives up what is being parsed, for an error that has been reported before. */
  abandon(): never {
    throw ABANDON;
  }

  /** Reports an error and gives up the whole unit. */
  stop(at: Token, message: string): never {
    this.error(at, message);
    throw new TooManyErrors();
  }

  /** Runs `parse`; after an error in it goes back to where it began and on with `recover`, which skips what is wrong. */
  recovering<T>(parse: () => T, recover: () => T): T {
    const { scope, depth, index } = this;
    try {
      return parse();
    } catch (error) {
      if (!(error instanceof Abandon)) throw error;
      this.scope = scope;
      this.depth = depth;
      this.index = index;
      return recover();
    }
  }

  /** Skips to a `;` or past a `{ ... }` of this level, or to the `}` that ends it. */
  skipStatement(): void {
    this.skipTo(';');
    this.accept(';');
  }

  /**
   * Skips to one of `ends` on this level of brackets, without consuming it; with `;` among them a `{ ... }` ends it
   * too, and brackets that are never closed end at the `;` (those of `for` have some of their own).
   */
  skipTo(...ends: string[]): void {
    const semicolon = ends.includes(';');
    const isFor = this.at('for');
    const open: string[] = [];
    for (; this.token.kind !== 'end'; this.index++) {
      const { kind, text } = this.token;
      if (kind !== 'punctuator') continue;
      if (open.length === 0 && (ends.includes(text) || text === '}')) return;
      if (text === ';' && semicolon && !isFor && !open.includes('{')) return;
      if (text === '(' || text === '[' || text === '{') open.push(text);
      else if (text === ')' || text === ']') {
        if (open.at(-1) !== '{') open.pop();
      } else if (text === '}') {
        while (open.length > 0 && open.pop() !== '{');
        if (open.length > 0 || !semicolon) continue;
        this.index++;
        return;
      }
    }
  }

  inScope<T>(parse: () => T): T {
    const outer = this.scope;
    this.scope = new Scope(outer);
    try {
      return parse();
    } finally {
      this.scope = outer;
    }
  }

  /**
   * The place of the statement from `first` to the token last consumed; undefined in library code. What a macro made
   * is at the macro's use, but its arguments are where they stand: the place is all that any token touches.
   */
  mark(first: Token): Mark | undefined {
    const { file } = first;
    if (this.files[file]!.library) return undefined;
    let { line, column } = first;
    let endLine = line;
    let endColumn = column + first.length;
    for (let i = this.index - 1; i >= 0 && this.tokens[i] !== first; i--) {
      const token = this.tokens[i]!;
      if (token.file !== file) continue;
      if (token.line < line || (token.line === line && token.column < column)) ({ line, column } = token);
      const end = token.column + token.length;
      if (token.line > endLine || (token.line === endLine && end > endColumn)) {
        endLine = token.line;
        endColumn = end;
      }
    }
    return { file, line, column, endLine, endColumn };
  }

  /** The object of a string literal; equal ones share it, as with gcc. */
  string(bytes: Uint8Array, at: Token): StaticObject {
    let key = '';
    for (const byte of bytes) key += String.fromCharCode(byte);
    let object = this.strings.get(key);
    if (!object) {
      const data = new Uint8Array(bytes.length + 1);
      data.set(bytes);
      object = this.addObject('', arrayOf(CHAR, data.length), at, { bytes: data, addresses: [] }, true);
      this.strings.set(key, object);
    }
    return object;
  }

  /** An unnamed object of the current function; undefined outside functions. */
  temporary(type: Type, at: Token): Local | undefined {
    const local: Local = { kind: 'local', name: '', type, at, align: type.align, addressTaken: true };
    this.current?.temporaries.push(local);
    return this.current && local;
  }

  /** A new object without linkage: a static local, a literal. */
  addObject(name: string, type: Type, at: Token, data: StaticObject['data'], readOnly: boolean): StaticObject {
    const common = { kind: 'static', name, type, align: type.align, at } as const;
    const object: StaticObject = { ...common, external: false, data, defined: true, readOnly };
    this.objects.push(object);
    return object;
  }
}
