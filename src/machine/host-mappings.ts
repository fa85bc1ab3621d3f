/** Calls that need an address in the window, or a part of it, before they can go to a host. */
import { AioRing, IoEvent } from '../../assembly/uapi/aio_abi.ts';
import { MMAP_BASE, MMAP_END, PAGE_SIZE } from '../../assembly/uapi/memory-map.ts';
import { Sys } from '../../assembly/uapi/syscalls.ts';
import type { Range } from '../wire/messages.ts';
import type { UserMemory } from './machine.ts';

const MAP_PRIVATE = 2;
const MAP_FIXED = 0x10;
const MAP_ANONYMOUS = 0x20;
const MAP_FIXED_NOREPLACE = 0x10_0000;
/** Arguments of mmap. */
const LENGTH = 1;
const FLAGS = 3;
/** No mapping is longer, nor any ring. */
const MOST = MMAP_END - MMAP_BASE;

export const PROT_READ = 1;
export const PROT_READ_WRITE = 3;

export function wholePages(length: number): number {
  return Math.ceil(length / PAGE_SIZE) * PAGE_SIZE;
}

/** Arguments of an mmap of anonymous pages at an address of one's own choice. */
export function anonymousPages(range: Range): bigint[] {
  const flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE;
  return [BigInt(range.address), BigInt(range.length), BigInt(PROT_READ_WRITE), BigInt(flags), -1n, 0n].map((word) =>
    BigInt.asUintN(64, word),
  );
}

/** What a call will map: how much, and whether it says where. */
export function wantedBy(nr: number, args: readonly bigint[], cpus: number): { length: number; fixed: boolean } {
  if (nr === Sys.mmap) {
    const flags = Number(BigInt.asUintN(32, args[FLAGS]!));
    return { length: wholePages(within(args[LENGTH]!)), fixed: (flags & (MAP_FIXED | MAP_FIXED_NOREPLACE)) !== 0 };
  }
  return { length: nr === Sys.io_setup ? ringSize(within(BigInt.asUintN(32, args[0]!)), cpus) : 0, fixed: false };
}

/** What an mmap asks for by its address, when nothing is there: mm/mmap.c takes it as a hint. */
export function hintedRoom(nr: number, args: readonly bigint[], length: number, memory: UserMemory): Range | undefined {
  const hint = Number(args[0]!);
  const address = hint - (hint % PAGE_SIZE);
  if (nr !== Sys.mmap || address < MMAP_BASE || address + length > MMAP_END) return undefined;
  for (let at = address; at < address + length; at += PAGE_SIZE) {
    if (memory.protection(at) !== undefined) return undefined;
  }
  return { address, length };
}

/** RNG-01 */
function ringSize(events: number, cpus: number): number {
  return wholePages(AioRing.SIZEOF + IoEvent.SIZEOF * (2 * Math.max(events, 4 * cpus) + 2));
}

function within(value: bigint): number {
  return value > BigInt(MOST) ? MOST : Number(value);
}
