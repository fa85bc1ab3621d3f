import { MAX_SLOTS, Op } from '../../assembly/uapi/bytecode.ts';

/** What an instruction's fields mean, for whoever has to check or print one. */
export interface Operands {
  /** Which of a, b, c are slots. */
  readonly slots: readonly ('a' | 'b' | 'c')[];
  /** What imm is; 'target' and 'comparand and target' go to an instruction of the same function. */
  readonly imm:
    | 'none'
    | 'value'
    | 'statement'
    | 'frame size'
    | 'function'
    | 'target'
    | 'comparand and target'
    | 'frame offset';
  /** With imm 'frame offset': how many bytes are read or written there, 0 for LEA. */
  readonly width?: 0 | 1 | 2 | 4 | 8;
}

const none: Operands = { slots: [], imm: 'none' };
const table: (Operands | undefined)[] = new Array(Op.COUNT).fill(undefined);

function define(operands: Operands, ...ops: Op[]): void {
  for (const op of ops) table[op] = operands;
}

define({ slots: [], imm: 'statement' }, Op.STMT);
define(none, Op.TICK, Op.RET, Op.TRAP);
define({ slots: [], imm: 'frame size' }, Op.ENTER);
define({ slots: [], imm: 'function' }, Op.CALL);
define({ slots: ['b'], imm: 'none' }, Op.CALL_REGISTER);
define({ slots: ['a'], imm: 'none' }, Op.SYSCALL);
define({ slots: ['a'], imm: 'value' }, Op.LI);
define({ slots: ['a', 'b'], imm: 'none' }, Op.MOV, Op.SEXT8, Op.SEXT16, Op.SEXT32, Op.ZEXT8, Op.ZEXT16, Op.ZEXT32);
define({ slots: ['a'], imm: 'frame offset', width: 0 }, Op.LEA);
define({ slots: ['a', 'b', 'c'], imm: 'none' }, ...between(Op.ADD, Op.SHL_U32), ...between(Op.EQ, Op.LE_U));
define({ slots: ['a', 'b'], imm: 'value' }, ...between(Op.ADD_IMM, Op.SHL_U32_IMM), ...between(Op.EQ_IMM, Op.GT_U_IMM));
define({ slots: [], imm: 'target' }, Op.JUMP);
define({ slots: ['a'], imm: 'target' }, Op.JUMP_ZERO, Op.JUMP_NOT_ZERO);
define({ slots: ['a', 'b'], imm: 'target' }, ...between(Op.JUMP_EQ, Op.JUMP_LE_U));
define({ slots: ['a'], imm: 'comparand and target' }, ...between(Op.JUMP_EQ_IMM, Op.JUMP_GE_S_IMM));
define({ slots: ['a', 'b'], imm: 'value' }, ...between(Op.LOAD_I8, Op.STORE_64));
define({ slots: ['a', 'b', 'c'], imm: 'value' }, ...between(Op.INDEX_LOAD_I8, Op.INDEX_LOAD_64));
define({ slots: ['a'], imm: 'frame offset', width: 1 }, Op.FRAME_LOAD_I8, Op.FRAME_LOAD_U8, Op.FRAME_STORE_8);
define({ slots: ['a'], imm: 'frame offset', width: 2 }, Op.FRAME_LOAD_I16, Op.FRAME_LOAD_U16, Op.FRAME_STORE_16);
define({ slots: ['a'], imm: 'frame offset', width: 4 }, Op.FRAME_LOAD_I32, Op.FRAME_LOAD_U32, Op.FRAME_STORE_32);
define({ slots: ['a'], imm: 'frame offset', width: 8 }, Op.FRAME_LOAD_64, Op.FRAME_STORE_64);
define({ slots: ['a', 'b', 'c'], imm: 'none' }, Op.COPY, Op.FILL);
define({ slots: ['a', 'b'], imm: 'value' }, Op.COPY_IMM);
define({ slots: ['a'], imm: 'none' }, Op.THREAD);

/** Inclusive, in the order of the enum. */
function between(first: Op, last: Op): Op[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

/** @returns undefined for what is no opcode */
export function operandsOf(op: number): Operands | undefined {
  return table[op];
}

/** Largest frame an ENTER may ask for, in bytes. */
export const MAX_FRAME_BYTES = MAX_SLOTS * 8;
