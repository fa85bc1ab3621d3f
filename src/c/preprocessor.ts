import { Halt, Report } from './diagnostics.ts';
import { type LexedSource, lex, MAX_SOURCE, PpToken } from './lexer.ts';
import { keywords } from './lexer-keywords.ts';
import { parseCharacter, parseInteger, parseString } from './lexer-literals.ts';
import { lexerMessages, preprocessorMessages as messages } from './messages.ts';
import { builtinNames, Directives, headerName } from './preprocessor-directives.ts';
import type { Inclusion } from './preprocessor-inclusions.ts';
import { type FileCursor, Input } from './preprocessor-input.ts';
import { predefinedText } from './preprocessor-predefined.ts';
import type { Diagnostic, SourceFile } from './program.ts';
import type { Token } from './token.ts';

export interface Preprocessed {
  /** Ends with one token of kind 'end'. */
  readonly tokens: Token[];
  /** `files[0]` is the source itself; headers are named `<stdio.h>`. */
  readonly files: SourceFile[];
  readonly diagnostics: Diagnostic[];
  /** By index of a header in `files`: where it is included first. */
  readonly inclusions: ReadonlyMap<number, Inclusion>;
}

/**
 * Translation phases 1 to 6 of C11 5.1.1.2: text to the tokens a parser reads. Never throws, whatever the text.
 * @param source `library` is true for the C library's own files
 * @param library headers by the name an #include gives
 */
export function preprocess(
  source: { readonly name: string; readonly text: string; readonly library?: boolean },
  library: ReadonlyMap<string, string>,
): Preprocessed {
  return new Preprocessor(library).run(source.name, source.text, source.library ?? false);
}

/** Headers are lexed once for each library. */
const lexedHeaders = new WeakMap<ReadonlyMap<string, string>, Map<string, LexedSource>>();

class Preprocessor {
  private readonly report = new Report();
  private readonly input: Input;
  private readonly directives: Directives;
  private readonly files: SourceFile[] = [];
  private readonly fileIndex = new Map<LexedSource, number>();
  private readonly inclusions = new Map<number, Inclusion>();
  private counter = 0;

  constructor(private readonly library: ReadonlyMap<string, string>) {
    this.input = new Input(this.report, {
      directive: (file, hash) => this.directives.run(file, hash),
      fileEnds: (file) => this.fileEnds(file),
      special: (token) => this.special(token),
    });
    this.directives = new Directives(
      this.input,
      this.report,
      (name) => this.header(name),
      (header, { source, line, column, length }) => {
        if (this.fileIndex.has(header)) return;
        this.inclusions.set(this.indexOf(header), { file: this.indexOf(source), line, column, length });
      },
    );
  }

  run(name: string, text: string, isLibrary: boolean): Preprocessed {
    const tooLarge = text.length > MAX_SOURCE;
    const source = lex(name, tooLarge ? '' : text, isLibrary);
    const tokens: Token[] = [];
    let last = source.tokens.at(-1)!;
    this.indexOf(source);
    try {
      if (tooLarge)
        this.report.fatal({ source, line: 1, column: 1, length: 1 }, lexerMessages.sourceTooLarge(MAX_SOURCE));
      this.input.pushFile(source);
      this.input.pushFile(predefined);
      for (last = this.input.next(); last.kind !== 'end'; ) last = this.emit(last, tokens);
    } catch (halt) {
      if (!(halt instanceof Halt)) throw halt;
    }
    tokens.push({ kind: 'end', text: '', ...this.place(last), length: 1 });
    return { tokens, files: this.files, diagnostics: this.report.diagnostics, inclusions: this.inclusions };
  }

  /** Turns a token into what the parser reads; returns the first token behind it. */
  private emit(token: PpToken, tokens: Token[]): PpToken {
    const { text } = token;
    const place = this.place(token);
    switch (token.kind) {
      case 'identifier':
        tokens.push({ kind: keywords.has(text) ? 'keyword' : 'identifier', text, ...place });
        break;
      case 'punctuator':
        tokens.push({ kind: 'punctuator', text, ...place });
        break;
      case 'number': {
        const number = parseInteger(text, this.complain(token)) ?? { value: 0n, integerType: 'int' as const };
        tokens.push({ kind: 'number', text, ...place, ...number });
        break;
      }
      case 'character':
        tokens.push({
          kind: 'character',
          text,
          ...place,
          value: parseCharacter(text, this.complain(token)),
          integerType: text.startsWith('U') ? 'unsigned' : 'int',
        });
        break;
      case 'string':
        return this.emitString(token, tokens);
      default:
        this.report.add('error', token, token.problem);
    }
    return this.input.next();
  }

  /** Adjacent string literals are one (translation phase 6). */
  private emitString(first: PpToken, tokens: Token[]): PpToken {
    const parts: Uint8Array[] = [];
    let token = first;
    for (; token.kind === 'string'; token = this.input.next())
      parts.push(parseString(token.text, this.complain(token)));
    const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
    let offset = 0;
    for (const part of parts) {
      bytes.set(part, offset);
      offset += part.length;
    }
    tokens.push({ kind: 'string', text: first.text, ...this.place(first), bytes });
    return token;
  }

  private complain(token: PpToken) {
    return (severity: 'error' | 'warning', message: string, offset: number) => {
      const spelled = token.length === token.text.length;
      const place = spelled && offset > 0 ? { ...token, column: token.column + offset, length: 1 } : token;
      this.report.add(severity, place, message);
    };
  }

  private place(token: PpToken): { file: number; line: number; column: number; length: number } {
    return {
      file: this.indexOf(token.source),
      line: token.line,
      column: token.column,
      length: token.length,
    };
  }

  private indexOf(source: LexedSource): number {
    let index = this.fileIndex.get(source);
    if (index === undefined) {
      index = this.files.length;
      this.fileIndex.set(source, index);
      this.files.push({ name: source.name, text: source.text, library: source.library });
    }
    return index;
  }

  private header(name: string): LexedSource | undefined {
    let lexed = lexedHeaders.get(this.library);
    if (lexed === undefined) {
      lexed = new Map();
      lexedHeaders.set(this.library, lexed);
    }
    let source = lexed.get(name);
    if (source === undefined) {
      const text = this.library.get(name);
      if (text === undefined) return undefined;
      source = lex(`<${name}>`, text, true);
      lexed.set(name, source);
    }
    return source;
  }

  private fileEnds(file: FileCursor): void {
    this.directives.fileEnds(file);
    const { problem } = file.source;
    if (problem !== undefined) this.report.add('error', { source: file.source, ...problem }, problem.message);
  }

  /** Names that are more than a macro. */
  private special(token: PpToken): PpToken[] | undefined {
    const { text } = token;
    if (this.directives.inCondition) {
      if (text === 'defined') return [this.defined(token)];
      if (text === '__has_include') return [this.hasInclude(token)];
    } else if (text === '_Pragma') {
      this.pragmaOperator(token);
      return [];
    }
    if (!builtinNames.has(text)) return undefined;
    const { file } = this.input;
    switch (text) {
      case '__LINE__': {
        const shift = token.source === file.source ? file.lineShift : 0;
        return [synthetic('number', String(token.line + shift), token)];
      }
      case '__FILE__':
        return [synthetic('string', quote(token.source === file.source ? file.name : token.source.name), token)];
      case '__BASE_FILE__':
        return [synthetic('string', quote(this.files[0]!.name), token)];
      case '__COUNTER__':
        return [synthetic('number', String(this.counter++), token)];
      case '__INCLUDE_LEVEL__':
        return [synthetic('number', String(this.input.fileDepth - 1), token)];
      case '__has_include':
        return undefined;
    }
    this.report.fatal(token, messages.dateAndTime(text));
  }

  private defined(token: PpToken): PpToken {
    let name = this.input.raw(true);
    const parenthesized = name.text === '(';
    if (parenthesized) name = this.input.raw(true);
    if (name.kind !== 'identifier') this.report.fatal(token, messages.definedOperand());
    if (parenthesized && this.input.raw(true).text !== ')') this.report.fatal(token, messages.definedOperand());
    return synthetic('number', this.directives.isDefined(name.text) ? '1' : '0', token);
  }

  private hasInclude(token: PpToken): PpToken {
    if (this.input.raw(true).text !== '(') this.report.fatal(token, messages.hasIncludeOperand());
    const inside: PpToken[] = [];
    for (;;) {
      const next = this.input.raw(true);
      if (next.kind === 'end') this.report.fatal(token, messages.hasIncludeOperand());
      if (next.text === ')') break;
      inside.push(next);
    }
    const operand = headerName(inside) ?? headerName(this.input.expand(inside));
    const name = operand?.text ?? this.report.fatal(token, messages.hasIncludeOperand());
    return synthetic('number', this.directives.hasHeader(name) ? '1' : '0', token);
  }

  private pragmaOperator(token: PpToken): void {
    const open = this.input.raw(true);
    const string = this.input.raw(true);
    const close = this.input.raw(true);
    if (open.text !== '(' || string.kind !== 'string' || close.text !== ')') {
      this.report.fatal(token, messages.pragmaOperator());
    }
    const { tokens } = lex('', string.text.slice(1, -1).replace(/\\(["\\])/g, '$1'), false);
    this.directives.pragma(
      this.input.file,
      tokens.slice(0, -1).map((each) => each.at(token, each.spaceBefore)),
    );
  }
}

const predefined = lex('', predefinedText, true);

function synthetic(kind: PpToken['kind'], text: string, place: PpToken): PpToken {
  const { source, line, column, length, spaceBefore } = place;
  return new PpToken(kind, text, source, line, column, length, false, spaceBefore);
}

const quote = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`;
