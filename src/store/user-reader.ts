import type { UserMemory } from '../machine/machine.ts';

/** Copies `length` bytes of user memory; undefined when any of them is not mapped readable. */
export function readUser(memory: UserMemory, address: number | bigint, length: number): DataView | undefined {
  const into = new Uint8Array(length);
  return memory.read(Number(address), length, into) === length ? new DataView(into.buffer) : undefined;
}

/** As many of `length` bytes as are there, from the beginning. */
export function readUserUpTo(memory: UserMemory, address: number | bigint, length: number): Uint8Array {
  const into = new Uint8Array(length);
  return into.subarray(0, memory.read(Number(address), length, into));
}
