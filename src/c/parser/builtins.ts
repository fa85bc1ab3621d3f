/** Calls of what the compiler itself provides: gcc's builtins as far as headers and programs here use them. */
import type { BuiltinName, Expression, OldValue } from '../ast.ts';
import { expressionMessages as messages, parserMessages, unsupportedMessages } from '../messages-parser.ts';
import type { Token } from '../token.ts';
import {
  CHAR_POINTER,
  INT,
  isInteger,
  isRecord,
  LONG,
  type Type,
  ULONG,
  unqualified,
  VOID,
  VOID_POINTER,
} from '../types.ts';
import { compatible, promote } from '../types-convert.ts';
import { findMember } from '../types-layout.ts';
import { typeName } from '../types-name.ts';
import { objectAt } from './access.ts';
import { assignable } from './assignability.ts';
import { assign } from './assignment.ts';
import { atomicCall, isAtomic } from './atomics.ts';
import type { Context } from './context.ts';
import { parseTypeName } from './declarators.ts';
import { assignmentExpression, constantExpression } from './expressions.ts';
import { callArguments } from './postfix.ts';
import { asRvalue, convert, intConstant, rvalue, sizeConstant, valueType } from './values.ts';

/** Bytes a variable argument takes: whole slots. */
const slotBytes = (size: number): number => Math.ceil(size / 8) * 8;

type Handler = (p: Context, at: Token) => Expression;

const handlers: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ['__syscall', (p, at) => plain(p, at, 'syscall', LONG, [LONG, LONG, LONG, LONG, LONG, LONG, LONG])],
  ['__builtin_memcpy', (p, at) => plain(p, at, 'memmove', VOID_POINTER, [VOID_POINTER, VOID_POINTER, ULONG])],
  ['__builtin_memmove', (p, at) => plain(p, at, 'memmove', VOID_POINTER, [VOID_POINTER, VOID_POINTER, ULONG])],
  ['__builtin_memset', (p, at) => plain(p, at, 'memset', VOID_POINTER, [VOID_POINTER, INT, ULONG])],
  ['__builtin_thread_pointer', (p, at) => plain(p, at, 'thread_pointer', VOID_POINTER, [])],
  ['__builtin_trap', (p, at) => plain(p, at, 'trap', VOID, [])],
  ['__builtin_unreachable', (p, at) => plain(p, at, 'trap', VOID, [])],
  ['__builtin_expect', (p, at) => convert(args(p, at, 2)[0]!, LONG)],
  ['__builtin_constant_p', (p, at) => intConstant(args(p, at, 1)[0]!.op === 'constant' ? 1 : 0, at)],
  ['__builtin_offsetof', offsetOf],
  ['__builtin_types_compatible_p', typesCompatible],
  ['__builtin_va_start', vaStart],
  ['__builtin_va_arg', vaArg],
  ['__builtin_va_end', (p, at) => convert(args(p, at, 1)[0]!, VOID)],
  ['__builtin_va_copy', vaCopy],
]);

export const isBuiltin = (name: string): boolean =>
  name === '__syscall' || ((name.startsWith('__builtin_') || isAtomic(name)) && name !== '__builtin_va_list');

/** A builtin's call, its name already consumed. */
export function builtinCall(p: Context, at: Token): Expression {
  const handler = handlers.get(at.text);
  if (!handler && !isAtomic(at.text)) p.fail(at, unsupportedMessages.builtin(at.text));
  p.expect('(');
  return handler ? handler(p, at) : atomicCall(p, at, callArguments(p));
}

function args(p: Context, at: Token, count: number): Expression[] {
  const all = callArguments(p).map(rvalue);
  if (all.length !== count) p.fail(at, messages.builtinArguments(at.text));
  return all;
}

function plain(p: Context, at: Token, name: BuiltinName, type: Type, parameters: readonly Type[]): Expression {
  const operands = args(p, at, parameters.length).map((operand, i) => {
    const parameter = parameters[i]!;
    if (name === 'syscall') return convert(operand, parameter);
    return assignable(p, operand, parameter, { kind: 'argument', index: i + 1, function: `'${at.text}'` });
  });
  return { op: 'builtin', name, type, at, operands };
}

/** `__builtin_offsetof(type, a.b[2].c)` */
function offsetOf(p: Context, at: Token): Expression {
  let type = parseTypeName(p);
  let offset = 0;
  p.expect(',');
  for (let first = true; first || p.at('.') || p.at('['); first = false) {
    if (p.accept('[')) {
      if (type.kind !== 'array') p.fail(at, messages.offsetofConstant());
      offset += Number(constantExpression(p)) * type.of.size;
      type = type.of;
      p.expect(']');
      continue;
    }
    if (!first) p.expect('.');
    const name = p.token;
    if (name.kind !== 'identifier') p.fail(name, parserMessages.expected('identifier', p.found()));
    p.advance();
    if (!isRecord(type)) p.fail(name, messages.notRecord(name.text));
    const member = findMember(type, name.text);
    if (!member) p.fail(name, messages.noMember(typeName(unqualified(type)), name.text));
    offset += member.offset;
    type = member.type;
  }
  p.expect(')');
  return sizeConstant(offset, at);
}

function typesCompatible(p: Context, at: Token): Expression {
  const a = parseTypeName(p);
  p.expect(',');
  const b = parseTypeName(p);
  p.expect(')');
  return intConstant(compatible(unqualified(a), unqualified(b)) ? 1 : 0, at);
}

/** `va_start(ap, last)`: ap points to the slot of the first variable argument. */
function vaStart(p: Context, at: Token): Expression {
  const all = callArguments(p);
  if (all.length < 1 || all.length > 2) p.fail(at, messages.builtinArguments(at.text));
  if (!p.current?.symbol.type.variadic) p.fail(at, messages.vaStartNotVariadic());
  const start: Expression = { op: 'builtin', name: 'va_start', type: CHAR_POINTER, at, operands: [] };
  return convert(assign(p, at, all[0]!, start), VOID);
}

function vaCopy(p: Context, at: Token): Expression {
  const all = callArguments(p);
  if (all.length !== 2) p.fail(at, messages.builtinArguments(at.text));
  return convert(assign(p, at, all[0]!, all[1]!), VOID);
}

/** `va_arg(ap, type)`: the object at ap, which goes on to the next slot. */
function vaArg(p: Context, at: Token): Expression {
  const list = assignmentExpression(p);
  p.expect(',');
  const place = p.token;
  const type = parseTypeName(p);
  p.expect(')');
  if (isInteger(type)) {
    const promoted = promote(type);
    if (promoted.size !== type.size) p.warn(place, messages.vaArgType(typeName(type), typeName(promoted)));
  }
  if (!compatible(valueType(rvalue(list)), CHAR_POINTER)) p.fail(list.at, messages.builtinArguments(at.text));
  const old: OldValue = { op: 'old', type: CHAR_POINTER, at };
  const size = intConstant(slotBytes(type.size), at);
  const index = convert(size, LONG);
  const result: Expression = { op: 'pointer-add', type: CHAR_POINTER, at, pointer: old, index, scale: 1 };
  const next: Expression = {
    op: 'compound',
    type: CHAR_POINTER,
    at,
    target: list,
    operand: undefined,
    old,
    result,
    post: true,
  };
  return asRvalue(objectAt(next, unqualified(type)));
}
