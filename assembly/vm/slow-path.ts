import { Op } from '../uapi/bytecode';
import { Task } from '../uapi/machine-state';
import { CODE, TEXT_BASE } from '../uapi/memory-map';
import { FaultKind } from '../uapi/records';
import { Signal } from '../uapi/signals';
import { rb } from './decode';
import { finishAccess } from './memory-access';
import { raise } from './raise';

/**
 * The instruction at `pc` found no fast way: a load or store is finished page by page; of every other one it is
 * known that it cannot be done, and which signal that is.
 * @returns false when the signal is raised
 */
export function slowPath(task: usize, pc: usize, frame: usize): bool {
  const op = <i32>load<u16>(pc);
  if (op >= Op.LOAD_I8 && op <= Op.INDEX_LOAD_64) return finishAccess(task, pc, frame);
  const here = <u64>TEXT_BASE + <u64>(pc - CODE);
  switch (op) {
    case Op.ENTER:
      raise(task, Signal.SIGSEGV, FaultKind.StackOverflow, load<u64>(task, Task.stack_end));
      break;
    case Op.CALL_REGISTER:
      raise(task, Signal.SIGSEGV, FaultKind.BadJump, load<u64>(rb(pc, frame)));
      break;
    case Op.RET:
      raise(task, Signal.SIGSEGV, FaultKind.BadJump, load<u64>(frame - 16));
      break;
    case Op.COPY:
    case Op.FILL:
    case Op.COPY_IMM:
      break; // touch() has raised it
    case Op.DIV_S:
    case Op.DIV_U:
    case Op.REM_S:
    case Op.REM_U:
    case Op.DIV_I32:
    case Op.REM_I32:
      raise(task, Signal.SIGFPE, FaultKind.Divide, here);
      break;
    default:
      raise(task, Signal.SIGILL, FaultKind.BadInstruction, here);
      break;
  }
  return false;
}
