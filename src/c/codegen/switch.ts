import { Op } from '../../../assembly/uapi/bytecode.ts';
import type { CaseLabel, Statement } from '../ast.ts';
import { isSigned, type Type } from '../types.ts';
import type { Label } from './emitter.ts';
import type { Generator } from './generator.ts';
import { statement } from './statements.ts';
import { operand } from './values.ts';

/** Cases up to which they are tried one after the other. */
const FEW = 4;

export function switchStatement(g: Generator, s: Extract<Statement, { kind: 'switch' }>): void {
  const { code } = g;
  const end = code.newLabel();
  g.statement(s.mark);
  g.temporarily(() => {
    const otherwise = s.default ? g.labelOf(s.default) : end;
    const cases = [...s.cases].sort((a, b) => (a.low < b.low ? -1 : 1));
    decide(g, operand(g, s.value), s.value.type, cases, otherwise);
  });
  g.exits.push({ breaks: end, continues: undefined });
  g.block(() => statement(g, s.body));
  g.exits.pop();
  code.bind(end);
}

/** Goes to the case of the value, cases being in ascending order: halves them until few are left. */
function decide(g: Generator, slot: number, type: Type, cases: readonly CaseLabel[], otherwise: Label): void {
  const { code } = g;
  if (cases.length > FEW) {
    const middle = cases.length >> 1;
    const lower = code.newLabel();
    less(g, slot, type, cases[middle]!.low, lower);
    decide(g, slot, type, cases.slice(middle), otherwise);
    code.bind(lower);
    decide(g, slot, type, cases.slice(0, middle), otherwise);
    return;
  }
  for (const each of cases) {
    const label = g.labelOf(each);
    if (each.low === each.high) equal(g, slot, each.low, label);
    else {
      const next = code.newLabel();
      less(g, slot, type, each.low, next);
      if (each.high === largest(type)) code.jump(label);
      else less(g, slot, type, each.high + 1n, label);
      code.bind(next);
    }
  }
  code.jump(otherwise);
}

function largest(type: Type): bigint {
  return (1n << BigInt(type.size * 8 - (isSigned(type) ? 1 : 0))) - 1n;
}

const isI32 = (value: bigint): boolean => BigInt.asIntN(32, value) === value;

function equal(g: Generator, slot: number, value: bigint, label: Label): void {
  const bits = BigInt.asIntN(64, value);
  if (isI32(bits)) g.code.jump(label, Op.JUMP_EQ_IMM, slot, 0, Number(bits));
  else g.code.jump(label, Op.JUMP_EQ, slot, constant(g, bits));
}

function less(g: Generator, slot: number, type: Type, value: bigint, label: Label): void {
  const bits = BigInt.asIntN(64, value);
  const signed = isSigned(type) || type.size < 8;
  if (signed && isI32(bits)) g.code.jump(label, Op.JUMP_LT_S_IMM, slot, 0, Number(bits));
  else g.code.jump(label, signed ? Op.JUMP_LT_S : Op.JUMP_LT_U, slot, constant(g, bits));
}

/** A constant in a slot for the next instruction only. */
function constant(g: Generator, value: bigint): number {
  return g.temporarily(() => {
    const slot = g.allocate();
    g.code.emit(Op.LI, slot, 0, 0, value);
    return slot;
  });
}
