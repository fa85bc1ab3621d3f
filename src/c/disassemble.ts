import { Instruction, Op } from '../../assembly/uapi/bytecode.ts';
import type { FunctionInfo, Program } from './program.ts';

/**
 * A program's instructions as text, a line each: index, opcode, slots by the names of the variables in them, imm.
 * Before a statement's instructions stands its source line.
 * @param name only this function; all of them when left out
 */
export function disassemble(program: Program, name?: string): string {
  const lines: string[] = [];
  const view = new DataView(program.code.buffer, program.code.byteOffset, program.code.byteLength);
  for (const f of program.functions) {
    if (name !== undefined && f.name !== name) continue;
    lines.push(`${f.name}:`);
    for (let index = f.start; index < f.end; index++) lines.push(instruction(program, f, view, index));
  }
  return lines.join('\n');
}

function instruction(program: Program, f: FunctionInfo, view: DataView, index: number): string {
  const at = index * Instruction.SIZEOF;
  const op = view.getUint16(at + Instruction.op, true);
  const low = view.getInt32(at + Instruction.imm, true);
  const head = `${String(index).padStart(6)}  ${Op[op]!.padEnd(18)}`;
  if (op === Op.STMT) return `${head}${sourceOf(program, low)}`;
  const slots = [Instruction.a, Instruction.b, Instruction.c].map((field) =>
    slotName(f, view.getUint16(at + field, true), index),
  );
  const imm = view.getBigInt64(at + Instruction.imm, true);
  return `${head}${slots.join(', ').padEnd(24)} ${immediate(program, op, imm, low)}`.trimEnd();
}

function immediate(program: Program, op: Op, imm: bigint, low: number): string {
  if (op === Op.CALL) return program.functions.find(({ start }) => start === low)!.name;
  if (op >= Op.JUMP_EQ_IMM && op <= Op.JUMP_GE_S_IMM) return `${imm >> 32n} -> ${low}`;
  if (op >= Op.JUMP && op <= Op.JUMP_LE_U) return `-> ${low}`;
  return imm === 0n ? '' : String(imm);
}

function slotName(f: FunctionInfo, slot: number, index: number): string {
  const local = f.locals.find((each) => each.offset === slot * 8 && each.from <= index && index < each.to);
  return local && local.type.kind !== 'struct' ? local.name : `r${slot}`;
}

function sourceOf(program: Program, statement: number): string {
  const { file, line, column, endLine, endColumn } = program.statements[statement]!;
  const text = program.files[file]!.text.split('\n')[line - 1] ?? '';
  return `${line}:${column}  ${text.slice(column - 1, endLine === line ? endColumn - 1 : undefined)}`;
}
