/**
 * A handler's frame, and the way back: arch/x86/kernel/signal_64.c: x64_setup_rt_frame(), rt_sigreturn. What was
 * interrupted is written to the task's own stack (uapi/signal-frame.ts), where the program may read and change it; so
 * what is restored from there is checked like everything the VM relies on.
 */
import { Instruction, Op } from '../uapi/bytecode';
import { CODE, MACHINE, TEXT_BASE } from '../uapi/memory-map';
import { Machine, Task } from '../uapi/machine-state';
import { Process, SigAction, SigInfo } from '../uapi/process-state';
import { FaultKind, Step } from '../uapi/records';
import { SigActionFlag, SigCode, Signal } from '../uapi/signals';
import { SigInfoUser, SignalFrame } from '../uapi/signal-frame';
import { actionOf, forceFault, infoOf, processOf, setBlocked, signalBit, takeSavedMask } from '../sim/signals';
import { finish, putResult } from '../sim/tasks';
import { step0 } from '../sim/trace';
import { markFrame, physicalFrame } from './frame';
import { raise } from './raise';

/** Return address and fp below a frame. */
const LINK: u64 = 16;
/** What sa_restorer finds in its slots. */
const ARGUMENTS: u64 = 4 * 8;

function stackByte(task: usize, address: u64): usize {
  return physicalFrame(address, load<u64>(task, Task.stack_shift));
}

/** The system call that has just ended is made again: its number and arguments are still in their slots. */
export function rewind(task: usize): void {
  putResult(task, load<i64>(task, Task.syscall_nr));
  store<u32>(task, load<u32>(task, Task.pc) - 1, Task.pc);
}

/** Instruction of a function's address, 0: it is none. */
function functionAt(address: u64): u32 {
  const offset = address - <u64>TEXT_BASE;
  if (offset >= (<u64>load<u32>(MACHINE + Machine.code_length)) << 4 || (offset & 15) != 0) return 0;
  return <i32>load<u16>(CODE + <usize>offset) == Op.ENTER ? <u32>(offset >> 4) : 0;
}

/**
 * The task goes on in sa_restorer, above the frame that runs.
 * @returns false when that cannot be: there is no room, or no such function
 */
export function setupFrame(task: usize, signal: i32): bool {
  const process = processOf(task);
  const action = actionOf(process, signal);
  const flags = load<u64>(action, SigAction.flags);
  const restorer = functionAt(load<u64>(action, SigAction.restorer));
  const interrupted = load<u64>(task, Task.fp);
  const saved = (interrupted + load<u32>(task, Task.frame_size) + 15) & ~(<u64>15);
  const fp = saved + SignalFrame.SIZEOF + LINK;
  if (restorer == 0 || (flags & SigActionFlag.RESTORER) == 0) return false;
  if (fp + ARGUMENTS > load<u64>(task, Task.stack_end)) return false;

  const at = stackByte(task, saved);
  const next = <u64>TEXT_BASE + ((<u64>load<u32>(task, Task.pc)) << 4);
  markFrame(at, <u32>(SignalFrame.SIZEOF + LINK + ARGUMENTS));
  memory.fill(at, 0, <usize>(SignalFrame.SIZEOF + LINK));
  store<u64>(at, next, SignalFrame.pc);
  store<u64>(at, interrupted, SignalFrame.fp);
  store<u64>(at, load<u32>(task, Task.statement), SignalFrame.statement);
  store<u64>(at, takeSavedMask(task), SignalFrame.mask);
  putInfo(at + SignalFrame.info, infoOf(process, signal), signal);

  const frame = stackByte(task, fp);
  store<u64>(frame - 16, next);
  store<u64>(frame - 8, interrupted);
  store<u64>(frame, load<u64>(action, SigAction.handler));
  store<u64>(frame, signal, 8);
  store<u64>(frame, saved + SignalFrame.info, 16);
  store<u64>(frame, saved, 24);
  store<u64>(task, fp, Task.fp);
  store<u32>(task, <u32>ARGUMENTS, Task.frame_size);
  store<u32>(task, restorer, Task.pc);

  // signal_setup_done
  const more = load<u64>(action, SigAction.mask) | (flags & SigActionFlag.NODEFER ? 0 : signalBit(signal));
  setBlocked(task, load<u64>(at, SignalFrame.mask) | more);
  if (flags & SigActionFlag.RESETHAND) store<u64>(action, 0, SigAction.handler);
  return true;
}

/** siginfo_t as far as it is known; the rest is 0. */
function putInfo(at: usize, info: usize, signal: i32): void {
  const code = load<i32>(info, SigInfo.code);
  store<i32>(at, signal, SigInfoUser.si_signo);
  store<i32>(at, code, SigInfoUser.si_code);
  if (isFault(signal) && code > 0 && code != SigCode.KERNEL) {
    store<u64>(at, load<u64>(info, SigInfo.value), SigInfoUser.si_addr);
    return;
  }
  store<i32>(at, load<i32>(info, SigInfo.pid), SigInfoUser.si_pid);
  store<i32>(at, <i32>load<u64>(info, SigInfo.value), SigInfoUser.si_status);
}

function isFault(signal: i32): bool {
  return signal == Signal.SIGSEGV || signal == Signal.SIGFPE || signal == Signal.SIGILL || signal == Signal.SIGBUS;
}

/** rt_sigreturn: called from sa_restorer's own frame, below which the interrupted one was saved. */
export function sysRtSigreturn(task: usize): void {
  step0(Step.Call);
  const saved = load<u64>(task, Task.fp) - LINK - SignalFrame.SIZEOF;
  // It has no result: what it returns to has its registers already.
  store<i32>(task, -1, Task.syscall_slot);
  finish(task, 0);
  if (saved < load<u64>(task, Task.stack_base) || !restore(task, stackByte(task, saved))) {
    raise(task, Signal.SIGSEGV, FaultKind.BadJump, saved);
    forceFault(task);
  }
}

/** @returns false when what is saved there is no place to go on */
function restore(task: usize, at: usize): bool {
  const offset = load<u64>(at, SignalFrame.pc) - <u64>TEXT_BASE;
  if (offset >= (<u64>load<u32>(MACHINE + Machine.code_length)) << 4 || (offset & 15) != 0) return false;
  const fp = load<u64>(at, SignalFrame.fp);
  const size = frameSizeAt(<u32>(offset >> 4));
  const end = load<u64>(task, Task.stack_end);
  if (fp < load<u64>(task, Task.stack_base) + LINK || (fp & 7) != 0 || fp > end || size > end - fp) return false;
  store<u32>(task, <u32>(offset >> 4), Task.pc);
  store<u64>(task, fp, Task.fp);
  store<u32>(task, <u32>size, Task.frame_size);
  store<u32>(task, <u32>load<u64>(at, SignalFrame.statement), Task.statement);
  setBlocked(task, load<u64>(at, SignalFrame.mask));
  return true;
}

/** The frame of the function that an instruction is in: the ENTER before it says how large that is. */
function frameSizeAt(instruction: u32): u64 {
  let at: usize = <usize>CODE + ((<usize>instruction) << 4);
  while (<i32>load<u16>(at) != Op.ENTER) at -= Instruction.SIZEOF;
  return load<u32>(at, Instruction.imm);
}
