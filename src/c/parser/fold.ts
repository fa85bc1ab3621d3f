import type { ArithmeticOperator, ComparisonOperator } from '../ast.ts';
import type { Type } from '../types.ts';
import { wrap } from '../types-convert.ts';

/**
 * The value of a constant operation in `type`, wrapped; undefined when the machine has to do it (and traps): a
 * division by zero, or of the most negative number by -1.
 */
export function foldBinary(operator: ArithmeticOperator, type: Type, left: bigint, right: bigint): bigint | undefined {
  const value = exact(operator, type, left, right);
  return value === undefined ? undefined : wrap(type, value);
}

/** Does a signed constant operation leave its type? gcc warns then. */
export function overflows(operator: ArithmeticOperator, type: Type, left: bigint, right: bigint): boolean {
  if (operator === '<<') return false;
  const value = exact(operator, type, left, right);
  return value !== undefined && value !== wrap(type, value);
}

function exact(operator: ArithmeticOperator, type: Type, left: bigint, right: bigint): bigint | undefined {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      if (right === 0n) return undefined;
      return left / right === wrap(type, left / right) ? left / right : undefined;
    case '%':
      if (right === 0n || left / right !== wrap(type, left / right)) return undefined;
      return left % right;
    case '&':
      return left & right;
    case '|':
      return left | right;
    case '^':
      return left ^ right;
    case '<<':
      return left << shiftCount(type, right);
    case '>>':
      return left >> shiftCount(type, right);
  }
}

/** x86-64 looks at the low 5 or 6 bits of a shift count. */
const shiftCount = (type: Type, count: bigint): bigint => BigInt.asUintN(type.size === 8 ? 6 : 5, count);

export function foldComparison(operator: ComparisonOperator, left: bigint, right: bigint): bigint {
  switch (operator) {
    case '==':
      return left === right ? 1n : 0n;
    case '!=':
      return left !== right ? 1n : 0n;
    case '<':
      return left < right ? 1n : 0n;
    case '<=':
      return left <= right ? 1n : 0n;
    case '>':
      return left > right ? 1n : 0n;
    case '>=':
      return left >= right ? 1n : 0n;
  }
}
