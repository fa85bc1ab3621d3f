import { declarationMessages as messages, parserMessages, unsupportedMessages } from '../messages-parser.ts';
import type { Token } from '../token.ts';
import type { Type } from '../types.ts';
import * as types from '../types.ts';
import { sizeOf } from './access.ts';
import { type Attributes, alignment, attributes, noAttributes } from './attributes.ts';
import type { Context } from './context.ts';
import { parseTypeName } from './declarators.ts';
import { enumSpecifier } from './enums.ts';
import { expression } from './expressions.ts';
import { recordSpecifier } from './records.ts';
import { headerOf } from './suggestions.ts';

export type Storage = 'typedef' | 'extern' | 'static' | 'auto' | 'register' | undefined;

/** Everything before the first declarator. */
export interface Specifiers {
  readonly type: Type;
  readonly storage: Storage;
  readonly inline: boolean;
  readonly attributes: Attributes;
  readonly at: Token;
  /** Was there any type specifier at all? */
  readonly typed: boolean;
}

const STORAGE = new Set(['typedef', 'extern', 'static', 'auto', 'register']);
const QUALIFIERS = new Map([
  ['const', types.CONST],
  ['__const', types.CONST],
  ['__const__', types.CONST],
  ['volatile', types.VOLATILE],
  ['__volatile', types.VOLATILE],
  ['__volatile__', types.VOLATILE],
  ['_Atomic', types.VOLATILE],
  ['restrict', 0],
  ['__restrict', 0],
  ['__restrict__', 0],
]);
const IGNORED = new Set(['inline', '__inline', '__inline__', '__extension__']);
const BASIC = new Set([
  'void',
  '_Bool',
  'char',
  'short',
  'int',
  'long',
  'signed',
  '__signed',
  '__signed__',
  'unsigned',
]);
const OTHER = new Set([
  ...['struct', 'union', 'enum', 'typeof', '__typeof', '__typeof__', '_Alignas', '_Noreturn'],
  ...['__attribute__', '__attribute', 'float', 'double', '_Complex', '_Imaginary', '_Thread_local', '__thread'],
  ...['__int128', '__auto_type'],
]);

/** Does a type name, or a declaration, begin here? */
export function startsType(p: Context, token: Token): boolean {
  if (token.kind === 'keyword') {
    const { text } = token;
    return STORAGE.has(text) || QUALIFIERS.has(text) || IGNORED.has(text) || BASIC.has(text) || OTHER.has(text);
  }
  if (token.kind !== 'identifier') return false;
  return token.text === '__builtin_va_list' || p.scope.find(token.text)?.kind === 'typedef';
}

/** `const`, `volatile` and the like: their bits, or undefined if the token is none. */
export function acceptQualifier(p: Context): number | undefined {
  if (p.token.kind !== 'keyword') return undefined;
  const bits = QUALIFIERS.get(p.token.text);
  if (bits !== undefined && !(p.at('_Atomic') && p.peek().text === '(')) p.advance();
  else return undefined;
  return bits;
}

/** Declaration specifiers, C11 6.7. */
export function specifiers(p: Context): Specifiers {
  const at = p.token;
  const found = noAttributes();
  let storage: Storage;
  let inline = false;
  let qualifiers = 0;
  let type: Type | undefined;
  const basic: string[] = [];
  for (;;) {
    const { token } = p;
    const bits = acceptQualifier(p);
    if (bits !== undefined) {
      qualifiers |= bits;
    } else if (token.kind === 'identifier') {
      if (type || basic.length > 0 || !startsType(p, token)) break;
      type = namedType(p, p.advance());
    } else if (token.kind !== 'keyword' || !startsType(p, token)) {
      break;
    } else if (STORAGE.has(token.text)) {
      if (storage !== undefined) p.fail(token, messages.manyStorage());
      storage = p.advance().text as Storage;
    } else if (IGNORED.has(token.text)) {
      if (p.advance().text !== '__extension__') inline = true;
    } else if (BASIC.has(token.text)) {
      if (type) p.fail(token, messages.twoTypes());
      basic.push(p.advance().text.replace(/^__signed(__)?$/, 'signed'));
    } else {
      const more = otherSpecifier(p, found);
      if (more && (type || basic.length > 0)) p.fail(token, messages.twoTypes());
      type ??= more;
    }
  }
  const typed = type !== undefined || basic.length > 0;
  type ??= basic.length > 0 ? basicType(p, at, basic) : types.INT;
  return { type: types.qualify(type, qualifiers), storage, inline, attributes: found, at, typed };
}

function namedType(p: Context, at: Token): Type {
  if (at.text === '__builtin_va_list') return types.CHAR_POINTER;
  const symbol = p.scope.find(at.text);
  return symbol?.kind === 'typedef' ? symbol.type : p.fail(at, parserMessages.unknownType(at.text));
}

/** A specifier that is more than a word; undefined when it names no type. */
function otherSpecifier(p: Context, found: Attributes): Type | undefined {
  const at = p.token;
  switch (at.text) {
    case 'struct':
    case 'union':
      return recordSpecifier(p);
    case 'enum':
      return enumSpecifier(p);
    case '__attribute__':
    case '__attribute':
      attributes(p, found);
      return undefined;
    case '_Noreturn':
      p.advance();
      found.noReturn = true;
      return undefined;
    case '_Alignas': {
      p.advance();
      p.expect('(');
      const asked = startsType(p, p.token) ? sizeOf(p, at, '_Alignof', parseTypeName(p)) : alignment(p);
      found.align = Math.max(found.align, asked);
      p.expect(')');
      return undefined;
    }
    case '_Atomic': {
      p.advance();
      p.expect('(');
      const type = parseTypeName(p);
      p.expect(')');
      return types.qualify(type, types.VOLATILE);
    }
    case 'typeof':
    case '__typeof':
    case '__typeof__':
      return typeOf(p);
    case 'float':
    case 'double':
      return p.fail(at, unsupportedMessages.floatingPoint(at.text));
    case '_Complex':
    case '_Imaginary':
      return p.fail(at, unsupportedMessages.complex());
    case '__int128':
      return p.fail(at, unsupportedMessages.int128());
    case '__auto_type':
      return p.fail(at, unsupportedMessages.autoType());
    default:
      return p.fail(at, unsupportedMessages.threadLocal(at.text));
  }
}

/** gcc's `typeof(e)` and `typeof(type)`: qualifiers are kept, as gcc 12 does. */
function typeOf(p: Context): Type {
  p.advance();
  p.expect('(');
  const type = startsType(p, p.token) ? parseTypeName(p) : expression(p).type;
  p.expect(')');
  return type;
}

/** The type that a multiset of basic words means, C11 6.7.2p2. */
function basicType(p: Context, at: Token, words: readonly string[]): Type {
  const count = (word: string) => words.filter((each) => each === word).length;
  const signed = count('signed') > 0;
  const unsigned = count('unsigned') > 0;
  if (signed && unsigned) p.fail(at, messages.bothSigns());
  if (count('long') > 2) p.fail(at, messages.tooLong());
  const twice = words.find((word) => word !== 'long' && count(word) > 1);
  if (twice !== undefined) p.fail(at, messages.twoTypes());
  const rest = words.filter((word) => !['signed', 'unsigned', 'int'].includes(word)).join(' ');
  const hasInt = count('int') > 0;
  const signs = signed || unsigned;
  switch (rest) {
    case '':
      return unsigned ? types.UINT : types.INT;
    case 'long':
      return unsigned ? types.ULONG : types.LONG;
    case 'long long':
      return unsigned ? types.ULLONG : types.LLONG;
    case 'short':
      return unsigned ? types.USHORT : types.SHORT;
    case 'char':
      if (hasInt) break;
      return unsigned ? types.UCHAR : signed ? types.SCHAR : types.CHAR;
    case 'void':
      if (hasInt || signs) break;
      return types.VOID;
    case '_Bool':
      if (hasInt || signs) break;
      return types.BOOL;
    default:
      break;
  }
  return p.fail(at, messages.invalidCombination(words[words.length - 1]!));
}

/** Says that the identifier here is no type, as gcc does for `foo x;`. */
export function unknownType(p: Context, at: Token): never {
  const tag = p.scope.findTag(at.text);
  if (tag) p.fail(at, parserMessages.unknownTypeStruct(at.text, tag.type.kind));
  const header = headerOf(at.text, p.headers);
  p.fail(
    at,
    header === undefined ? parserMessages.unknownType(at.text) : parserMessages.unknownTypeHeader(at.text, header),
  );
}
