/** Which instruction does what to which type. */
import { Op } from '../../../assembly/uapi/bytecode.ts';
import type { ArithmeticOperator, ComparisonOperator } from '../ast.ts';
import { isSigned, type Type } from '../types.ts';

/** The four ways to compute: types narrower than int never do (C11 6.3.1.1). */
type Arithmetic = 'i32' | 'u32' | 'i64' | 'u64';

function arithmeticOf(type: Type): Arithmetic {
  if (type.size === 8) return isSigned(type) ? 'i64' : 'u64';
  return isSigned(type) ? 'i32' : 'u32';
}

const BINARY: Record<ArithmeticOperator, Record<Arithmetic, Op>> = {
  '+': { i32: Op.ADD_I32, u32: Op.ADD_U32, i64: Op.ADD, u64: Op.ADD },
  '-': { i32: Op.SUB_I32, u32: Op.SUB_U32, i64: Op.SUB, u64: Op.SUB },
  '*': { i32: Op.MUL_I32, u32: Op.MUL_U32, i64: Op.MUL, u64: Op.MUL },
  '/': { i32: Op.DIV_I32, u32: Op.DIV_U, i64: Op.DIV_S, u64: Op.DIV_U },
  '%': { i32: Op.REM_I32, u32: Op.REM_U, i64: Op.REM_S, u64: Op.REM_U },
  '&': { i32: Op.AND, u32: Op.AND, i64: Op.AND, u64: Op.AND },
  '|': { i32: Op.OR, u32: Op.OR, i64: Op.OR, u64: Op.OR },
  '^': { i32: Op.XOR, u32: Op.XOR, i64: Op.XOR, u64: Op.XOR },
  '<<': { i32: Op.SHL_I32, u32: Op.SHL_U32, i64: Op.SHL, u64: Op.SHL },
  '>>': { i32: Op.SHR_S, u32: Op.SHR_U, i64: Op.SHR_S, u64: Op.SHR_U },
};

const IMMEDIATE: Partial<Record<ArithmeticOperator, Partial<Record<Arithmetic, Op>>>> = {
  '+': { i32: Op.ADD_I32_IMM, u32: Op.ADD_U32_IMM, i64: Op.ADD_IMM, u64: Op.ADD_IMM },
  '*': { i32: Op.MUL_I32_IMM, i64: Op.MUL_IMM, u64: Op.MUL_IMM },
  '&': { i32: Op.AND_IMM, u32: Op.AND_IMM, i64: Op.AND_IMM, u64: Op.AND_IMM },
  '|': { i32: Op.OR_IMM, u32: Op.OR_IMM, i64: Op.OR_IMM, u64: Op.OR_IMM },
  '^': { i32: Op.XOR_IMM, u32: Op.XOR_IMM, i64: Op.XOR_IMM, u64: Op.XOR_IMM },
  '<<': { i32: Op.SHL_I32_IMM, u32: Op.SHL_U32_IMM, i64: Op.SHL_IMM, u64: Op.SHL_IMM },
  '>>': { i32: Op.SHR_S_IMM, u32: Op.SHR_U_IMM, i64: Op.SHR_S_IMM, u64: Op.SHR_U_IMM },
};

export const binaryOp = (operator: ArithmeticOperator, type: Type): Op => BINARY[operator][arithmeticOf(type)];

/** The operation with a constant right operand, and that constant as it stands in imm; undefined if there is none. */
export function immediateOp(
  operator: ArithmeticOperator,
  type: Type,
  value: bigint,
): { readonly op: Op; readonly imm: bigint } | undefined {
  const how = arithmeticOf(type);
  const shift = powerOfTwo(value);
  const unsigned = how === 'u32' || how === 'u64';
  if (operator === '-') return { op: IMMEDIATE['+']![how]!, imm: -value };
  if (operator === '*' && how === 'u32' && shift >= 0n) return { op: Op.SHL_U32_IMM, imm: shift };
  if (operator === '/' && unsigned && shift >= 0n) return { op: Op.SHR_U_IMM, imm: shift };
  if (operator === '%' && unsigned && shift >= 0n) return { op: Op.AND_IMM, imm: value - 1n };
  if ((operator === '<<' || operator === '>>') && (value < 0n || value >= BigInt(type.size * 8))) return undefined;
  const op = IMMEDIATE[operator]?.[how];
  return op === undefined ? undefined : { op, imm: value };
}

/** n for 2^n, -1 for anything else. */
function powerOfTwo(value: bigint): bigint {
  if (value <= 0n || (value & (value - 1n)) !== 0n) return -1n;
  return BigInt(value.toString(2).length - 1);
}

export interface Comparing {
  /** r(a) = r(b) op r(c); `swap`: with the operands exchanged. */
  readonly set: Op;
  readonly jump: Op;
  readonly swap: boolean;
  readonly setImm: Op | undefined;
  readonly jumpImm: Op | undefined;
}

const SIGNED: Record<ComparisonOperator, Comparing> = {
  '==': { set: Op.EQ, jump: Op.JUMP_EQ, swap: false, setImm: Op.EQ_IMM, jumpImm: Op.JUMP_EQ_IMM },
  '!=': { set: Op.NE, jump: Op.JUMP_NE, swap: false, setImm: Op.NE_IMM, jumpImm: Op.JUMP_NE_IMM },
  '<': { set: Op.LT_S, jump: Op.JUMP_LT_S, swap: false, setImm: Op.LT_S_IMM, jumpImm: Op.JUMP_LT_S_IMM },
  '<=': { set: Op.LE_S, jump: Op.JUMP_LE_S, swap: false, setImm: Op.LE_S_IMM, jumpImm: Op.JUMP_LE_S_IMM },
  '>': { set: Op.LT_S, jump: Op.JUMP_LT_S, swap: true, setImm: Op.GT_S_IMM, jumpImm: Op.JUMP_GT_S_IMM },
  '>=': { set: Op.LE_S, jump: Op.JUMP_LE_S, swap: true, setImm: Op.GE_S_IMM, jumpImm: Op.JUMP_GE_S_IMM },
};

const UNSIGNED: Record<ComparisonOperator, Comparing> = {
  '==': SIGNED['=='],
  '!=': SIGNED['!='],
  '<': { set: Op.LT_U, jump: Op.JUMP_LT_U, swap: false, setImm: Op.LT_U_IMM, jumpImm: undefined },
  '<=': { set: Op.LE_U, jump: Op.JUMP_LE_U, swap: false, setImm: undefined, jumpImm: undefined },
  '>': { set: Op.LT_U, jump: Op.JUMP_LT_U, swap: true, setImm: Op.GT_U_IMM, jumpImm: undefined },
  '>=': { set: Op.LE_U, jump: Op.JUMP_LE_U, swap: true, setImm: undefined, jumpImm: undefined },
};

/** A canonical value of a type below 8 bytes is right as a signed 64-bit number, whatever its own sign. */
export const comparing = (operator: ComparisonOperator, type: Type): Comparing =>
  (isSigned(type) || type.size < 8 ? SIGNED : UNSIGNED)[operator];

export const NEGATED: Record<ComparisonOperator, ComparisonOperator> = {
  '==': '!=',
  '!=': '==',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
};

export const MIRRORED: Record<ComparisonOperator, ComparisonOperator> = {
  '==': '==',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

interface SizedOps {
  readonly signed: Readonly<Record<number, Op>>;
  readonly unsigned: Readonly<Record<number, Op>>;
}

const EXTEND: SizedOps = {
  signed: { 1: Op.SEXT8, 2: Op.SEXT16, 4: Op.SEXT32 },
  unsigned: { 1: Op.ZEXT8, 2: Op.ZEXT16, 4: Op.ZEXT32 },
};
const LOAD: SizedOps = {
  signed: { 1: Op.LOAD_I8, 2: Op.LOAD_I16, 4: Op.LOAD_I32, 8: Op.LOAD_64 },
  unsigned: { 1: Op.LOAD_U8, 2: Op.LOAD_U16, 4: Op.LOAD_U32, 8: Op.LOAD_64 },
};
const FRAME_LOAD: SizedOps = {
  signed: { 1: Op.FRAME_LOAD_I8, 2: Op.FRAME_LOAD_I16, 4: Op.FRAME_LOAD_I32, 8: Op.FRAME_LOAD_64 },
  unsigned: { 1: Op.FRAME_LOAD_U8, 2: Op.FRAME_LOAD_U16, 4: Op.FRAME_LOAD_U32, 8: Op.FRAME_LOAD_64 },
};
const INDEX_LOAD: SizedOps = {
  signed: { 1: Op.INDEX_LOAD_I8, 4: Op.INDEX_LOAD_I32, 8: Op.INDEX_LOAD_64 },
  unsigned: { 1: Op.INDEX_LOAD_U8, 4: Op.INDEX_LOAD_U32, 8: Op.INDEX_LOAD_64 },
};
const STORE: Readonly<Record<number, Op>> = { 1: Op.STORE_8, 2: Op.STORE_16, 4: Op.STORE_32, 8: Op.STORE_64 };
const FRAME_STORE: Readonly<Record<number, Op>> = {
  1: Op.FRAME_STORE_8,
  2: Op.FRAME_STORE_16,
  4: Op.FRAME_STORE_32,
  8: Op.FRAME_STORE_64,
};

const pick = (ops: SizedOps, type: Type): Op | undefined => (isSigned(type) ? ops.signed : ops.unsigned)[type.size];

/** Narrows and extends to a type of 1, 2 or 4 bytes. */
export const extendOp = (type: Type): Op => pick(EXTEND, type)!;
export const loadOp = (type: Type): Op => pick(LOAD, type)!;
export const frameLoadOp = (type: Type): Op => pick(FRAME_LOAD, type)!;
/** undefined for 2-byte types. */
export const indexLoadOp = (type: Type): Op | undefined => pick(INDEX_LOAD, type);
export const storeOp = (size: number): Op => STORE[size]!;
export const frameStoreOp = (size: number): Op => FRAME_STORE[size]!;
