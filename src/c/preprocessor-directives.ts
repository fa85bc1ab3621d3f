import type { Report, Span } from './diagnostics.ts';
import type { LexedSource, PpToken } from './lexer.ts';
import { parseInteger } from './lexer-literals.ts';
import { preprocessorMessages as messages } from './messages.ts';
import { evaluateCondition } from './preprocessor-conditions.ts';
import type { Conditional, FileCursor, Input } from './preprocessor-input.ts';
import { readDefinition, sameDefinition } from './preprocessor-macros.ts';

/** #include inside #include: gcc's limit. */
export const MAX_INCLUDE_DEPTH = 200;

/** Names that are macros or operators without a #define, and cannot be defined or undefined. */
export const builtinNames: ReadonlySet<string> = new Set([
  '__FILE__',
  '__LINE__',
  '__COUNTER__',
  '__INCLUDE_LEVEL__',
  '__BASE_FILE__',
  '__DATE__',
  '__TIME__',
  '__TIMESTAMP__',
  '__has_include',
]);

/** The lines that begin with `#` (C11 6.10). */
export class Directives {
  private readonly once = new Set<LexedSource>();
  /** True while the expression of an #if is expanded: `defined` is an operator then. */
  inCondition = false;

  constructor(
    private readonly input: Input,
    private readonly report: Report,
    private readonly header: (name: string) => LexedSource | undefined,
    /** Told where a header is included. */
    private readonly included: (header: LexedSource, place: Span & { readonly source: LexedSource }) => void,
  ) {}

  isDefined(name: string): boolean {
    return this.input.macros.has(name) || builtinNames.has(name);
  }

  hasHeader(name: string): boolean {
    return this.header(name) !== undefined;
  }

  /** One directive: `hash` is read, the rest of its line is not. */
  run(file: FileCursor, hash: PpToken): void {
    const line = restOfLine(file);
    const name = line[0];
    if (name === undefined) return;
    const operands = line.slice(1);
    switch (name.text) {
      case 'define':
        this.define(name, operands);
        return;
      case 'undef':
        this.undefine(name, operands);
        return;
      case 'include':
        this.include(name, operands);
        return;
      case 'if':
      case 'ifdef':
      case 'ifndef': {
        const taken = name.text === 'if' ? this.condition(name, operands) : this.ifdef(name, operands);
        file.conditionals.push({ opening: hash, directive: name.text, taken, inElse: false });
        if (!taken) this.skipGroup(file);
        return;
      }
      case 'elif':
      case 'else':
      case 'endif':
        this.elseOrEnd(file, name, operands, false);
        return;
      case 'error':
        this.report.add('error', name, messages.userError('error', spell(operands)));
        return;
      case 'warning':
        this.report.add('warning', name, messages.userError('warning', spell(operands)));
        return;
      case 'pragma':
        this.pragma(file, operands);
        return;
      case 'line':
        this.lineNumber(file, operands);
        return;
      case 'ident':
      case 'sccs':
        return;
    }
    if (name.kind === 'number') this.lineNumber(file, line);
    else this.report.add('error', name, messages.invalidDirective(name.text));
  }

  /** Reports the #if that are open at the end of a file. */
  fileEnds(file: FileCursor): void {
    for (const open of file.conditionals.toReversed()) {
      this.report.add('error', open.opening, messages.unterminatedConditional(open.directive));
    }
    file.conditionals.length = 0;
  }

  /** The effect of `#pragma tokens`, or of `_Pragma("tokens")`. */
  pragma(file: FileCursor, tokens: readonly PpToken[]): void {
    if (tokens[0]?.text === 'once') this.once.add(file.source);
    if (tokens[0]?.text === 'pack') this.report.add('error', tokens[0], messages.pragmaPack());
  }

  private macroName(directive: PpToken, operands: readonly PpToken[]): PpToken | undefined {
    const name = operands[0];
    if (name === undefined) this.report.add('error', directive, messages.macroNameMissing(directive.text));
    else if (name.kind !== 'identifier') this.report.add('error', name, messages.macroNameInvalid());
    else return name;
    return undefined;
  }

  private define(directive: PpToken, operands: readonly PpToken[]): void {
    const name = this.macroName(directive, operands);
    if (name === undefined) return;
    if (name.text === 'defined' || builtinNames.has(name.text)) {
      this.report.add('error', name, messages.macroNameReserved(name.text));
      return;
    }
    const macro = readDefinition(operands, this.report);
    if (macro === undefined) return;
    const before = this.input.macros.get(macro.name);
    if (before !== undefined && !sameDefinition(before, macro)) {
      this.report.add('warning', name, messages.macroRedefined(macro.name));
      if (before.place !== undefined && before.place.source.name !== '') {
        this.report.add('note', before.place, messages.macroPreviousDefinition());
      }
    }
    this.input.macros.set(macro.name, macro);
  }

  private undefine(directive: PpToken, operands: readonly PpToken[]): void {
    const name = this.macroName(directive, operands);
    if (name === undefined) return;
    this.nothingMore(directive, operands.slice(1));
    this.input.macros.delete(name.text);
  }

  private include(directive: PpToken, operands: readonly PpToken[]): void {
    const direct = operands[0]?.kind === 'string' || operands[0]?.text === '<';
    const tokens = direct ? operands : this.input.expand(operands);
    const name = headerName(tokens);
    if (name === undefined) this.report.fatal(tokens[0] ?? directive, messages.includeSyntax());
    this.nothingMore(directive, tokens.slice(name.length));
    const source = this.header(name.text);
    const place = { ...tokens[0]!, length: direct ? spell(tokens.slice(0, name.length)).length : 1 };
    if (source === undefined) this.report.fatal(place, messages.includeNotFound(name.text));
    if (this.once.has(source)) return;
    if (this.input.fileDepth > MAX_INCLUDE_DEPTH) {
      this.report.fatal(place, messages.includeTooDeep(MAX_INCLUDE_DEPTH));
    }
    this.included(source, place);
    this.input.pushFile(source);
  }

  private ifdef(directive: PpToken, operands: readonly PpToken[]): boolean {
    const name = this.macroName(directive, operands);
    if (name === undefined) return false;
    this.nothingMore(directive, operands.slice(1));
    return this.isDefined(name.text) === (directive.text === 'ifdef');
  }

  private condition(directive: PpToken, operands: readonly PpToken[]): boolean {
    this.inCondition = true;
    const expanded = this.input.expand(operands);
    this.inCondition = false;
    return evaluateCondition(expanded, directive, this.report);
  }

  /**
   * #elif, #else or #endif.
   * @param skipped whether the group before it was skipped
   */
  private elseOrEnd(file: FileCursor, name: PpToken, operands: readonly PpToken[], skipped: boolean): void {
    const open = file.conditionals.at(-1);
    if (open === undefined) {
      this.report.add('error', name, messages.withoutIf(name.text));
      return;
    }
    if (name.text === 'endif') {
      this.nothingMore(name, operands);
      file.conditionals.pop();
      return;
    }
    if (open.inElse) this.report.add('error', name, messages.afterElse(name.text));
    const take = skipped && this.takesGroup(open, name, operands);
    open.inElse ||= name.text === 'else';
    open.taken ||= take;
    if (!take) this.skipGroup(file);
  }

  private takesGroup(open: Conditional, name: PpToken, operands: readonly PpToken[]): boolean {
    if (name.text === 'else') this.nothingMore(name, operands);
    if (open.taken || open.inElse) return false;
    return name.text === 'else' || this.condition(name, operands);
  }

  /** Skips to the #elif, #else or #endif of the innermost open #if, and obeys it. */
  private skipGroup(file: FileCursor): void {
    for (let depth = 0; ; ) {
      const token = file.tokens[file.index]!;
      if (token.kind === 'end') return;
      file.index++;
      if (!token.startsLine || token.text !== '#' || token.kind !== 'punctuator') continue;
      const name = file.tokens[file.index]!;
      if (name.startsLine) continue;
      if (name.text === 'if' || name.text === 'ifdef' || name.text === 'ifndef') depth++;
      else if (name.text === 'endif' && depth > 0) depth--;
      else if (depth === 0 && (name.text === 'elif' || name.text === 'else' || name.text === 'endif')) {
        const [, ...operands] = restOfLine(file);
        this.elseOrEnd(file, name, operands, true);
        return;
      }
    }
  }

  private lineNumber(file: FileCursor, operands: readonly PpToken[]): void {
    const [number, name] = this.input.expand(operands);
    const parsed = number?.kind === 'number' ? parseInteger(number.text, () => {}) : undefined;
    if (number === undefined || parsed === undefined) return;
    file.lineShift = Number(parsed.value) - (operands[0]!.line + 1);
    if (name?.kind === 'string') file.name = name.text.slice(1, -1);
  }

  private nothingMore(directive: PpToken, rest: readonly PpToken[]): void {
    if (rest[0] !== undefined) this.report.add('warning', rest[0], messages.extraTokens(directive.text));
  }
}

/** The tokens up to the end of the line, which are then read. */
function restOfLine(file: FileCursor): PpToken[] {
  const start = file.index;
  let end = start;
  for (let token = file.tokens[end]!; token.kind !== 'end' && !token.startsLine; token = file.tokens[end]!) end++;
  file.index = end;
  return file.tokens.slice(start, end);
}

/** `"name"` or `<name>`, and how many tokens that takes. */
export function headerName(tokens: readonly PpToken[]): { text: string; length: number } | undefined {
  const first = tokens[0];
  if (first?.kind === 'string') return { text: first.text.slice(1, -1), length: 1 };
  if (first?.text !== '<') return undefined;
  const end = tokens.findIndex((token) => token.text === '>');
  return end < 2 ? undefined : { text: spell(tokens.slice(1, end)), length: end + 1 };
}

/** Tokens as a line of text. */
function spell(tokens: readonly PpToken[]): string {
  return tokens.map((token, i) => (i > 0 && token.spaceBefore ? ` ${token.text}` : token.text)).join('');
}
