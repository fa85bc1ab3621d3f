import { Op } from '../../../assembly/uapi/bytecode.ts';
import type { ArithmeticOperator, Binary, Expression, PointerAdd, PointerDifference } from '../ast.ts';
import type { Generator } from './generator.ts';
import { binaryOp, immediateOp } from './operations.ts';
import { operand } from './values.ts';

const COMMUTATIVE = new Set<ArithmeticOperator>(['+', '*', '&', '|', '^']);

/** r(dest) = left operator right */
export function binary(g: Generator, e: Binary, dest: number): void {
  let { left, right } = e;
  if (left.op === 'constant' && COMMUTATIVE.has(e.operator)) [left, right] = [right, left];
  if (right.op === 'constant') {
    const immediate = immediateOp(e.operator, e.type, right.value);
    if (immediate) {
      g.code.emit(immediate.op, dest, operand(g, left), 0, immediate.imm);
      return;
    }
  }
  const [a, b] = operands(g, left, right, COMMUTATIVE.has(e.operator));
  g.code.emit(binaryOp(e.operator, e.type), dest, a, b);
}

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
