/**
 * COPY, FILL and COPY_IMM: memmove and memset by whole pages.
 *
 * COPY and FILL keep their progress in their own slots, as `rep movs` does in rsi, rdi and rcx, so they can stop
 * after any page and go on later. A page costs one unit of work, and one more for every 64 bytes.
 */
import { Op } from '../uapi/bytecode';
import { PAGE_SIZE, PTE_READ, PTE_WRITE } from '../uapi/memory-map';
import { imm, ra, rb, rc } from './decode';
import { touch } from './memory-access';

const OFFSET_MASK: u64 = PAGE_SIZE - 1;

function costOf(bytes: u64): u32 {
  return 1 + (<u32>bytes >> 6);
}

/** Bytes from an address to the end of its page. */
function upward(address: u64): u64 {
  return <u64>PAGE_SIZE - (address & OFFSET_MASK);
}

/** Bytes from the start of the page to the end of what lies before `end`. */
function downward(end: u64): u64 {
  return ((end - 1) & OFFSET_MASK) + 1;
}

/** What blockOperation() answers when SIGSEGV is raised; otherwise the work that is left. */
export const BLOCK_FAULT: i64 = -1;

/**
 * As much of the COPY or FILL at `pc` as `work` pays for; it is over when its count, slot c, is 0.
 * @returns the work left, or BLOCK_FAULT
 */
export function blockOperation(task: usize, pc: usize, frame: usize, work: u32): i64 {
  return <i32>load<u16>(pc) == Op.COPY ? copy(task, pc, frame, work) : fill(task, pc, frame, work);
}

function copy(task: usize, pc: usize, frame: usize, work: u32): i64 {
  let to = load<u64>(ra(pc, frame));
  let from = load<u64>(rb(pc, frame));
  let left = load<u64>(rc(pc, frame));
  let ok = true;
  while (left != 0 && work != 0) {
    const backward = to - from < left;
    const chunk = backward
      ? min(left, min(downward(to + left), downward(from + left)))
      : min(left, min(upward(to), upward(from)));
    const at = backward ? left - chunk : 0;
    ok = moveChunk(task, to + at, from + at, chunk);
    if (!ok) break;
    if (!backward) {
      to += chunk;
      from += chunk;
    }
    left -= chunk;
    work -= min(work, costOf(chunk));
  }
  store<u64>(ra(pc, frame), to);
  store<u64>(rb(pc, frame), from);
  store<u64>(rc(pc, frame), left);
  return ok ? <i64>work : BLOCK_FAULT;
}

function fill(task: usize, pc: usize, frame: usize, work: u32): i64 {
  let to = load<u64>(ra(pc, frame));
  let left = load<u64>(rc(pc, frame));
  const byte = load<u8>(rb(pc, frame));
  let ok = true;
  while (left != 0 && work != 0) {
    const chunk = min(left, upward(to));
    const target = touch(task, to, PTE_WRITE);
    ok = target != 0;
    if (!ok) break;
    memory.fill(target, byte, <usize>chunk);
    to += chunk;
    left -= chunk;
    work -= min(work, costOf(chunk));
  }
  store<u64>(ra(pc, frame), to);
  store<u64>(rc(pc, frame), left);
  return ok ? <i64>work : BLOCK_FAULT;
}

/**
 * The struct assignment at `pc`, in one go: its size is fixed in the program.
 * @returns its work, or BLOCK_FAULT
 */
export function copyStruct(task: usize, pc: usize, frame: usize): i64 {
  const to = load<u64>(ra(pc, frame));
  const from = load<u64>(rb(pc, frame));
  const size = <u64>imm(pc);
  const backward = to - from < size;
  let work: i64 = 0;
  for (let done: u64 = 0; done < size; ) {
    const left = size - done;
    const chunk = backward
      ? min(left, min(downward(to + left), downward(from + left)))
      : min(left, min(upward(to + done), upward(from + done)));
    const at = backward ? left - chunk : done;
    if (!moveChunk(task, to + at, from + at, chunk)) return BLOCK_FAULT;
    done += chunk;
    work += costOf(chunk);
  }
  return work;
}

/** Moves bytes that lie within one page on either side. */
function moveChunk(task: usize, to: u64, from: u64, bytes: u64): bool {
  const source = touch(task, from, PTE_READ);
  if (!source) return false;
  const target = touch(task, to, PTE_WRITE);
  if (!target) return false;
  memory.copy(target, source, <usize>bytes);
  return true;
}
