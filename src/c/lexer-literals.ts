import { lexerMessages } from './messages.ts';
import type { Token } from './token.ts';

/** Told about a literal that is not right: the sentence, and how far into the spelling it is. */
export type Complain = (severity: 'error' | 'warning', message: string, offset: number) => void;

type IntegerType = NonNullable<Token['integerType']>;

const INTEGER = /^(?:0[xX]([0-9a-fA-F]*)|0[bB]([01]*)|(0[0-7]*)|([1-9][0-9]*))(.*)$/;
const SUFFIX = /^(?:([uU])(?:l|L|ll|LL)?|(?:l|L|ll|LL)([uU])?)?$/;
const FLOATING = /^(?:0[xX][0-9a-fA-F]*(?:\.[0-9a-fA-F]*)?[pP.].*|[0-9]*\.[0-9]*.*|[0-9]+[eE].*)$/;

/** The value and type of a preprocessing number (C11 6.4.4.1, LP64), or undefined with a complaint. */
export function parseInteger(
  spelling: string,
  complain: Complain,
): { value: bigint; integerType: IntegerType } | undefined {
  if (FLOATING.test(spelling)) {
    complain('error', lexerMessages.floatingPoint(), 0);
    return undefined;
  }
  const [, hex, binary, octal, decimal, suffix = ''] = INTEGER.exec(spelling) ?? [];
  const digits = hex ?? binary ?? octal ?? decimal ?? '';
  const base = hex !== undefined ? '0x' : binary !== undefined ? '0b' : octal !== undefined ? '0o' : '';
  const suffixMatch = SUFFIX.exec(suffix);
  if (suffixMatch === null || digits === '') {
    if (/^[0-9]/.test(suffix)) {
      complain('error', lexerMessages.integerDigit(suffix.charAt(0), base === '0b' ? 'binary' : 'octal'), 0);
    } else {
      complain('error', lexerMessages.integerSuffix(digits === '' ? spelling.slice(1) : suffix), 0);
    }
    return undefined;
  }
  const exact = BigInt(base === '0o' ? `0o${digits}` : `${base}${digits}`);
  const value = BigInt.asUintN(64, exact);
  if (exact !== value) complain('warning', lexerMessages.integerTooLarge(), 0);
  const unsigned = (suffixMatch[1] ?? suffixMatch[2]) !== undefined;
  const long = /[lL]/.test(suffix);
  if (!unsigned && !long && value < 1n << 31n) return { value, integerType: 'int' };
  if (!long && (unsigned || base !== '') && value < 1n << 32n) return { value, integerType: 'unsigned' };
  if (!unsigned && value < 1n << 63n) return { value, integerType: 'long' };
  if (!unsigned && base === '' && exact === value) complain('warning', lexerMessages.integerUnsigned(), 0);
  return { value, integerType: 'unsigned long' };
}

/** The value of a character constant: always an int, several characters packed as gcc packs them. */
export function parseCharacter(spelling: string, complain: Complain): bigint {
  const open = spelling.indexOf("'");
  const prefix = spelling.slice(0, open);
  const body = spelling.slice(open + 1, -1);
  if (body === '') {
    complain('error', lexerMessages.emptyCharacter(), 0);
    return 0n;
  }
  if (prefix === 'L' || prefix === 'u' || prefix === 'U') {
    const units = wideUnits(body, prefix === 'u' ? 16 : 32, open + 1, complain);
    if (units.length > 1) complain('warning', lexerMessages.characterTooLong(), 0);
    const last = BigInt(units.at(-1) ?? 0);
    return prefix === 'L' ? BigInt.asIntN(32, last) : last;
  }
  const bytes = stringBytes(body, open + 1, complain);
  if (bytes.length === 1) return BigInt.asIntN(8, BigInt(bytes[0] ?? 0));
  complain('warning', bytes.length > 4 ? lexerMessages.characterTooLong() : lexerMessages.multiCharacter(), 0);
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return BigInt.asIntN(32, value);
}

/** The bytes of one string literal, without the final 0. */
export function parseString(spelling: string, complain: Complain): Uint8Array {
  const open = spelling.indexOf('"');
  const prefix = spelling.slice(0, open);
  if (prefix !== '' && prefix !== 'u8') complain('error', lexerMessages.widePrefix(`${prefix}""`), 0);
  return stringBytes(spelling.slice(open + 1, -1), open + 1, complain);
}

const encoder = new TextEncoder();

function stringBytes(body: string, offset: number, complain: Complain): Uint8Array {
  if (!body.includes('\\')) return encoder.encode(body);
  const bytes: number[] = [];
  walk(body, offset, 8, complain, {
    text: (plain) => bytes.push(...encoder.encode(plain)),
    unit: (value) => bytes.push(value),
  });
  return Uint8Array.from(bytes);
}

function wideUnits(body: string, width: 16 | 32, offset: number, complain: Complain): number[] {
  const units: number[] = [];
  walk(body, offset, width, complain, {
    text: (plain) => {
      if (width === 16) for (let i = 0; i < plain.length; i++) units.push(plain.charCodeAt(i));
      else for (const character of plain) units.push(character.codePointAt(0) ?? 0);
    },
    unit: (value) => units.push(value),
  });
  return units;
}

const ESCAPE =
  /\\(?:([abefnrtvE\\'"?])|([0-7]{1,3})|x([0-9a-fA-F]*)|(u[0-9a-fA-F]{0,4}|U[0-9a-fA-F]{0,8})|([^\n]))|[^\\]+/gu;
const SIMPLE: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  e: 27,
  E: 27,
  f: 12,
  n: 10,
  r: 13,
  t: 9,
  v: 11,
  '\\': 92,
  "'": 39,
  '"': 34,
  '?': 63,
};

/** Goes through the body of a literal: plain text, and code units that an escape names. */
function walk(
  body: string,
  offset: number,
  width: 8 | 16 | 32,
  complain: Complain,
  emit: { text: (plain: string) => void; unit: (value: number) => void },
): void {
  for (const found of body.matchAll(ESCAPE)) {
    const [whole, simple, octal, hex, universal, unknown] = found;
    const at = offset + found.index;
    if (simple !== undefined) {
      emit.unit(SIMPLE[simple] ?? 0);
    } else if (octal !== undefined) {
      const value = Number.parseInt(octal, 8);
      if (value > 255 && width === 8) complain('warning', lexerMessages.octalEscapeRange(), at);
      emit.unit(width === 8 ? value & 255 : value);
    } else if (hex !== undefined) {
      if (hex === '') complain('error', lexerMessages.emptyHexEscape(), at);
      const value = BigInt(`0x0${hex}`);
      if (value >> BigInt(width) !== 0n) complain('warning', lexerMessages.hexEscapeRange(), at);
      emit.unit(Number(BigInt.asUintN(width, value)));
    } else if (universal !== undefined) {
      const code = Number.parseInt(universal.slice(1), 16);
      if (universal.length !== (universal.startsWith('u') ? 5 : 9)) {
        complain('error', lexerMessages.incompleteUniversalName(whole), at);
      } else if (
        code > 0x10ffff ||
        (code >= 0xd800 && code < 0xe000) ||
        (code < 0xa0 && !'$@`'.includes(String.fromCharCode(code)))
      ) {
        complain('error', lexerMessages.invalidUniversalName(whole), at);
      } else {
        emit.text(String.fromCodePoint(code));
      }
    } else if (unknown !== undefined) {
      complain('warning', lexerMessages.unknownEscape(whole), at);
      emit.text(unknown);
    } else {
      emit.text(whole);
    }
  }
}
