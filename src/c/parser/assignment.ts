import type { ArithmeticOperator, Expression, OldValue } from '../ast.ts';
import { type ConversionContext, expressionMessages as messages } from '../messages-parser.ts';
import type { Token } from '../token.ts';
import {
  CONST,
  isComplete,
  isInteger,
  isPointer,
  isRecord,
  isScalar,
  pointerTo,
  qualify,
  type Type,
  unqualified,
  VOID,
} from '../types.ts';
import { commonType, compatible, composite } from '../types-convert.ts';
import { typeName } from '../types-name.ts';
import { arithmetic } from './arithmetic.ts';
import { assignable } from './assignability.ts';
import type { Context } from './context.ts';
import {
  asRvalue,
  convert,
  intConstant,
  isLvalue,
  isNull,
  mayHaveEffects,
  rvalue,
  scalar,
  valueType,
} from './values.ts';

const ASSIGNMENT: ConversionContext = { kind: 'assignment' };

/** Insists on something that can be assigned to (C11 6.3.2.1p1). */
function modifiable(p: Context, at: Token, target: Expression, how: string, what: string): void {
  if (!isLvalue(target)) p.fail(at, messages.notLvalue(what));
  if (target.type.kind === 'array') p.fail(at, messages.notLvalue(what));
  if (target.type.qualifiers & CONST || hasConstMember(target.type)) {
    p.fail(at, messages.readOnly(how, designation(target)));
  }
}

function hasConstMember(type: Type): boolean {
  if (!isRecord(type)) return false;
  return type.members.some((member) => {
    const element = member.type.kind === 'array' ? member.type.of : member.type;
    return (element.qualifiers & CONST) !== 0 || hasConstMember(element);
  });
}

function designation(target: Expression): string {
  switch (target.op) {
    case 'local':
      return `${target.local.name === '' ? 'location' : `variable '${target.local.name}'`}`;
    case 'static':
      return `variable '${target.object.name}'`;
    case 'member':
      return `member '${target.at.text}'`;
    default:
      return 'location';
  }
}

/** `target = value` */
export function assign(p: Context, at: Token, target: Expression, value: Expression): Expression {
  modifiable(p, at, target, 'assignment', 'left operand of assignment');
  if (!isScalar(target.type) && !isComplete(target.type)) p.fail(at, messages.incomplete(typeName(target.type)));
  const converted = assignable(p, value, target.type, ASSIGNMENT);
  return { op: 'assign', type: unqualified(target.type), at, target, value: converted };
}

/** `target operator= value` */
export function compoundAssign(
  p: Context,
  operator: ArithmeticOperator,
  at: Token,
  target: Expression,
  value: Expression,
): Expression {
  modifiable(p, at, target, 'assignment', 'left operand of assignment');
  const type = unqualified(target.type);
  const old: OldValue = { op: 'old', type, at: target.at };
  const given = rvalue(value);
  const as: OldValue = { op: 'old', type: valueType(given), at: value.at };
  const operand = isScalar(as.type) && mayHaveEffects(given) ? { value: given, as } : undefined;
  const computed = arithmetic(p, operator, at, old, operand ? as : given);
  const result = assignable(p, computed, type, ASSIGNMENT);
  return { op: 'compound', type, at, target, operand, old, result, post: false };
}

/** `++target`, `target--`, ... */
export function increment(p: Context, operator: '++' | '--', at: Token, target: Expression, post: boolean): Expression {
  const what = operator === '++' ? 'increment' : 'decrement';
  modifiable(p, at, target, what, `${what} operand`);
  const type = unqualified(target.type);
  if (!isScalar(type)) p.fail(at, messages.invalidUnary(what));
  const old: OldValue = { op: 'old', type, at: target.at };
  const computed = arithmetic(p, operator === '++' ? '+' : '-', at, old, intConstant(1, at));
  return { op: 'compound', type, at, target, operand: undefined, old, result: convert(computed, type), post };
}

/** `condition ? then : otherwise`; `then` is undefined for gcc's `condition ?: otherwise`. */
export function conditional(
  p: Context,
  at: Token,
  condition: Expression,
  then: Expression | undefined,
  otherwise: Expression,
): Expression {
  const tested = scalar(p, condition);
  if (then === undefined) {
    const old: OldValue = { op: 'old', type: valueType(tested), at: condition.at };
    const [a, b] = unify(p, at, old, rvalue(otherwise));
    if (tested.op === 'constant') return tested.value !== 0n ? convert(tested, a.type) : b;
    return { op: 'elvis', type: valueType(a), at, condition: tested, old, then: a, otherwise: b };
  }
  const [a, b] = unify(p, at, rvalue(then), rvalue(otherwise));
  if (tested.op === 'constant') return asRvalue(tested.value !== 0n ? a : b);
  return { op: 'conditional', type: valueType(a), at, condition: tested, then: a, otherwise: b };
}

/** Converts the two results of a conditional to their common type, C11 6.5.15. */
function unify(p: Context, at: Token, a: Expression, b: Expression): [Expression, Expression] {
  const left = valueType(a);
  const right = valueType(b);
  if (isInteger(left) && isInteger(right)) {
    const type = commonType(left, right);
    return [convert(a, type), convert(b, type)];
  }
  if (left.kind === 'void' || right.kind === 'void') return [convert(a, VOID), convert(b, VOID)];
  if (isRecord(left) && compatible(left, right)) return [a, b];
  if (isPointer(left) || isPointer(right)) {
    const type = pointerResult(p, at, a, b, left, right);
    return [convert(a, type), convert(b, type)];
  }
  return p.fail(at, messages.conditionalMismatch());
}

function pointerResult(p: Context, at: Token, a: Expression, b: Expression, left: Type, right: Type): Type {
  if (isNull(a) && isPointer(right)) return right;
  if (isNull(b) && isPointer(left)) return left;
  if (isPointer(left) && isPointer(right)) {
    const qualifiers = left.to.qualifiers | right.to.qualifiers;
    const x = unqualified(left.to);
    const y = unqualified(right.to);
    if (compatible(x, y)) return pointerTo(qualify(composite(x, y), qualifiers));
    if (x.kind !== 'void' && y.kind !== 'void') p.warn(at, messages.distinctConditional());
    return pointerTo(qualify(VOID, qualifiers));
  }
  if (!isInteger(left) && !isInteger(right)) p.fail(at, messages.conditionalMismatch());
  p.warn(at, messages.pointerIntegerConditional());
  return isPointer(left) ? left : right;
}
