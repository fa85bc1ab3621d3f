/**
 * The bytecode machine. One loop, one switch; what is rare or long is done outside it (slow-path.ts, block-copy.ts).
 *
 * What it relies on is established before the program runs, by src/machine/prepare-code.ts: every jump goes to an
 * instruction of the same function, every slot lies within the frame that ENTER checks against the end of the
 * stack, and a call site says how large its own frame is (c) and which statement it belongs to (high half of imm).
 * What the program can destroy, return addresses and saved frames, is checked at RET.
 */
import { Instruction, Op } from '../uapi/bytecode';
import { Machine, Task, UserStop } from '../uapi/machine-state';
import { CODE, EXECUTED, EXECUTED_MASK, MACHINE, PAGE_TABLES, PAGE_TABLE_SIZE, TEXT_BASE } from '../uapi/memory-map';
import { BLOCK_FAULT, blockOperation, copyStruct } from './block-copy';
import { imm, ra, rb, rc } from './decode';
import { markFrame, physicalFrame, userFrame } from './frame';
import { readable, writable } from './memory-access';
import { slowPath } from './slow-path';

/** Bytes to the next instruction. */
const NEXT: usize = Instruction.SIZEOF;

/** A call site outside every statement: it is in library code. */
const NO_STATEMENT: u32 = 0xffff_ffff;

/**
 * Runs a task's own code until it must stop; registers, pc and statement are in the task and its frames before and
 * after. With `statements` 0 it runs on to just before the next STMT. What it used is in Machine.user_statements and
 * Machine.user_work.
 * @param task address of the Task row
 * @param statements STMTs it may pass
 * @param work TICKs, pages and 64-byte pieces of block copies it may do
 */
export function runUser(task: usize, statements: u32, work: u32): UserStop {
  const table: usize = PAGE_TABLES + <usize>load<i32>(task, Task.mm) * PAGE_TABLE_SIZE;
  const shift = load<u64>(task, Task.stack_shift);
  const stackBase = physicalFrame(load<u64>(task, Task.stack_base), shift);
  const stackEnd = physicalFrame(load<u64>(task, Task.stack_end), shift);
  const textLength = <u64>load<u32>(MACHINE, Machine.code_length) << 4;
  let pc: usize = <usize>CODE + (<usize>load<u32>(task, Task.pc) << 4);
  let frame = physicalFrame(load<u64>(task, Task.fp), shift);
  let frameSize = load<u32>(task, Task.frame_size);
  let statement = load<u32>(task, Task.statement);
  let statementsLeft = statements;
  let workLeft = work;
  let stop: UserStop = UserStop.Fault;
  markFrame(frame, frameSize);

  while (true) {
    switch (<i32>load<u16>(pc)) {
      case Op.STMT: {
        statement = <u32>imm(pc);
        if (statementsLeft == 0) {
          stop = UserStop.Statement;
          break;
        }
        statementsLeft--;
        markExecuted(statement);
        pc += NEXT;
        continue;
      }
      case Op.TICK: {
        if (workLeft == 0) {
          stop = UserStop.Work;
          break;
        }
        workLeft--;
        pc += NEXT;
        continue;
      }

      // Calls.
      case Op.ENTER: {
        const size = <u32>imm(pc);
        if (frame + <usize>size > stackEnd) break;
        frameSize = size;
        markFrame(frame, size);
        pc += NEXT;
        continue;
      }
      case Op.CALL: {
        const window = ra(pc, frame);
        store<u64>(window - 16, <u64>TEXT_BASE + <u64>(pc + NEXT - CODE));
        store<u64>(window - 8, userFrame(frame, shift));
        frame = window;
        pc = <usize>CODE + (<usize>load<u32>(pc, Instruction.imm) << 4);
        continue;
      }
      case Op.CALL_REGISTER: {
        const to = load<u64>(rb(pc, frame)) - <u64>TEXT_BASE;
        if (to >= textLength || (to & 15) != 0 || <i32>load<u16>(<usize>CODE + <usize>to) != Op.ENTER) break;
        const window = ra(pc, frame);
        store<u64>(window - 16, <u64>TEXT_BASE + <u64>(pc + NEXT - CODE));
        store<u64>(window - 8, userFrame(frame, shift));
        frame = window;
        pc = <usize>CODE + <usize>to;
        continue;
      }
      case Op.RET: {
        const to = load<u64>(frame - 16) - <u64>TEXT_BASE;
        if (to - 16 >= textLength || (to & 15) != 0) break;
        const site = <usize>CODE + <usize>to - NEXT;
        const op = <i32>load<u16>(site);
        if (op != Op.CALL && op != Op.CALL_REGISTER) break;
        const caller = frame - (<usize>load<u16>(site, Instruction.a) << 3);
        const callerSize = <u32>load<u16>(site, Instruction.c) << 3;
        if (load<u64>(frame - 8) != userFrame(caller, shift)) break;
        if (caller < stackBase || caller + callerSize > stackEnd) break;
        const interrupted = load<u32>(site, Instruction.imm + 4);
        if (interrupted != NO_STATEMENT) statement = interrupted;
        frame = caller;
        frameSize = callerSize;
        markFrame(frame, frameSize);
        pc = site + NEXT;
        continue;
      }
      case Op.SYSCALL: {
        enterKernel(task, pc, frame);
        pc += NEXT;
        stop = UserStop.Syscall;
        break;
      }

      // Moves and conversions.
      case Op.LI: store<i64>(ra(pc, frame), imm(pc)); pc += NEXT; continue;
      case Op.MOV: store<i64>(ra(pc, frame), load<i64>(rb(pc, frame))); pc += NEXT; continue;
      case Op.LEA: store<u64>(ra(pc, frame), userFrame(frame, shift) + imm(pc)); pc += NEXT; continue;
      case Op.SEXT8: store<i64>(ra(pc, frame), load<i8>(rb(pc, frame))); pc += NEXT; continue;
      case Op.SEXT16: store<i64>(ra(pc, frame), load<i16>(rb(pc, frame))); pc += NEXT; continue;
      case Op.SEXT32: store<i64>(ra(pc, frame), load<i32>(rb(pc, frame))); pc += NEXT; continue;
      case Op.ZEXT8: store<u64>(ra(pc, frame), load<u8>(rb(pc, frame))); pc += NEXT; continue;
      case Op.ZEXT16: store<u64>(ra(pc, frame), load<u16>(rb(pc, frame))); pc += NEXT; continue;
      case Op.ZEXT32: store<u64>(ra(pc, frame), load<u32>(rb(pc, frame))); pc += NEXT; continue;

      // Arithmetic on two slots. In a 64-bit context load<i32>() is an i64: 32-bit sums need the inner cast.
      case Op.ADD: store<i64>(ra(pc, frame), load<i64>(rb(pc, frame)) + load<i64>(rc(pc, frame))); pc += NEXT; continue;
      case Op.SUB: store<i64>(ra(pc, frame), load<i64>(rb(pc, frame)) - load<i64>(rc(pc, frame))); pc += NEXT; continue;
      case Op.MUL: store<i64>(ra(pc, frame), load<i64>(rb(pc, frame)) * load<i64>(rc(pc, frame))); pc += NEXT; continue;
      case Op.DIV_S: {
        const dividend = load<i64>(rb(pc, frame));
        const divisor = load<i64>(rc(pc, frame));
        if (divisor == 0 || (divisor == -1 && dividend == i64.MIN_VALUE)) break;
        store<i64>(ra(pc, frame), dividend / divisor);
        pc += NEXT;
        continue;
      }
      case Op.DIV_U: {
        const divisor = load<u64>(rc(pc, frame));
        if (divisor == 0) break;
        store<u64>(ra(pc, frame), load<u64>(rb(pc, frame)) / divisor);
        pc += NEXT;
        continue;
      }
      case Op.REM_S: {
        const dividend = load<i64>(rb(pc, frame));
        const divisor = load<i64>(rc(pc, frame));
        if (divisor == 0 || (divisor == -1 && dividend == i64.MIN_VALUE)) break;
        store<i64>(ra(pc, frame), dividend % divisor);
        pc += NEXT;
        continue;
      }
      case Op.REM_U: {
        const divisor = load<u64>(rc(pc, frame));
        if (divisor == 0) break;
        store<u64>(ra(pc, frame), load<u64>(rb(pc, frame)) % divisor);
        pc += NEXT;
        continue;
      }
      case Op.AND: store<i64>(ra(pc, frame), load<i64>(rb(pc, frame)) & load<i64>(rc(pc, frame))); pc += NEXT; continue;
      case Op.OR: store<i64>(ra(pc, frame), load<i64>(rb(pc, frame)) | load<i64>(rc(pc, frame))); pc += NEXT; continue;
      case Op.XOR: store<i64>(ra(pc, frame), load<i64>(rb(pc, frame)) ^ load<i64>(rc(pc, frame))); pc += NEXT; continue;
      case Op.SHL: store<i64>(ra(pc, frame), load<i64>(rb(pc, frame)) << load<i64>(rc(pc, frame))); pc += NEXT; continue;
      case Op.SHR_U: store<u64>(ra(pc, frame), load<u64>(rb(pc, frame)) >> load<u64>(rc(pc, frame))); pc += NEXT; continue;
      case Op.SHR_S: store<i64>(ra(pc, frame), load<i64>(rb(pc, frame)) >> load<i64>(rc(pc, frame))); pc += NEXT; continue;
      case Op.ADD_I32: store<i64>(ra(pc, frame), <i64><i32>(load<i32>(rb(pc, frame)) + load<i32>(rc(pc, frame)))); pc += NEXT; continue;
      case Op.SUB_I32: store<i64>(ra(pc, frame), <i64><i32>(load<i32>(rb(pc, frame)) - load<i32>(rc(pc, frame)))); pc += NEXT; continue;
      case Op.MUL_I32: store<i64>(ra(pc, frame), <i64><i32>(load<i32>(rb(pc, frame)) * load<i32>(rc(pc, frame)))); pc += NEXT; continue;
      case Op.DIV_I32: {
        const dividend = load<i32>(rb(pc, frame));
        const divisor = load<i32>(rc(pc, frame));
        if (divisor == 0 || (divisor == -1 && dividend == i32.MIN_VALUE)) break;
        store<i64>(ra(pc, frame), <i64>(dividend / divisor));
        pc += NEXT;
        continue;
      }
      case Op.REM_I32: {
        const dividend = load<i32>(rb(pc, frame));
        const divisor = load<i32>(rc(pc, frame));
        if (divisor == 0 || (divisor == -1 && dividend == i32.MIN_VALUE)) break;
        store<i64>(ra(pc, frame), <i64>(dividend % divisor));
        pc += NEXT;
        continue;
      }
      case Op.SHL_I32: store<i64>(ra(pc, frame), <i64><i32>(load<i32>(rb(pc, frame)) << load<i32>(rc(pc, frame)))); pc += NEXT; continue;
      case Op.ADD_U32: store<u64>(ra(pc, frame), <u64><u32>(load<u32>(rb(pc, frame)) + load<u32>(rc(pc, frame)))); pc += NEXT; continue;
      case Op.SUB_U32: store<u64>(ra(pc, frame), <u64><u32>(load<u32>(rb(pc, frame)) - load<u32>(rc(pc, frame)))); pc += NEXT; continue;
      case Op.MUL_U32: store<u64>(ra(pc, frame), <u64><u32>(load<u32>(rb(pc, frame)) * load<u32>(rc(pc, frame)))); pc += NEXT; continue;
      case Op.SHL_U32: store<u64>(ra(pc, frame), <u64><u32>(load<u32>(rb(pc, frame)) << load<u32>(rc(pc, frame)))); pc += NEXT; continue;

      // Arithmetic on a slot and a constant.
      case Op.ADD_IMM: store<i64>(ra(pc, frame), load<i64>(rb(pc, frame)) + imm(pc)); pc += NEXT; continue;
      case Op.ADD_I32_IMM: store<i64>(ra(pc, frame), <i64><i32>(load<i32>(rb(pc, frame)) + <i32>imm(pc))); pc += NEXT; continue;
      case Op.ADD_U32_IMM: store<u64>(ra(pc, frame), <u64><u32>(load<u32>(rb(pc, frame)) + <u32>imm(pc))); pc += NEXT; continue;
      case Op.MUL_IMM: store<i64>(ra(pc, frame), load<i64>(rb(pc, frame)) * imm(pc)); pc += NEXT; continue;
      case Op.MUL_I32_IMM: store<i64>(ra(pc, frame), <i64><i32>(load<i32>(rb(pc, frame)) * <i32>imm(pc))); pc += NEXT; continue;
      case Op.AND_IMM: store<i64>(ra(pc, frame), load<i64>(rb(pc, frame)) & imm(pc)); pc += NEXT; continue;
      case Op.OR_IMM: store<i64>(ra(pc, frame), load<i64>(rb(pc, frame)) | imm(pc)); pc += NEXT; continue;
      case Op.XOR_IMM: store<i64>(ra(pc, frame), load<i64>(rb(pc, frame)) ^ imm(pc)); pc += NEXT; continue;
      case Op.SHL_IMM: store<i64>(ra(pc, frame), load<i64>(rb(pc, frame)) << imm(pc)); pc += NEXT; continue;
      case Op.SHR_U_IMM: store<u64>(ra(pc, frame), load<u64>(rb(pc, frame)) >> <u64>imm(pc)); pc += NEXT; continue;
      case Op.SHR_S_IMM: store<i64>(ra(pc, frame), load<i64>(rb(pc, frame)) >> imm(pc)); pc += NEXT; continue;
      case Op.SHL_I32_IMM: store<i64>(ra(pc, frame), <i64><i32>(load<i32>(rb(pc, frame)) << <i32>imm(pc))); pc += NEXT; continue;
      case Op.SHL_U32_IMM: store<u64>(ra(pc, frame), <u64><u32>(load<u32>(rb(pc, frame)) << <u32>imm(pc))); pc += NEXT; continue;

      // Comparisons.
      case Op.EQ: store<u64>(ra(pc, frame), <u64>(load<i64>(rb(pc, frame)) == load<i64>(rc(pc, frame)))); pc += NEXT; continue;
      case Op.NE: store<u64>(ra(pc, frame), <u64>(load<i64>(rb(pc, frame)) != load<i64>(rc(pc, frame)))); pc += NEXT; continue;
      case Op.LT_S: store<u64>(ra(pc, frame), <u64>(load<i64>(rb(pc, frame)) < load<i64>(rc(pc, frame)))); pc += NEXT; continue;
      case Op.LE_S: store<u64>(ra(pc, frame), <u64>(load<i64>(rb(pc, frame)) <= load<i64>(rc(pc, frame)))); pc += NEXT; continue;
      case Op.LT_U: store<u64>(ra(pc, frame), <u64>(load<u64>(rb(pc, frame)) < load<u64>(rc(pc, frame)))); pc += NEXT; continue;
      case Op.LE_U: store<u64>(ra(pc, frame), <u64>(load<u64>(rb(pc, frame)) <= load<u64>(rc(pc, frame)))); pc += NEXT; continue;
      case Op.EQ_IMM: store<u64>(ra(pc, frame), <u64>(load<i64>(rb(pc, frame)) == imm(pc))); pc += NEXT; continue;
      case Op.NE_IMM: store<u64>(ra(pc, frame), <u64>(load<i64>(rb(pc, frame)) != imm(pc))); pc += NEXT; continue;
      case Op.LT_S_IMM: store<u64>(ra(pc, frame), <u64>(load<i64>(rb(pc, frame)) < imm(pc))); pc += NEXT; continue;
      case Op.LE_S_IMM: store<u64>(ra(pc, frame), <u64>(load<i64>(rb(pc, frame)) <= imm(pc))); pc += NEXT; continue;
      case Op.GT_S_IMM: store<u64>(ra(pc, frame), <u64>(load<i64>(rb(pc, frame)) > imm(pc))); pc += NEXT; continue;
      case Op.GE_S_IMM: store<u64>(ra(pc, frame), <u64>(load<i64>(rb(pc, frame)) >= imm(pc))); pc += NEXT; continue;
      case Op.LT_U_IMM: store<u64>(ra(pc, frame), <u64>(load<u64>(rb(pc, frame)) < <u64>imm(pc))); pc += NEXT; continue;
      case Op.GT_U_IMM: store<u64>(ra(pc, frame), <u64>(load<u64>(rb(pc, frame)) > <u64>imm(pc))); pc += NEXT; continue;

      // Jumps.
      case Op.JUMP: pc = target(pc); continue;
      case Op.JUMP_ZERO: pc = load<i64>(ra(pc, frame)) == 0 ? target(pc) : pc + NEXT; continue;
      case Op.JUMP_NOT_ZERO: pc = load<i64>(ra(pc, frame)) != 0 ? target(pc) : pc + NEXT; continue;
      case Op.JUMP_EQ: pc = load<i64>(ra(pc, frame)) == load<i64>(rb(pc, frame)) ? target(pc) : pc + NEXT; continue;
      case Op.JUMP_NE: pc = load<i64>(ra(pc, frame)) != load<i64>(rb(pc, frame)) ? target(pc) : pc + NEXT; continue;
      case Op.JUMP_LT_S: pc = load<i64>(ra(pc, frame)) < load<i64>(rb(pc, frame)) ? target(pc) : pc + NEXT; continue;
      case Op.JUMP_LE_S: pc = load<i64>(ra(pc, frame)) <= load<i64>(rb(pc, frame)) ? target(pc) : pc + NEXT; continue;
      case Op.JUMP_LT_U: pc = load<u64>(ra(pc, frame)) < load<u64>(rb(pc, frame)) ? target(pc) : pc + NEXT; continue;
      case Op.JUMP_LE_U: pc = load<u64>(ra(pc, frame)) <= load<u64>(rb(pc, frame)) ? target(pc) : pc + NEXT; continue;
      case Op.JUMP_EQ_IMM: pc = load<i64>(ra(pc, frame)) == comparand(pc) ? target(pc) : pc + NEXT; continue;
      case Op.JUMP_NE_IMM: pc = load<i64>(ra(pc, frame)) != comparand(pc) ? target(pc) : pc + NEXT; continue;
      case Op.JUMP_LT_S_IMM: pc = load<i64>(ra(pc, frame)) < comparand(pc) ? target(pc) : pc + NEXT; continue;
      case Op.JUMP_LE_S_IMM: pc = load<i64>(ra(pc, frame)) <= comparand(pc) ? target(pc) : pc + NEXT; continue;
      case Op.JUMP_GT_S_IMM: pc = load<i64>(ra(pc, frame)) > comparand(pc) ? target(pc) : pc + NEXT; continue;
      case Op.JUMP_GE_S_IMM: pc = load<i64>(ra(pc, frame)) >= comparand(pc) ? target(pc) : pc + NEXT; continue;

      // Loads and stores through the page table; where readable() or writable() says 0, the long way.
      case Op.LOAD_I8: {
        const at = readable(table, load<u64>(rb(pc, frame)) + imm(pc), 1);
        if (!at) break;
        store<i64>(ra(pc, frame), load<i8>(at));
        pc += NEXT;
        continue;
      }
      case Op.LOAD_U8: {
        const at = readable(table, load<u64>(rb(pc, frame)) + imm(pc), 1);
        if (!at) break;
        store<u64>(ra(pc, frame), load<u8>(at));
        pc += NEXT;
        continue;
      }
      case Op.LOAD_I16: {
        const at = readable(table, load<u64>(rb(pc, frame)) + imm(pc), 2);
        if (!at) break;
        store<i64>(ra(pc, frame), load<i16>(at));
        pc += NEXT;
        continue;
      }
      case Op.LOAD_U16: {
        const at = readable(table, load<u64>(rb(pc, frame)) + imm(pc), 2);
        if (!at) break;
        store<u64>(ra(pc, frame), load<u16>(at));
        pc += NEXT;
        continue;
      }
      case Op.LOAD_I32: {
        const at = readable(table, load<u64>(rb(pc, frame)) + imm(pc), 4);
        if (!at) break;
        store<i64>(ra(pc, frame), load<i32>(at));
        pc += NEXT;
        continue;
      }
      case Op.LOAD_U32: {
        const at = readable(table, load<u64>(rb(pc, frame)) + imm(pc), 4);
        if (!at) break;
        store<u64>(ra(pc, frame), load<u32>(at));
        pc += NEXT;
        continue;
      }
      case Op.LOAD_64: {
        const at = readable(table, load<u64>(rb(pc, frame)) + imm(pc), 8);
        if (!at) break;
        store<i64>(ra(pc, frame), load<i64>(at));
        pc += NEXT;
        continue;
      }
      case Op.STORE_8: {
        const at = writable(table, load<u64>(ra(pc, frame)) + imm(pc), 1);
        if (!at) break;
        store<u8>(at, load<u8>(rb(pc, frame)));
        pc += NEXT;
        continue;
      }
      case Op.STORE_16: {
        const at = writable(table, load<u64>(ra(pc, frame)) + imm(pc), 2);
        if (!at) break;
        store<u16>(at, load<u16>(rb(pc, frame)));
        pc += NEXT;
        continue;
      }
      case Op.STORE_32: {
        const at = writable(table, load<u64>(ra(pc, frame)) + imm(pc), 4);
        if (!at) break;
        store<u32>(at, load<u32>(rb(pc, frame)));
        pc += NEXT;
        continue;
      }
      case Op.STORE_64: {
        const at = writable(table, load<u64>(ra(pc, frame)) + imm(pc), 8);
        if (!at) break;
        store<u64>(at, load<u64>(rb(pc, frame)));
        pc += NEXT;
        continue;
      }
      case Op.INDEX_LOAD_I8: {
        const at = readable(table, load<u64>(rb(pc, frame)) + load<u64>(rc(pc, frame)) * imm(pc), 1);
        if (!at) break;
        store<i64>(ra(pc, frame), load<i8>(at));
        pc += NEXT;
        continue;
      }
      case Op.INDEX_LOAD_U8: {
        const at = readable(table, load<u64>(rb(pc, frame)) + load<u64>(rc(pc, frame)) * imm(pc), 1);
        if (!at) break;
        store<u64>(ra(pc, frame), load<u8>(at));
        pc += NEXT;
        continue;
      }
      case Op.INDEX_LOAD_I32: {
        const at = readable(table, load<u64>(rb(pc, frame)) + load<u64>(rc(pc, frame)) * imm(pc), 4);
        if (!at) break;
        store<i64>(ra(pc, frame), load<i32>(at));
        pc += NEXT;
        continue;
      }
      case Op.INDEX_LOAD_U32: {
        const at = readable(table, load<u64>(rb(pc, frame)) + load<u64>(rc(pc, frame)) * imm(pc), 4);
        if (!at) break;
        store<u64>(ra(pc, frame), load<u32>(at));
        pc += NEXT;
        continue;
      }
      case Op.INDEX_LOAD_64: {
        const at = readable(table, load<u64>(rb(pc, frame)) + load<u64>(rc(pc, frame)) * imm(pc), 8);
        if (!at) break;
        store<i64>(ra(pc, frame), load<i64>(at));
        pc += NEXT;
        continue;
      }

      // Loads and stores in the frame, wherever in it.
      case Op.FRAME_LOAD_I8: store<i64>(ra(pc, frame), load<i8>(frame + <usize>imm(pc))); pc += NEXT; continue;
      case Op.FRAME_LOAD_U8: store<u64>(ra(pc, frame), load<u8>(frame + <usize>imm(pc))); pc += NEXT; continue;
      case Op.FRAME_LOAD_I16: store<i64>(ra(pc, frame), load<i16>(frame + <usize>imm(pc))); pc += NEXT; continue;
      case Op.FRAME_LOAD_U16: store<u64>(ra(pc, frame), load<u16>(frame + <usize>imm(pc))); pc += NEXT; continue;
      case Op.FRAME_LOAD_I32: store<i64>(ra(pc, frame), load<i32>(frame + <usize>imm(pc))); pc += NEXT; continue;
      case Op.FRAME_LOAD_U32: store<u64>(ra(pc, frame), load<u32>(frame + <usize>imm(pc))); pc += NEXT; continue;
      case Op.FRAME_LOAD_64: store<i64>(ra(pc, frame), load<i64>(frame + <usize>imm(pc))); pc += NEXT; continue;
      case Op.FRAME_STORE_8: store<u8>(frame + <usize>imm(pc), load<u8>(ra(pc, frame))); pc += NEXT; continue;
      case Op.FRAME_STORE_16: store<u16>(frame + <usize>imm(pc), load<u16>(ra(pc, frame))); pc += NEXT; continue;
      case Op.FRAME_STORE_32: store<u32>(frame + <usize>imm(pc), load<u32>(ra(pc, frame))); pc += NEXT; continue;
      case Op.FRAME_STORE_64: store<u64>(frame + <usize>imm(pc), load<u64>(ra(pc, frame))); pc += NEXT; continue;

      // Blocks of memory.
      case Op.COPY:
      case Op.FILL: {
        const left = blockOperation(task, pc, frame, workLeft);
        if (left == BLOCK_FAULT) break;
        workLeft = <u32>left;
        if (load<u64>(rc(pc, frame)) != 0) {
          stop = UserStop.Work;
          break;
        }
        pc += NEXT;
        continue;
      }
      case Op.COPY_IMM: {
        const used = copyStruct(task, pc, frame);
        if (used == BLOCK_FAULT) break;
        workLeft -= min(workLeft, <u32>used);
        pc += NEXT;
        continue;
      }

      case Op.THREAD: store<u64>(ra(pc, frame), load<u64>(task, Task.tls)); pc += NEXT; continue;

      default:
        break;
    }

    // Here are only instructions that end the run or need the long way.
    if (stop == UserStop.Fault) {
      if (slowPath(task, pc, frame)) {
        pc += NEXT;
        continue;
      }
    }
    break;
  }
  store<u32>(task, <u32>((pc - CODE) >> 4), Task.pc);
  store<u64>(task, userFrame(frame, shift), Task.fp);
  store<u32>(task, frameSize, Task.frame_size);
  store<u32>(task, statement, Task.statement);
  store<u32>(MACHINE, statements - statementsLeft, Machine.user_statements);
  store<u32>(MACHINE, work - workLeft, Machine.user_work);
  return stop;
}

/** Which lines have run is a question that any moment of the run can answer: so it is state. */
function markExecuted(statement: u32): void {
  const at: usize = EXECUTED + <usize>((statement >> 3) & EXECUTED_MASK);
  store<u8>(at, <u8>(<u32>load<u8>(at) | (1 << (statement & 7))));
}

/** Leaves number and arguments of the SYSCALL at `pc` where the kernel looks for them. */
function enterKernel(task: usize, pc: usize, frame: usize): void {
  const slot = ra(pc, frame);
  store<i64>(task, load<i64>(slot), Task.syscall_nr);
  store<i32>(task, <i32>load<u16>(pc, Instruction.a), Task.syscall_slot);
  for (let i: usize = 0; i < 6; i++) {
    store<i64>(task + (i << 3), load<i64>(slot + 8 + (i << 3)), Task.args);
  }
}

/** Where the jump at `pc` goes. */
function target(pc: usize): usize {
  return <usize>CODE + (<usize>load<u32>(pc, Instruction.imm) << 4);
}

/** What JUMP_..._IMM compares with. */
function comparand(pc: usize): i64 {
  return <i64>load<i32>(pc, Instruction.imm + 4);
}
