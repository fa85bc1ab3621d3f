import type { Report } from './diagnostics.ts';
import { lex, PpToken } from './lexer.ts';
import { preprocessorMessages as messages } from './messages.ts';

/** A macro's replacement, read once when it is defined: `#` and `##` are already folded into the pieces. */
interface Piece {
  readonly token: PpToken;
  /** Index of the parameter that this piece is, or -1. */
  readonly parameter: number;
  /** `#parameter` */
  readonly stringize: boolean;
  /** `##` follows. */
  readonly pasteNext: boolean;
  /** `__VA_OPT__( these )` */
  readonly vaOpt?: readonly Piece[];
}

export interface Macro {
  readonly name: string;
  /** Undefined for an object-like macro. */
  readonly parameters?: readonly string[];
  /** The last parameter takes all the arguments that are left. */
  readonly variadic: boolean;
  readonly pieces: readonly Piece[];
  /** Where its name stands in the #define; undefined for a predefined one. */
  readonly place?: PpToken;
  /** True while its own expansion is being read (C11 6.10.3.4p2). */
  disabled: boolean;
}

/** Reads `NAME(parameters) replacement`, the tokens after `#define`; undefined after a complaint. */
export function readDefinition(line: readonly PpToken[], report: Report): Macro | undefined {
  const name = line[0];
  if (name === undefined) throw new RangeError('a #define without a name');
  let next = 1;
  let parameters: string[] | undefined;
  let variadic = false;
  const open = line[1];
  if (open?.text === '(' && !open.spaceBefore) {
    const list = readParameters(line, report);
    if (list === undefined) return undefined;
    ({ parameters, variadic, next } = list);
  }
  const body = line.slice(next);
  const first = body[0];
  const last = body.at(-1);
  if (first !== undefined && last !== undefined && (isPaste(first) || isPaste(last))) {
    report.add('error', isPaste(first) ? first : last, messages.pasteAtEnd());
    return undefined;
  }
  const pieces = readPieces(body, parameters, variadic, report);
  if (pieces === undefined) return undefined;
  return { name: name.text, ...(parameters && { parameters }), variadic, pieces, place: name, disabled: false };
}

function readParameters(
  line: readonly PpToken[],
  report: Report,
): { parameters: string[]; variadic: boolean; next: number } | undefined {
  const parameters: string[] = [];
  const bad = (place: PpToken | undefined, message: string) => {
    report.add('error', place ?? line.at(-1)!, message);
    return undefined;
  };
  let i = 2;
  if (line[i]?.text === ')') return { parameters, variadic: false, next: i + 1 };
  for (;;) {
    const token = line[i++];
    if (token?.text === '...') {
      parameters.push('__VA_ARGS__');
    } else if (token?.kind === 'identifier') {
      if (token.text === '__VA_ARGS__') return bad(token, messages.vaArgsOutside());
      if (parameters.includes(token.text)) return bad(token, messages.macroDuplicateParameter(token.text));
      parameters.push(token.text);
    } else {
      return bad(token, messages.macroParameters());
    }
    let separator = line[i++];
    const variadic = token.text === '...' || separator?.text === '...';
    if (separator?.text === '...') separator = line[i++];
    if (separator?.text === ')') return { parameters, variadic, next: i };
    if (variadic || separator?.text !== ',') return bad(separator, messages.macroParameters());
  }
}

const isPaste = (token: PpToken | undefined) => token?.kind === 'punctuator' && token.text === '##';

function readPieces(
  body: readonly PpToken[],
  parameters: readonly string[] | undefined,
  variadic: boolean,
  report: Report,
): Piece[] | undefined {
  const pieces: Piece[] = [];
  const indexOf = (token: PpToken) => (token.kind === 'identifier' ? (parameters?.indexOf(token.text) ?? -1) : -1);
  for (let i = 0; i < body.length; i++) {
    const token = body[i]!;
    if (isPaste(token)) continue;
    const start = token;
    let parameter = indexOf(token);
    let stringize = false;
    let vaOpt: Piece[] | undefined;
    if (parameters !== undefined && token.kind === 'punctuator' && token.text === '#') {
      const operand = body[++i];
      parameter = operand === undefined ? -1 : indexOf(operand);
      stringize = true;
      if (parameter < 0) {
        report.add('error', token, messages.stringizeNeedsParameter());
        return undefined;
      }
    } else if (variadic && token.text === '__VA_OPT__') {
      const end = closing(body, i + 1);
      if (end < 0) {
        report.add('error', token, messages.vaOptUnterminated());
        return undefined;
      }
      vaOpt = readPieces(body.slice(i + 2, end), parameters, variadic, report);
      if (vaOpt === undefined) return undefined;
      i = end;
    } else if (token.text === '__VA_ARGS__' && parameter < 0) {
      report.add('warning', token, messages.vaArgsOutside());
    }
    pieces.push({ token: start, parameter, stringize, pasteNext: isPaste(body[i + 1]), ...(vaOpt && { vaOpt }) });
  }
  return pieces;
}

/** Index of the parenthesis that closes the one at `open`, or -1. */
function closing(tokens: readonly PpToken[], open: number): number {
  if (tokens[open]?.text !== '(') return -1;
  let depth = 0;
  for (let i = open; i < tokens.length; i++) {
    if (tokens[i]!.text === '(') depth++;
    else if (tokens[i]!.text === ')' && --depth === 0) return i;
  }
  return -1;
}

/** Whether two definitions are the same to C11 6.10.3p2, so that a second one is no redefinition. */
export function sameDefinition(a: Macro, b: Macro): boolean {
  const samePieces = (x: readonly Piece[], y: readonly Piece[]): boolean =>
    x.length === y.length &&
    x.every((piece, i) => {
      const other = y[i]!;
      return (
        piece.token.text === other.token.text &&
        (i === 0 || piece.token.spaceBefore === other.token.spaceBefore) &&
        piece.parameter === other.parameter &&
        piece.stringize === other.stringize &&
        piece.pasteNext === other.pasteNext &&
        samePieces(piece.vaOpt ?? [], other.vaOpt ?? [])
      );
    });
  return a.parameters?.join() === b.parameters?.join() && a.variadic === b.variadic && samePieces(a.pieces, b.pieces);
}

/** One argument of a macro call: as written, and expanded when somebody needs that. */
export interface Argument {
  readonly raw: readonly PpToken[];
  /** Variable arguments of which there are none, not even an empty one: `, ## __VA_ARGS__` takes its comma away. */
  readonly omitted: boolean;
  expanded(): readonly PpToken[];
}

/**
 * The replacement of one use (C11 6.10.3.1 to 6.10.3.3, with gcc's `, ## __VA_ARGS__`).
 * @param use the macro's name where it is used: tokens of the replacement get its place
 * @param charge told how much each new token costs, so that macro bombs end
 */
export function substitute(
  macro: Macro,
  use: PpToken,
  args: readonly Argument[],
  report: Report,
  charge: (cost: number) => void,
): PpToken[] {
  const out = substitutePieces(macro, macro.pieces, use, args, report, charge);
  if (out[0] !== undefined) out[0] = out[0].spaced(use.startsLine || use.spaceBefore);
  return out;
}

function substitutePieces(
  macro: Macro,
  pieces: readonly Piece[],
  use: PpToken,
  args: readonly Argument[],
  report: Report,
  charge: (cost: number) => void,
): PpToken[] {
  const out: PpToken[] = [];
  const variadicIndex = macro.variadic ? (macro.parameters?.length ?? 0) - 1 : -1;
  let pasting = false;
  /** Whether the left operand of a `##` is an empty argument: a placemarker. */
  let leftEmpty = true;
  let previous: Piece | undefined;
  for (const piece of pieces) {
    const { token, parameter } = piece;
    let tokens: readonly PpToken[];
    if (piece.stringize) tokens = [stringize(args[parameter]!.raw, token, use)];
    else if (piece.vaOpt !== undefined) {
      const present = args[variadicIndex]!.expanded().length > 0;
      tokens = present ? substitutePieces(macro, piece.vaOpt, use, args, report, charge) : [];
    } else if (parameter < 0) tokens = [token.at(use, token.spaceBefore)];
    else tokens = pasting || piece.pasteNext ? args[parameter]!.raw : args[parameter]!.expanded();

    const first = tokens[0];
    if (pasting && parameter === variadicIndex && parameter >= 0 && previous?.token.text === ',' && !piece.stringize) {
      if (args[parameter]!.omitted) out.pop();
    } else if (pasting && !leftEmpty && first !== undefined) {
      out.push(paste(out.pop()!, first, use, report));
      tokens = tokens.slice(1);
    } else if (first !== undefined && !piece.stringize && parameter >= 0) {
      tokens = [first.spaced(token.spaceBefore), ...tokens.slice(1)];
    }
    for (const each of tokens) {
      charge(1 + (each.text.length >> 4));
      out.push(each);
    }
    if (!pasting || leftEmpty) leftEmpty = first === undefined;
    pasting = piece.pasteNext;
    previous = piece;
  }
  return out;
}

function paste(left: PpToken, right: PpToken, use: PpToken, report: Report): PpToken {
  const { tokens } = lex('', left.text + right.text, true);
  const [joined] = tokens;
  if (tokens.length !== 2 || joined === undefined || joined.kind === 'other') {
    report.fatal(use, messages.pasteInvalid(left.text, right.text));
  }
  return joined.at(use, left.spaceBefore);
}

function stringize(argument: readonly PpToken[], operator: PpToken, use: PpToken): PpToken {
  let text = '';
  for (const [i, token] of argument.entries()) {
    if (i > 0 && (token.spaceBefore || token.startsLine)) text += ' ';
    const quoted = token.kind === 'string' || token.kind === 'character';
    text += quoted ? token.text.replace(/["\\]/g, '\\$&') : token.text;
  }
  const { source, line, column, length } = use;
  return new PpToken('string', `"${text}"`, source, line, column, length, false, operator.spaceBefore);
}
