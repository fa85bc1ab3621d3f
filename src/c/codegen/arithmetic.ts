import { Op } from '../../../assembly/uapi/bytecode.ts';
import type { ArithmeticOperator, Binary, Expression, PointerAdd, PointerDifference } from '../ast.ts';
import type { Generator } from './generator.ts';
import { binaryOp, immediateOp } from './operations.ts';
import { operand } from './values.ts';

const COMMUTATIVE = new Set<ArithmeticOperator>(['+', '*', '&', '|', '^']);

/** r(dest) = left operator right. Of `a + b + c + ...` the left operands are not recursed into: it may be long. */
export function binary(g: Generator, e: Binary, dest: number): void {
  const outer: Binary[] = [];
  let first = e;
  for (; first.left.op === 'binary'; first = first.left) outer.push(first);
  if (outer.length === 0) {
    apply(g, first, first.left, first.right, dest);
    return;
  }
  const sum = g.allocate();
  g.temporarily(() => apply(g, first, first.left, first.right, sum));
  for (let each = outer.pop(); each; each = outer.pop()) {
    const { right } = each;
    const target = outer.length === 0 ? dest : sum;
    g.temporarily(() => apply(g, each!, sum, right, target));
  }
}

const mirrored = (e: Binary): boolean =>
  e.left.op === 'constant' && e.right.op !== 'constant' && COMMUTATIVE.has(e.operator);

/** One operation; `left` is a slot when it has been computed already. */
function apply(g: Generator, e: Binary, left: Expression | number, right: Expression, dest: number): void {
  if (typeof left !== 'number' && mirrored(e)) {
    apply(g, { ...e, left: right, right: left }, right, left, dest);
    return;
  }
  if (right.op === 'constant') {
    const immediate = immediateOp(e.operator, e.type, right.value);
    if (immediate) {
      g.code.emit(immediate.op, dest, slotOf(g, left), 0, immediate.imm);
      return;
    }
  }
  const [a, b] =
    typeof left === 'number' ? [left, operand(g, right)] : operands(g, left, right, COMMUTATIVE.has(e.operator));
  g.code.emit(binaryOp(e.operator, e.type), dest, a, b);
}

const slotOf = (g: Generator, e: Expression | number): number => (typeof e === 'number' ? e : operand(g, e));

/**
 * Slots of two operands, the left one evaluated first. gcc takes a variable on the left of a commutative operator (or
 * comparison) last, which shows when the right one changes it.
 */
export function operands(g: Generator, left: Expression, right: Expression, commutes: boolean): [number, number] {
  if (commutes && isVariable(left) && !isVariable(right)) {
    const b = operand(g, right);
    return [operand(g, left), b];
  }
  const a = operand(g, left);
  return [a, operand(g, right)];
}

const isVariable = (e: Expression): boolean => e.op === 'local' || e.op === 'static';

/** r(dest) = pointer + index * scale */
export function pointerAdd(g: Generator, e: PointerAdd, dest: number): void {
  const pointer = operand(g, e.pointer);
  if (e.index.op === 'constant') {
    g.code.emit(Op.ADD_IMM, dest, pointer, 0, BigInt.asIntN(64, e.index.value * BigInt(e.scale)));
    return;
  }
  const index = operand(g, e.index);
  if (e.scale === 1 || e.scale === -1) {
    g.code.emit(e.scale === 1 ? Op.ADD : Op.SUB, dest, pointer, index);
    return;
  }
  const scaled = g.allocate();
  const shift = Math.log2(e.scale);
  if (Number.isInteger(shift)) g.code.emit(Op.SHL_IMM, scaled, index, 0, shift);
  else g.code.emit(Op.MUL_IMM, scaled, index, 0, e.scale);
  g.code.emit(Op.ADD, dest, pointer, scaled);
}

/** r(dest) = (left - right) / size */
export function pointerDifference(g: Generator, e: PointerDifference, dest: number): void {
  const left = operand(g, e.left);
  const right = operand(g, e.right);
  if (e.size === 1) {
    g.code.emit(Op.SUB, dest, left, right);
    return;
  }
  const bytes = g.allocate();
  g.code.emit(Op.SUB, bytes, left, right);
  const shift = Math.log2(e.size);
  if (Number.isInteger(shift)) {
    g.code.emit(Op.SHR_S_IMM, dest, bytes, 0, shift);
    return;
  }
  const size = g.allocate();
  g.code.emit(Op.LI, size, 0, 0, e.size);
  g.code.emit(Op.DIV_S, dest, bytes, size);
}
