import { lex, type PpToken } from '../../c/lexer.ts';
import { keywords } from '../../c/lexer-keywords.ts';

export type TokenClass = 'keyword' | 'function' | 'string' | 'number' | 'comment' | 'directive';

/** A coloured stretch of a line: UTF-16 columns [from, to), counted from 0. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly kind: TokenClass;
}

/**
 * Colours of a C text, line by line (index 0 is line 1), from the compiler's own lexer. What lies between two
 * tokens and is not white space is a comment: the lexer drops nothing else.
 */
export function highlight(text: string): readonly (readonly Span[])[] {
  const lines = text.split('\n');
  const spans: Span[][] = lines.map(() => []);
  let line = 1;
  let column = 0;
  const { tokens } = lex('', text, false);
  let directive = 0;
  for (const [index, token] of tokens.entries()) {
    const tokenLine = Math.min(token.line, lines.length);
    colourGap(lines, spans, line, column, tokenLine, token.kind === 'end' ? undefined : token.column - 1);
    if (token.kind === 'end') break;
    if (token.startsLine && token.text === '#') directive = token.line;
    const kind = classOf(token, tokens[index + 1], tokens[index - 1], directive === token.line);
    if (kind) spans[tokenLine - 1]?.push({ from: token.column - 1, to: token.column - 1 + token.length, kind });
    line = tokenLine;
    column = token.column - 1 + token.length;
  }
  return spans;
}

function classOf(token: PpToken, next: PpToken | undefined, before: PpToken | undefined, directive: boolean) {
  if (directive) return directiveClass(token, before);
  switch (token.kind) {
    case 'identifier':
      if (keywords.has(token.text)) return 'keyword';
      return next?.text === '(' && next.kind === 'punctuator' ? 'function' : undefined;
    case 'number':
      return 'number';
    case 'string':
    case 'character':
      return 'string';
    default:
      return undefined;
  }
}

function directiveClass(token: PpToken, before: PpToken | undefined): TokenClass | undefined {
  if (token.startsLine || (before?.startsLine === true && before.text === '#')) return 'directive';
  if (token.kind === 'string') return 'string';
  return token.kind === 'number' ? 'number' : 'directive';
}

/** Marks comments between two tokens, from (line, column) up to (toLine, toColumn); undefined is the line's end. */
function colourGap(
  lines: readonly string[],
  spans: Span[][],
  line: number,
  column: number,
  toLine: number,
  toColumn: number | undefined,
): void {
  for (let at = line; at <= toLine; at++) {
    const text = lines[at - 1] ?? '';
    const start = at === line ? column : 0;
    const end = at === toLine && toColumn !== undefined ? toColumn : text.length;
    const gap = text.slice(start, end);
    const trimmed = gap.trimStart();
    const comment = trimmed.trimEnd();
    if (comment === '' || comment === '\\') continue;
    const from = start + gap.length - trimmed.length;
    spans[at - 1]?.push({ from, to: from + comment.length, kind: 'comment' });
  }
}
