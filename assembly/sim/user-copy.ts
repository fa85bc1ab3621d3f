/**
 * copy_from_user, copy_to_user: the kernel's way to user memory, page by page through the page table.
 *
 * As in the kernel they answer how many bytes could NOT be copied: a fault in the middle leaves what came before.
 */
import { PAGE_SIZE, PTE_READ, PTE_WRITE } from '../uapi/memory-map';
import { translate, markDirty } from './pages';
import { spendCopy } from './clock';

/** Highest address a system call accepts, whatever is mapped: TASK_SIZE_MAX. */
const TASK_SIZE_MAX: u64 = 0x7fff_ffff_f000;

/** access_ok: the range lies in the user half. Nothing is said about what is mapped. */
export function accessOk(address: u64, length: u64): bool {
  return length <= TASK_SIZE_MAX && address <= TASK_SIZE_MAX - length;
}

function leftInPage(address: u64, length: u64): u64 {
  const left = <u64>PAGE_SIZE - (address & 0xfff);
  return length < left ? length : left;
}

/** Copies of less than this many bytes are not worth a call of memory.copy. */
const SHORT: u64 = 128;

/** memory.copy, made for the short copies that calls are full of. */
function copyBytes(to: usize, from: usize, length: u64): void {
  if (length > SHORT || (length & 7) != 0) {
    memory.copy(to, from, <usize>length);
    return;
  }
  const end = from + <usize>length;
  while (from < end) {
    store<u64>(to, load<u64>(from));
    to += 8;
    from += 8;
  }
}

/** @returns bytes not copied */
export function copyFromUser(mm: i32, to: usize, from: u64, length: u64): u64 {
  while (length > 0) {
    const chunk = leftInPage(from, length);
    const source = translate(mm, from, PTE_READ);
    if (source == 0) break;
    copyBytes(to, source, chunk);
    spendCopy(chunk);
    to += <usize>chunk;
    from += chunk;
    length -= chunk;
  }
  return length;
}

/** @returns bytes not copied */
export function copyToUser(mm: i32, to: u64, from: usize, length: u64): u64 {
  while (length > 0) {
    const chunk = leftInPage(to, length);
    const target = translate(mm, to, PTE_WRITE);
    if (target == 0) break;
    copyBytes(target, from, chunk);
    markDirty(target);
    spendCopy(chunk);
    to += chunk;
    from += <usize>chunk;
    length -= chunk;
  }
  return length;
}

/** put_user of 8 bytes. @returns false on a fault */
export function putUser64(mm: i32, to: u64, value: u64): bool {
  if ((to & 0xfff) <= 0xff8) {
    const target = translate(mm, to, PTE_WRITE);
    if (target == 0) return false;
    store<u64>(target, value);
    markDirty(target);
    return true;
  }
  // Across a page boundary: nothing is written unless both pages can be.
  if (translate(mm, to, PTE_WRITE) == 0 || translate(mm, to + 7, PTE_WRITE) == 0) return false;
  for (let i: u64 = 0; i < 8; i++) {
    const target = translate(mm, to + i, PTE_WRITE);
    store<u8>(target, <u8>(value >> (i << 3)));
    markDirty(target);
  }
  return true;
}

/** put_user of 4 bytes. @returns false on a fault */
export function putUser32(mm: i32, to: u64, value: u32): bool {
  if ((to & 0xfff) <= 0xffc) {
    const target = translate(mm, to, PTE_WRITE);
    if (target == 0) return false;
    store<u32>(target, value);
    markDirty(target);
    return true;
  }
  if (translate(mm, to, PTE_WRITE) == 0 || translate(mm, to + 3, PTE_WRITE) == 0) return false;
  for (let i: u64 = 0; i < 4; i++) {
    const target = translate(mm, to + i, PTE_WRITE);
    store<u8>(target, <u8>(value >> <u32>(i << 3)));
    markDirty(target);
  }
  return true;
}

/**
 * strncpy_from_user.
 * @returns length without the final 0; `room` when there is no 0 in that many bytes; -1 on a fault
 */
export function copyStringFromUser(mm: i32, to: usize, from: u64, room: i32): i32 {
  for (let i: i32 = 0; i < room; i++) {
    const source = translate(mm, from + i, PTE_READ);
    if (source == 0) return -1;
    const byte = load<u8>(source);
    store<u8>(to + i, byte);
    if (byte == 0) return i;
  }
  return room;
}
