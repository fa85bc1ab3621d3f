import type { Constant, Expression } from '../ast.ts';
import { expressionMessages as messages } from '../messages-parser.ts';
import type { Token } from '../token.ts';
import { INT, isInteger, isScalar, pointerTo, type ScalarType, type Type, ULONG, unqualified, VOID } from '../types.ts';
import { compatible, sameInSlot, wrap } from '../types-convert.ts';
import { typeName } from '../types-name.ts';
import type { Context } from './context.ts';

export const constant = (type: Type, value: bigint, at: Token): Constant => ({ op: 'constant', type, at, value });
export const intConstant = (value: number | bigint, at: Token): Constant => constant(INT, BigInt(value), at);
export const sizeConstant = (value: number, at: Token): Constant => constant(ULONG, BigInt(value), at);

/** Does the expression designate an object? */
export function isLvalue(e: Expression): boolean {
  switch (e.op) {
    case 'local':
    case 'static':
    case 'string':
    case 'deref':
    case 'compound-literal':
      return true;
    case 'member':
      return isLvalue(e.record);
    default:
      return false;
  }
}

/** `&e` for an lvalue or function, without any check: marks the variable as living in memory. */
export function addressOf(e: Expression, type: Type = pointerTo(e.type)): Expression {
  if (e.op === 'deref') {
    const { pointer, at } = e;
    return pointer.op === 'constant'
      ? constant(type, pointer.value, at)
      : { op: 'convert', type, at, operand: pointer };
  }
  let root: Expression = e;
  while (root.op === 'member') root = root.record;
  if (root.op === 'local' || root.op === 'compound-literal') root.local.addressTaken = true;
  return { op: 'address', type, at: e.at, of: e };
}

/**
 * The value of an expression (C11 6.3.2.1): arrays and functions become pointers, an object's value loses its
 * qualifiers. Loading is left to the code generator.
 */
export function rvalue(e: Expression): Expression {
  if (e.type.kind === 'array') return addressOf(e, pointerTo(e.type.of));
  if (e.type.kind === 'function') return addressOf(e);
  return e;
}

/** The type of an rvalue. */
export const valueType = (e: Expression): Type => unqualified(e.type);

/** The same value as a `type`: an explicit or implicit conversion that needs no check. Folds constants. */
export function convert(e: Expression, type: Type): Expression {
  if (type.kind === 'void') return { op: 'convert', type: VOID, at: e.at, operand: e };
  if (e.op === 'constant' && isScalar(e.type)) return constant(type, wrap(type, e.value), e.at);
  const from = valueType(e);
  if (from === type || (compatible(from, type) && from.kind !== 'pointer')) return e;
  // (int)(long)x: only the narrower of two steps matters
  if (e.op === 'convert' && sameInSlot(e.operand.type, e.type) && isInteger(e.operand.type) && isInteger(type)) {
    return convert(e.operand, type);
  }
  return { op: 'convert', type, at: e.at, operand: e };
}

/** Insists on a value that is not void, a struct or a union. */
export function scalar(p: Context, e: Expression): Expression & { readonly type: ScalarType } {
  const value = rvalue(e);
  if (value.type.kind === 'void') p.fail(e.at, messages.voidValue());
  if (!isScalar(value.type)) p.fail(e.at, messages.scalarNeeded(typeName(value.type)));
  return value as Expression & { readonly type: ScalarType };
}

/** A null pointer constant, C11 6.3.2.3p3: 0, or 0 cast to void *. */
export function isNull(e: Expression): boolean {
  if (e.op !== 'constant' || e.value !== 0n) return false;
  return isInteger(e.type) || (e.type.kind === 'pointer' && e.type.to.kind === 'void' && e.type.to.qualifiers === 0);
}

/** The value of an integer constant expression; undefined if it is none. */
export function constantValue(e: Expression): bigint | undefined {
  return e.op === 'constant' && isInteger(e.type) ? e.value : undefined;
}

/** An lvalue that stands as the result of an operator is none any more. */
export function asRvalue(e: Expression): Expression {
  if (!isLvalue(e)) return e;
  return { op: 'comma', type: unqualified(e.type), at: e.at, left: [], right: e };
}

/** Could evaluating it change something, so that the order matters in which it happens? Errs on the side of yes. */
export function mayHaveEffects(e: Expression): boolean {
  switch (e.op) {
    case 'constant':
    case 'local':
    case 'static':
    case 'string':
    case 'function':
    case 'old':
      return false;
    case 'deref':
      return mayHaveEffects(e.pointer);
    case 'member':
      return mayHaveEffects(e.record);
    case 'address':
      return mayHaveEffects(e.of);
    case 'convert':
    case 'negate':
    case 'complement':
    case 'not':
      return mayHaveEffects(e.operand);
    case 'binary':
    case 'compare':
    case 'and':
    case 'or':
    case 'pointer-difference':
      return mayHaveEffects(e.left) || mayHaveEffects(e.right);
    case 'pointer-add':
      return mayHaveEffects(e.pointer) || mayHaveEffects(e.index);
    default:
      return true;
  }
}
