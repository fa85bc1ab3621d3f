import { Op } from '../../assembly/uapi/bytecode.ts';
import { TEXT_BASE } from '../../assembly/uapi/memory-map.ts';
import type { FunctionInfo, LocalInfo, Program, Statement, VariableInfo } from '../c/program.ts';
import type { UserMemory } from '../machine/machine.ts';
import { readUser } from './user-reader.ts';

/** One active function. */
export interface StackFrame {
  readonly function: FunctionInfo;
  /** User address of slot 0. */
  readonly fp: number;
  /** Instruction index: the next one in the innermost frame, that of the call in the others. */
  readonly pc: number;
}

/** Deeper recursion than this is not listed. */
const MAX_DEPTH = 512;

/**
 * The active functions, innermost first, found as RET finds them: the caller's return address and fp lie in the
 * two slots below the callee's frame (assembly/uapi/bytecode.ts). Ends at `_start` or where the stack makes no sense.
 */
export function callStack(program: Program, memory: UserMemory, pc: number, fp: number): StackFrame[] {
  const frames: StackFrame[] = [];
  let at = pc;
  let base = fp;
  while (frames.length < MAX_DEPTH) {
    const fn = functionAt(program, at);
    if (!fn) break;
    frames.push({ function: fn, fp: base, pc: at });
    if (at >= program.entry && fn.start <= program.entry && program.entry < fn.end) break;
    const link = readUser(memory, base - 16, 16);
    if (!link) break;
    const returnAddress = Number(link.getBigUint64(0, true));
    const callerFp = Number(link.getBigUint64(8, true));
    if (callerFp >= base) break;
    at = (returnAddress - TEXT_BASE) / 16 - 1;
    base = callerFp;
  }
  return frames;
}

/** The function an instruction belongs to. */
export function functionAt(program: Program, instruction: number): FunctionInfo | undefined {
  return program.functions.find((fn) => instruction >= fn.start && instruction < fn.end);
}

/** The statement that an instruction is part of; undefined before a function's first, and in library code. */
export function statementAt(program: Program, fn: FunctionInfo, instruction: number): Statement | undefined {
  const code = new DataView(program.code.buffer, program.code.byteOffset);
  for (let at = instruction; at >= fn.start; at--) {
    if (code.getUint16(at * 16, true) === Op.STMT) return program.statements[code.getUint32(at * 16 + 8, true)];
  }
  return undefined;
}

/** The locals a reader sees at this place: in scope, and not hidden by an inner one of the same name. */
export function visibleLocals(frame: StackFrame, memory: UserMemory): VariableInfo[] {
  const byName = new Map<string, LocalInfo>();
  for (const local of frame.function.locals) {
    if (frame.pc < local.from || frame.pc >= local.to) continue;
    byName.delete(local.name);
    byName.set(local.name, local);
  }
  return [...byName.values()].flatMap(({ offset, indirect, ...local }) => {
    const slot = frame.fp + offset;
    const address = indirect ? readUser(memory, slot, 8)?.getBigUint64(0, true) : slot;
    return address === undefined ? [] : [{ ...local, address: Number(address) }];
  });
}
