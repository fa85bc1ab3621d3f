import { Op, Instruction } from './uapi/bytecode';
import { WINDOW_BASE, CODE } from './uapi/memory-map';
import { AIO_RING_MAGIC } from './uapi/aio_abi';
export function run(x: u64): u32 { 
  switch (<i32>load<u16>(CODE + Instruction.op)) { case Op.STMT: return 1; case Op.TICK: return 2; case Op.ENTER: return 4; case Op.CALL: return 5; case Op.RET: return 7; }
  return <u32>(x - WINDOW_BASE) + <u32>AIO_RING_MAGIC; }
