import { lexerMessages } from './messages.ts';

/** Characters a source may have; more is a sentence, not a frozen page. */
export const MAX_SOURCE = 1 << 20;

/** A file cut into preprocessing tokens. Nothing in it changes afterwards, so library headers are lexed once. */
export interface LexedSource {
  readonly name: string;
  readonly text: string;
  readonly library: boolean;
  /** Ends with one token of kind 'end'. */
  readonly tokens: readonly PpToken[];
  /** A defect of the whole file, reported even where #if skips: a comment without end. */
  readonly problem?: {
    readonly line: number;
    readonly column: number;
    readonly length: number;
    readonly message: string;
  };
}

/**
 * A preprocessing token (C11 6.4). 'other' is what no token begins with, or a literal without its end:
 * `problem` says so, and is reported only if the token reaches the parser (`#if 0` may hold any text).
 */
export class PpToken {
  constructor(
    readonly kind: 'identifier' | 'number' | 'character' | 'string' | 'punctuator' | 'other' | 'end',
    readonly text: string,
    readonly source: LexedSource,
    readonly line: number,
    readonly column: number,
    readonly length: number,
    /** First on its line: a `#` here begins a directive. */
    readonly startsLine: boolean,
    readonly spaceBefore: boolean,
    /** The name of a macro met inside that macro's own expansion: never expanded again (C11 6.10.3.4p2). */
    readonly noExpand = false,
    readonly problem = '',
  ) {}

  /** The same token where a macro's use stands. */
  at(place: PpToken, spaceBefore: boolean): PpToken {
    const { source, line, column, length } = place;
    return new PpToken(
      this.kind,
      this.text,
      source,
      line,
      column,
      length,
      false,
      spaceBefore,
      this.noExpand,
      this.problem,
    );
  }

  /** The same token with other white space before it. */
  spaced(spaceBefore: boolean): PpToken {
    return this.at(this, spaceBefore);
  }

  painted(): PpToken {
    const { kind, text, source, line, column, length, startsLine, spaceBefore, problem } = this;
    return new PpToken(kind, text, source, line, column, length, startsLine, spaceBefore, true, problem);
  }
}

/**
 * Cuts a text into preprocessing tokens: translation phases 1 to 3 of C11 5.1.1.2, without trigraphs (as gcc's
 * default). Comments are a space; lines ended by a backslash are joined, and tokens keep their real places.
 */
export function lex(name: string, text: string, library: boolean): LexedSource {
  return new Lexer(name, text, library).run();
}

const IDENTIFIER = /[A-Za-z_$][A-Za-z0-9_$]*/y;
const IDENTIFIER_UNICODE = /[\p{XID_Start}_$][\p{XID_Continue}$]*/uy;
const NUMBER = /\.?[0-9](?:[eEpP][+-]|[A-Za-z0-9_.$])*/y;
const LITERAL_PREFIX = /(?:u8|[LuU])?(?=["'])/y;
const PUNCTUATOR =
  /\.\.\.|<<=|>>=|%:%:|->|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\||\*=|\/=|%=|\+=|-=|&=|\^=|\|=|##|<:|:>|<%|%>|%:|[[\](){}.&*+\-~!/%<>^|?:;=,#]/y;
const DIGRAPHS: Readonly<Record<string, string>> = {
  '<:': '[',
  ':>': ']',
  '<%': '{',
  '%>': '}',
  '%:': '#',
  '%:%:': '##',
};

class Lexer {
  private readonly source: {
    name: string;
    text: string;
    library: boolean;
    tokens: PpToken[];
    problem?: NonNullable<LexedSource['problem']>;
  };
  /** The text with spliced lines joined, and for each of its characters its index in the real text. */
  private readonly logical: string;
  private readonly realIndex: Int32Array | undefined;
  private position = 0;
  private line = 1;
  private lineStart = 0;
  private nextLineStart: number;

  constructor(name: string, text: string, library: boolean) {
    this.source = { name, text, library, tokens: [] };
    const spliced = splice(text);
    this.logical = spliced.text;
    this.realIndex = spliced.realIndex;
    this.nextLineStart = text.indexOf('\n') + 1;
  }

  run(): LexedSource {
    const text = this.logical;
    if (text.charCodeAt(0) === 0xfeff) this.position = 1;
    let startsLine = true;
    let spaceBefore = false;
    for (;;) {
      const code = text.charCodeAt(this.position);
      if (this.position >= text.length) break;
      if (code === 10) {
        startsLine = true;
        spaceBefore = false;
        this.position++;
      } else if (code === 32 || (code >= 9 && code <= 13) || code === 0) {
        spaceBefore = true;
        this.position++;
      } else if (code === 47 && this.skipComment()) {
        spaceBefore = true;
      } else {
        this.lexToken(startsLine, spaceBefore);
        startsLine = false;
        spaceBefore = false;
      }
    }
    this.push('end', '', text.length, startsLine, spaceBefore);
    return this.source;
  }

  /** At a slash: skips a comment if there is one. */
  private skipComment(): boolean {
    const text = this.logical;
    const second = text.charCodeAt(this.position + 1);
    if (second === 47) {
      const end = text.indexOf('\n', this.position);
      this.position = end < 0 ? text.length : end;
      return true;
    }
    if (second !== 42) return false;
    const end = text.indexOf('*/', this.position + 2);
    if (end < 0) {
      const { line, column } = this.place(this.position);
      this.source.problem = { line, column, length: 2, message: lexerMessages.unterminatedComment() };
      this.position = text.length;
    } else {
      this.position = end + 2;
    }
    return true;
  }

  private lexToken(startsLine: boolean, spaceBefore: boolean): void {
    const start = this.position;
    const prefix = this.match(LITERAL_PREFIX);
    if (prefix !== undefined) {
      this.lexLiteral(start, prefix, startsLine, spaceBefore);
      return;
    }
    const identifier = this.match(IDENTIFIER);
    if (identifier !== undefined || this.logical.charCodeAt(start) >= 128) {
      IDENTIFIER_UNICODE.lastIndex = start;
      const whole =
        this.logical.charCodeAt(start + (identifier?.length ?? 0)) >= 128
          ? (IDENTIFIER_UNICODE.exec(this.logical)?.[0] ?? identifier)
          : identifier;
      if (whole !== undefined) {
        this.position = start + whole.length;
        this.push('identifier', whole, start, startsLine, spaceBefore);
        return;
      }
    }
    const number = this.match(NUMBER);
    if (number !== undefined) {
      this.position = start + number.length;
      this.push('number', number, start, startsLine, spaceBefore);
      return;
    }
    const punctuator = this.match(PUNCTUATOR);
    if (punctuator !== undefined) {
      this.position = start + punctuator.length;
      this.push('punctuator', DIGRAPHS[punctuator] ?? punctuator, start, startsLine, spaceBefore);
      return;
    }
    const character = String.fromCodePoint(this.logical.codePointAt(start) ?? 0);
    this.position = start + character.length;
    this.push('other', character, start, startsLine, spaceBefore, lexerMessages.strayCharacter(character));
  }

  private lexLiteral(start: number, prefix: string, startsLine: boolean, spaceBefore: boolean): void {
    const text = this.logical;
    const quote = text.charCodeAt(start + prefix.length);
    const isString = quote === 34;
    let i = start + prefix.length + 1;
    for (; ; i++) {
      const code = text.charCodeAt(i);
      if (i >= text.length || code === 10) {
        this.position = i;
        const problem = isString ? lexerMessages.unterminatedString() : lexerMessages.unterminatedCharacter();
        this.push('other', text.slice(start, i), start, startsLine, spaceBefore, problem);
        return;
      }
      if (code === quote) break;
      if (code === 92 && text.charCodeAt(i + 1) !== 10) i++;
    }
    this.position = i + 1;
    this.push(isString ? 'string' : 'character', text.slice(start, i + 1), start, startsLine, spaceBefore);
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position;
    return pattern.exec(this.logical)?.[0];
  }

  /** A token from `start` to the current position. */
  private push(
    kind: PpToken['kind'],
    text: string,
    start: number,
    startsLine: boolean,
    spaceBefore: boolean,
    problem = '',
  ): void {
    const { line, column } = this.place(start);
    this.source.tokens.push(
      new PpToken(kind, text, this.source, line, column, text.length, startsLine, spaceBefore, false, problem),
    );
  }

  /** Line and column of a logical index; indexes come in order. */
  private place(index: number): { line: number; column: number } {
    const real = this.realIndex === undefined ? index : (this.realIndex[index] ?? this.source.text.length);
    while (this.nextLineStart > 0 && this.nextLineStart <= real) {
      this.line++;
      this.lineStart = this.nextLineStart;
      this.nextLineStart = this.source.text.indexOf('\n', this.lineStart) + 1;
    }
    return { line: this.line, column: real - this.lineStart + 1 };
  }
}

const SPLICE = /\\[ \t\f\v]*\r?\n/g;

/** Translation phase 2: joins lines that end with a backslash (blanks behind it are forgiven, as gcc does). */
function splice(text: string): { text: string; realIndex: Int32Array | undefined } {
  if (text.search(SPLICE) < 0) return { text, realIndex: undefined };
  const realIndex = new Int32Array(text.length + 1);
  const pieces: string[] = [];
  let length = 0;
  let from = 0;
  const keep = (to: number) => {
    pieces.push(text.slice(from, to));
    for (let i = from; i < to; i++) realIndex[length++] = i;
  };
  for (const found of text.matchAll(SPLICE)) {
    keep(found.index);
    from = found.index + found[0].length;
  }
  keep(text.length);
  realIndex[length] = text.length;
  return { text: pieces.join(''), realIndex: realIndex.subarray(0, length + 1) };
}
