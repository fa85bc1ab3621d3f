import { Op } from '../../../assembly/uapi/bytecode.ts';
import type { Comparison, ComparisonOperator, Expression } from '../ast.ts';
import { isBool, isSigned } from '../types.ts';
import { sameInSlot } from '../types-convert.ts';
import { operands } from './arithmetic.ts';
import type { Label } from './emitter.ts';
import type { Generator } from './generator.ts';
import { comparing, MIRRORED, NEGATED } from './operations.ts';
import { discard, operand } from './values.ts';

/** Goes to `label` if the expression is (`when`) or is not (`!when`) true, else on. */
export function condition(g: Generator, e: Expression, label: Label, when: boolean): void {
  g.temporarily(() => test(g, e, label, when));
}

function test(g: Generator, e: Expression, label: Label, when: boolean): void {
  const { code } = g;
  switch (e.op) {
    case 'constant':
      if ((e.value !== 0n) === when) code.jump(label);
      return;
    case 'not':
      condition(g, e.operand, label, !when);
      return;
    case 'and':
    case 'or':
      if ((e.op === 'or') === when) {
        condition(g, e.left, label, when);
        condition(g, e.right, label, when);
      } else {
        const past = code.newLabel();
        condition(g, e.left, past, !when);
        condition(g, e.right, label, when);
        code.bind(past);
      }
      return;
    case 'compare':
      testComparison(g, e, label, when);
      return;
    case 'comma':
      for (const each of e.left) discard(g, each);
      condition(g, e.right, label, when);
      return;
    case 'convert':
      if (isBool(e.type) || sameInSlot(e.operand.type, e.type)) {
        condition(g, e.operand, label, when);
        return;
      }
      break;
    default:
      break;
  }
  code.jump(label, when ? Op.JUMP_NOT_ZERO : Op.JUMP_ZERO, operand(g, e));
}

/** A comparison with a constant has it on the right. */
function ordered(e: Comparison, when: boolean) {
  const operator = when ? e.operator : NEGATED[e.operator];
  if (e.left.op !== 'constant') return { operator, left: e.left, right: e.right };
  return { operator: MIRRORED[operator], left: e.right, right: e.left };
}

/** Instructions for a comparison: two values that are both below 2^63 compare as signed ones, which have immediates. */
function instructionsFor(operator: ComparisonOperator, left: Expression, right: Expression) {
  const narrow = left.op === 'convert' && !isSigned(left.operand.type) && left.operand.type.size < 8;
  const small = right.op === 'constant' && right.value >> 63n === 0n;
  return comparing(operator, narrow && small ? left.operand.type : left.type);
}

function testComparison(g: Generator, e: Comparison, label: Label, when: boolean): void {
  const { operator, left, right } = ordered(e, when);
  const how = instructionsFor(operator, left, right);
  if (right.op === 'constant') {
    const value = BigInt.asIntN(64, right.value);
    if (value === 0n && (operator === '==' || operator === '!=')) {
      g.code.jump(label, operator === '==' ? Op.JUMP_ZERO : Op.JUMP_NOT_ZERO, operand(g, left));
      return;
    }
    if (how.jumpImm !== undefined && value === BigInt.asIntN(32, value)) {
      g.code.jump(label, how.jumpImm, operand(g, left), 0, Number(value));
      return;
    }
  }
  const [a, b] = operands(g, left, right, true);
  g.code.jump(label, how.jump, how.swap ? b : a, how.swap ? a : b);
}

/** r(dest) = left operator right, 0 or 1 */
export function compare(g: Generator, e: Comparison, dest: number): void {
  const { operator, left, right } = ordered(e, true);
  const how = instructionsFor(operator, left, right);
  if (right.op === 'constant' && how.setImm !== undefined) {
    g.code.emit(how.setImm, dest, operand(g, left), 0, right.value);
    return;
  }
  const [a, b] = operands(g, left, right, true);
  g.code.emit(how.set, dest, how.swap ? b : a, how.swap ? a : b);
}

/** r(dest) = the truth of the expression, 0 or 1 */
export function conditionValue(g: Generator, e: Expression, dest: number): void {
  const { code } = g;
  const no = code.newLabel();
  const end = code.newLabel();
  condition(g, e, no, false);
  code.emit(Op.LI, dest, 0, 0, 1);
  code.jump(end);
  code.bind(no);
  code.emit(Op.LI, dest);
  code.bind(end);
}
