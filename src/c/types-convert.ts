import {
  type FunctionType,
  INT,
  type IntegerType,
  isRecord,
  qualify,
  type Type,
  UINT,
  ULLONG,
  ULONG,
} from './types.ts';

/** C11 6.3.1.1p2, the integer promotions: what is narrower than int becomes int. */
export function promote(type: Type): IntegerType {
  if (type.kind === 'enum') return type.signed ? INT : UINT;
  if (type.kind !== 'integer') throw new TypeError(`promotion of a ${type.kind}`);
  if (type.rank < 3) return INT;
  return type.qualifiers === 0 ? type : { ...type, qualifiers: 0 };
}

/** C11 6.3.1.8, the usual arithmetic conversions of two integer types. */
export function commonType(left: Type, right: Type): IntegerType {
  const a = promote(left);
  const b = promote(right);
  if (a.signed === b.signed) return a.rank >= b.rank ? a : b;
  const [signed, unsigned] = a.signed ? [a, b] : [b, a];
  if (unsigned.rank >= signed.rank) return unsigned;
  if (signed.size > unsigned.size) return signed;
  return signed.rank === 4 ? ULONG : signed.rank === 5 ? ULLONG : UINT;
}

/** A value wrapped to what the type can hold: modulo 2^n, as gcc converts (implementation-defined for signed types). */
export function wrap(type: Type, value: bigint): bigint {
  if (type.kind === 'integer' && type.rank === 0) return value === 0n ? 0n : 1n;
  const signed = (type.kind === 'integer' || type.kind === 'enum') && type.signed;
  return signed ? BigInt.asIntN(type.size * 8, value) : BigInt.asUintN(type.size * 8, value);
}

/** Does the canonical slot of a `from` value already hold the canonical `to` value? */
export function sameInSlot(from: Type, to: Type): boolean {
  if (to.size === 8 || (from.kind === 'integer' && from.rank === 0)) return true;
  const fromSigned = (from.kind === 'integer' || from.kind === 'enum') && from.signed;
  const toSigned = (to.kind === 'integer' || to.kind === 'enum') && to.signed;
  if (to.kind === 'integer' && to.rank === 0) return false;
  if (fromSigned === toSigned) return from.size <= to.size;
  return toSigned && from.size < to.size;
}

/** C11 6.2.7 and 6.7.3p10. Qualifiers of the two types themselves count only when `exact`. */
export function compatible(a: Type, b: Type, exact = false): boolean {
  if (a === b) return true;
  if (exact && a.qualifiers !== b.qualifiers) return false;
  switch (a.kind) {
    case 'void':
      return b.kind === 'void';
    case 'integer':
      if (b.kind === 'enum') return compatible(b, a);
      return b.kind === 'integer' && a.name === b.name;
    case 'enum':
      if (b.kind === 'enum') return a.values === b.values;
      return b.kind === 'integer' && b.rank === 3 && a.signed === b.signed;
    case 'pointer':
      return b.kind === 'pointer' && compatible(a.to, b.to, true);
    case 'array':
      if (b.kind !== 'array' || !compatible(a.of, b.of, true)) return false;
      return !a.complete || !b.complete || a.length === b.length;
    case 'function':
      return b.kind === 'function' && compatibleFunctions(a, b);
    default:
      return isRecord(b) && a.base === b.base;
  }
}

function compatibleFunctions(a: FunctionType, b: FunctionType): boolean {
  if (!compatible(a.result, b.result)) return false;
  if (!a.prototyped || !b.prototyped) return true;
  if (a.parameters.length !== b.parameters.length || a.variadic !== b.variadic) return false;
  return a.parameters.every((parameter, i) => compatible(parameter, b.parameters[i]!));
}

/** Of two compatible declarations the one that says more: an array's length, a function's parameters. */
export function composite(a: Type, b: Type): Type {
  if (a.kind === 'array' && b.kind === 'array') return a.complete ? a : b;
  if (a.kind === 'function' && b.kind === 'function') return a.prototyped ? a : b;
  return qualify(a, b.qualifiers);
}
