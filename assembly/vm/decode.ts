/** The fields of the instruction at `pc`. A slot number becomes the physical address of that slot of the frame. */
import { Instruction } from '../uapi/bytecode';

export function ra(pc: usize, frame: usize): usize {
  return frame + (<usize>load<u16>(pc, Instruction.a) << 3);
}

export function rb(pc: usize, frame: usize): usize {
  return frame + (<usize>load<u16>(pc, Instruction.b) << 3);
}

export function rc(pc: usize, frame: usize): usize {
  return frame + (<usize>load<u16>(pc, Instruction.c) << 3);
}

export function imm(pc: usize): i64 {
  return load<i64>(pc, Instruction.imm);
}
