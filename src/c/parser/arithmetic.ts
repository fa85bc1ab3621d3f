import type { ArithmeticOperator, ComparisonOperator, Expression } from '../ast.ts';
import { expressionMessages as messages } from '../messages-parser.ts';
import type { Token } from '../token.ts';
import {
  INT,
  isComplete,
  isInteger,
  isPointer,
  isSigned,
  isVoidPointer,
  LONG,
  type PointerType,
  ULONG,
  unqualified,
} from '../types.ts';
import { commonType, compatible, promote, wrap } from '../types-convert.ts';
import { typeName } from '../types-name.ts';
import type { Context } from './context.ts';
import { foldBinary, foldComparison, overflows } from './fold.ts';
import { constant, convert, isNull, rvalue, scalar, valueType } from './values.ts';

/** `left operator right` (C11 6.5.5 to 6.5.7 and 6.5.10 to 6.5.12), pointer arithmetic included. */
export function arithmetic(
  p: Context,
  operator: ArithmeticOperator,
  at: Token,
  leftOperand: Expression,
  rightOperand: Expression,
): Expression {
  const left = rvalue(leftOperand);
  const right = rvalue(rightOperand);
  const invalid = (): never =>
    p.fail(at, messages.invalidBinary(operator, typeName(valueType(left)), typeName(valueType(right))));
  if (left.type.kind === 'void' || right.type.kind === 'void') p.fail(at, messages.voidValue());
  if (isPointer(left.type)) {
    if (operator === '-' && isPointer(right.type)) return pointerDifference(p, at, left, right);
    if ((operator !== '+' && operator !== '-') || !isInteger(right.type)) invalid();
    return pointerAdd(p, at, left, right, operator === '-');
  }
  if (isPointer(right.type)) {
    if (operator !== '+' || !isInteger(left.type)) invalid();
    return pointerAdd(p, at, right, left, false);
  }
  if (!isInteger(left.type) || !isInteger(right.type)) invalid();
  if (operator === '<<' || operator === '>>') return shift(p, operator, at, left, right);
  const type = commonType(left.type, right.type);
  const a = convert(left, type);
  const b = convert(right, type);
  if (b.op === 'constant' && b.value === 0n && (operator === '/' || operator === '%')) {
    p.warn(at, messages.divisionByZero());
  }
  if (a.op === 'constant' && b.op === 'constant') {
    const value = foldBinary(operator, type, a.value, b.value);
    if (value !== undefined) {
      if (isSigned(type) && overflows(operator, type, a.value, b.value)) p.warn(at, messages.overflow());
      return constant(type, value, at);
    }
  }
  return { op: 'binary', operator, type, at, left: a, right: b };
}

function shift(p: Context, operator: '<<' | '>>', at: Token, left: Expression, right: Expression): Expression {
  const type = promote(left.type);
  const a = convert(left, type);
  const b = convert(right, promote(right.type));
  const direction = operator === '<<' ? 'left' : 'right';
  if (b.op === 'constant') {
    if (b.value < 0n) p.warn(at, messages.shiftNegative(direction));
    else if (b.value >= BigInt(type.size * 8)) p.warn(at, messages.shiftCount(direction));
    if (a.op === 'constant') return constant(type, foldBinary(operator, type, a.value, b.value)!, at);
  }
  return { op: 'binary', operator, type, at, left: a, right: b };
}

/** Bytes from one element to the next; gcc counts void and functions as 1. */
function elementSize(p: Context, at: Token, pointer: PointerType): number {
  const { to } = pointer;
  if (to.kind !== 'void' && to.kind !== 'function' && !isComplete(to)) {
    p.fail(at, messages.arithmeticOnIncomplete(typeName(to)));
  }
  return to.size;
}

/** pointer + index, or - when `negative`. */
export function pointerAdd(
  p: Context,
  at: Token,
  pointer: Expression,
  index: Expression,
  negative: boolean,
): Expression {
  const type = unqualified(pointer.type) as PointerType;
  const size = elementSize(p, at, type);
  const offset = convert(index, index.type.size === 8 && !isSigned(index.type) ? ULONG : LONG);
  const scale = negative ? -size : size;
  if (pointer.op === 'constant' && offset.op === 'constant') {
    return constant(type, wrap(ULONG, pointer.value + offset.value * BigInt(scale)), at);
  }
  return { op: 'pointer-add', type, at, pointer, index: offset, scale };
}

function pointerDifference(p: Context, at: Token, left: Expression, right: Expression): Expression {
  const a = valueType(left) as PointerType;
  const b = valueType(right) as PointerType;
  if (!compatible(unqualified(a.to), unqualified(b.to))) {
    p.fail(at, messages.incompatibleSubtraction(typeName(a), typeName(b)));
  }
  return { op: 'pointer-difference', type: LONG, at, left, right, size: Math.max(1, elementSize(p, at, a)) };
}

/** `left operator right` of C11 6.5.8 and 6.5.9: an int, 0 or 1. */
export function comparison(
  p: Context,
  operator: ComparisonOperator,
  at: Token,
  leftOperand: Expression,
  rightOperand: Expression,
): Expression {
  let left: Expression = scalarOperand(p, operator, at, leftOperand, rightOperand);
  let right: Expression = scalarOperand(p, operator, at, rightOperand, leftOperand);
  if (isPointer(left.type) || isPointer(right.type)) {
    checkPointerComparison(p, at, left, right);
    const type = isPointer(left.type) ? unqualified(left.type) : unqualified(right.type);
    left = convert(left, type);
    right = convert(right, type);
  } else {
    const type = commonType(left.type, right.type);
    left = convert(left, type);
    right = convert(right, type);
  }
  if (left.op === 'constant' && right.op === 'constant') {
    return constant(INT, foldComparison(operator, left.value, right.value), at);
  }
  return { op: 'compare', operator, type: INT, at, left, right };
}

function scalarOperand(p: Context, operator: string, at: Token, operand: Expression, other: Expression): Expression {
  const value = rvalue(operand);
  if (isInteger(value.type) || isPointer(value.type)) return value;
  if (value.type.kind === 'void') p.fail(at, messages.voidValue());
  return p.fail(
    at,
    operand === other
      ? messages.scalarNeeded(typeName(value.type))
      : messages.invalidBinary(operator, typeName(valueType(value)), typeName(valueType(rvalue(other)))),
  );
}

function checkPointerComparison(p: Context, at: Token, left: Expression, right: Expression): void {
  if (isNull(left) || isNull(right)) return;
  if (!isPointer(left.type) || !isPointer(right.type)) {
    p.warn(at, messages.pointerIntegerComparison());
    return;
  }
  if (isVoidPointer(left.type) || isVoidPointer(right.type)) return;
  if (!compatible(unqualified(left.type.to), unqualified(right.type.to))) p.warn(at, messages.distinctComparison());
}

/** `-e`, `+e`, `~e`. */
export function unaryArithmetic(p: Context, operator: '-' | '+' | '~', at: Token, operand: Expression): Expression {
  const value = rvalue(operand);
  const what = { '-': 'unary minus', '+': 'unary plus', '~': 'bit-complement' }[operator];
  if (!isInteger(value.type)) p.fail(at, messages.invalidUnary(what));
  const type = promote(value.type);
  const e = convert(value, type);
  if (operator === '+') return e.op === 'constant' ? e : { op: 'convert', type, at, operand: e };
  if (e.op === 'constant') return constant(type, wrap(type, operator === '-' ? -e.value : ~e.value), at);
  return { op: operator === '-' ? 'negate' : 'complement', type, at, operand: e };
}

/** `!e` */
export function logicalNot(p: Context, at: Token, operand: Expression): Expression {
  const e = scalar(p, operand);
  if (e.op === 'constant') return constant(INT, e.value === 0n ? 1n : 0n, at);
  return { op: 'not', type: INT, at, operand: e };
}

/** `left && right`, `left || right` */
export function logical(p: Context, op: 'and' | 'or', at: Token, left: Expression, right: Expression): Expression {
  const a = scalar(p, left);
  const b = scalar(p, right);
  if (a.op === 'constant') {
    const decided = (a.value !== 0n) === (op === 'or');
    if (decided) return constant(INT, op === 'or' ? 1n : 0n, at);
    if (b.op === 'constant') return constant(INT, b.value === 0n ? 0n : 1n, at);
  }
  return { op, type: INT, at, left: a, right: b };
}
