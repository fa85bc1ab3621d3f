import type { Report } from './diagnostics.ts';
import type { LexedSource, PpToken } from './lexer.ts';
import { preprocessorMessages as messages } from './messages.ts';
import { type Argument, type Macro, substitute } from './preprocessor-macros.ts';

/** Tokens that macros may make in one translation unit; a macro bomb ends here. */
export const MAX_EXPANSION = 1_000_000;
/** Macro calls inside the arguments of macro calls. */
export const MAX_CALL_DEPTH = 400;

/** A #if that is open. */
export interface Conditional {
  readonly opening: PpToken;
  readonly directive: string;
  /** Whether one of its groups has been taken. */
  taken: boolean;
  inElse: boolean;
}

/** A file being read. */
export interface FileCursor {
  readonly kind: 'file';
  readonly source: LexedSource;
  readonly tokens: readonly PpToken[];
  index: number;
  readonly conditionals: Conditional[];
  /** What #line added to the line numbers, and the name it gave. */
  lineShift: number;
  name: string;
}

/** Tokens to be read before the rest: a macro's replacement, or a list that is expanded on its own. */
interface ListCursor {
  readonly kind: 'list';
  readonly tokens: readonly PpToken[];
  index: number;
  /** Disabled until this list has been read. */
  readonly macro?: Macro;
  /** The end of the list is the end of what can be read. */
  readonly barrier: boolean;
}

/** What expansion asks of the directives around it. */
export interface Surroundings {
  /** A `#` that begins a line of a file; reads the whole line. */
  directive(file: FileCursor, hash: PpToken): void;
  /** A file ends. */
  fileEnds(file: FileCursor, end: PpToken): void;
  /** A name that is more than a macro: __LINE__, defined, _Pragma, ... Undefined: nothing special. */
  special(token: PpToken): readonly PpToken[] | undefined;
}

/**
 * Where tokens come from: a stack of files and macro replacements. A macro is disabled while its replacement is
 * on the stack, and its name met meanwhile is painted, as gcc does; that is C11 6.10.3.4 with its ambiguous
 * corner (a call that begins inside a replacement and ends behind it) decided as gcc decides it.
 */
export class Input {
  readonly macros = new Map<string, Macro>();
  private readonly stack: (FileCursor | ListCursor)[] = [];
  private spent = 0;
  private callDepth = 0;

  constructor(
    private readonly report: Report,
    private readonly surroundings: Surroundings,
  ) {}

  get fileDepth(): number {
    return this.stack.reduce((depth, cursor) => depth + (cursor.kind === 'file' ? 1 : 0), 0);
  }

  /** The file that is being read. */
  get file(): FileCursor {
    return this.stack.findLast((cursor) => cursor.kind === 'file')!;
  }

  pushFile(source: LexedSource): void {
    const { tokens, name } = source;
    this.stack.push({ kind: 'file', source, tokens, index: 0, conditionals: [], lineShift: 0, name });
  }

  /** The next token after expansion; kind 'end' at the end of the first file, or of the list being expanded. */
  next(): PpToken {
    for (;;) {
      const token = this.raw(false);
      if (token.kind !== 'identifier' || token.noExpand) return token;
      const special = this.surroundings.special(token);
      if (special !== undefined) {
        this.stack.push({ kind: 'list', tokens: special, index: 0, barrier: false });
        continue;
      }
      const macro = this.macros.get(token.text);
      if (macro === undefined) return token;
      if (macro.disabled) return token.painted();
      const replacement = this.replace(macro, token);
      if (replacement === undefined) return token;
      macro.disabled = true;
      this.stack.push({ kind: 'list', tokens: replacement, index: 0, macro, barrier: false });
    }
  }

  /** Expands a list as if nothing followed it. */
  expand(tokens: readonly PpToken[]): PpToken[] {
    this.stack.push({ kind: 'list', tokens, index: 0, barrier: true });
    const out: PpToken[] = [];
    for (let token = this.next(); token.kind !== 'end'; token = this.next()) out.push(token);
    this.stack.pop();
    return out;
  }

  /**
   * The next token as it stands, after directives.
   * @param stayInFile do not go on behind the end of the current file: 'end' instead
   */
  raw(stayInFile: boolean): PpToken {
    for (;;) {
      const cursor = this.stack.at(-1)!;
      const token = cursor.tokens[cursor.index];
      if (cursor.kind === 'list') {
        if (token !== undefined) {
          cursor.index++;
          return token;
        }
        if (cursor.barrier) return this.file.tokens.at(-1)!;
        if (cursor.macro) cursor.macro.disabled = false;
        this.stack.pop();
      } else if (token!.kind === 'end') {
        if (stayInFile) return token!;
        this.surroundings.fileEnds(cursor, token!);
        if (this.stack.length === 1) return token!;
        this.stack.pop();
      } else {
        cursor.index++;
        if (!token!.startsLine || token!.kind !== 'punctuator' || token!.text !== '#') return token!;
        this.surroundings.directive(cursor, token!);
      }
    }
  }

  /** Puts back the token that raw() just gave. */
  unread(token: PpToken): void {
    if (token.kind !== 'end') this.stack.at(-1)!.index--;
  }

  /** Counts tokens made by macros. */
  charge(cost: number, place: PpToken): void {
    this.spent += cost;
    if (this.spent > MAX_EXPANSION) this.report.fatal(place, messages.expansionTooLarge(MAX_EXPANSION));
  }

  /** The replacement of a macro's use, or undefined when a function-like macro is not called here. */
  private replace(macro: Macro, use: PpToken): PpToken[] | undefined {
    const charge = (cost: number) => this.charge(cost, use);
    charge(1);
    if (macro.parameters === undefined) return substitute(macro, use, [], this.report, charge);
    const open = this.raw(true);
    if (open.text !== '(' || open.kind !== 'punctuator') {
      this.unread(open);
      return undefined;
    }
    if (++this.callDepth > MAX_CALL_DEPTH) this.report.fatal(use, messages.expansionTooDeep(MAX_CALL_DEPTH));
    const args = this.readArguments(macro, use);
    const replacement = args && substitute(macro, use, args, this.report, charge);
    this.callDepth--;
    return replacement ?? [];
  }

  private readArguments(macro: Macro, use: PpToken): Argument[] | undefined {
    const takes = macro.parameters!.length;
    const lists: PpToken[][] = [[]];
    for (let depth = 0; ; ) {
      let token = this.raw(true);
      if (token.kind === 'end') {
        this.report.add('error', use, messages.argumentsUnterminated(macro.name));
        return undefined;
      }
      if (token.kind === 'punctuator') {
        if (token.text === '(') depth++;
        else if (token.text === ')' && depth-- === 0) break;
        else if (token.text === ',' && depth === 0 && !(macro.variadic && lists.length >= takes)) {
          lists.push([]);
          continue;
        }
      } else if (token.kind === 'identifier' && this.macros.get(token.text)?.disabled) {
        token = token.painted();
      }
      this.charge(1, use);
      lists.at(-1)!.push(token);
    }
    if (takes === 0 && lists.length === 1 && lists[0]!.length === 0) lists.length = 0;
    const given = lists.length;
    if (macro.variadic && given === takes - 1) lists.push([]);
    const omitted = macro.variadic && (given < takes || (given === 1 && lists[0]!.length === 0));
    if (lists.length !== takes) {
      const complain = lists.length < takes ? messages.argumentsTooFew : messages.argumentsTooMany;
      this.report.add('error', use, complain(macro.name, lists.length, takes));
      return undefined;
    }
    return lists.map((raw, i) => {
      let expanded: PpToken[] | undefined;
      return {
        raw,
        omitted: omitted && i === takes - 1,
        expanded: () => {
          expanded ??= this.expand(raw);
          return expanded;
        },
      };
    });
  }
}
