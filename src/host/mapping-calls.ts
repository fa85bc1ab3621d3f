/** Calls that change what is mapped: they may change the window and nothing else of this process. */
import { Errno } from '../../assembly/uapi/errno.ts';
import { PAGE_SIZE, WINDOW_BASE, WINDOW_SIZE } from '../../assembly/uapi/memory-map.ts';
import { Sys } from '../../assembly/uapi/syscalls.ts';
import { type Call, fd, type Handler, type Kernel, type Outcome } from './call.ts';
import { mapOfRing } from './uring-calls.ts';
import type { Rings } from './uring-rings.ts';

const MAP_TYPE = 0xfn;
const MAP_FIXED = 0x10n;
const MAP_ANONYMOUS = 0x20n;
const MAP_FIXED_NOREPLACE = 0x10_0000n;
/** MAP_DENYWRITE, EXECUTABLE, LOCKED, NORESERVE, POPULATE, NONBLOCK, STACK */
const MAP_HINTS = 0x3_f800n;
const KNOWN = MAP_TYPE | MAP_FIXED | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE | MAP_HINTS;

const END = BigInt(WINDOW_BASE + WINDOW_SIZE);
const OFFSET_MASK = BigInt(PAGE_SIZE - 1);

function aligned(length: bigint): bigint {
  return BigInt.asUintN(64, (length + OFFSET_MASK) & ~OFFSET_MASK);
}

function failed(error: Errno): Outcome {
  return { result: BigInt(-error) };
}

/** A mapping without an address of its own goes where the program's side says. */
function mmap(call: Call, kernel: Kernel, rings: Rings): Outcome {
  const { nr, args, room } = call;
  const { sys, window } = kernel;
  const [wanted = 0n, length = 0n, protection = 0n, flags = 0n, file = 0n, offset = 0n] = args;
  if ((flags & ~KNOWN) !== 0n) return { unmodelled: flags };
  const ring = (flags & MAP_ANONYMOUS) === 0n ? rings.at(file) : undefined;
  if (ring !== undefined) return mapOfRing(call, kernel, ring);
  const fixed = (flags & (MAP_FIXED | MAP_FIXED_NOREPLACE)) !== 0n;
  const address = fixed ? wanted : BigInt(room?.address ?? 0);
  // What is not aligned, or empty, the kernel refuses by itself, wherever it is.
  const refused = (address & OFFSET_MASK) !== 0n || aligned(length) === 0n;
  const inside = window.contains(address, aligned(length));
  if (!refused && !inside) return failed(Errno.ENOMEM);
  const place = refused ? address | 1n : address;
  const how = fixed ? flags : flags | MAP_FIXED_NOREPLACE;
  const descriptor = (flags & MAP_ANONYMOUS) !== 0n ? file : fd(file);
  return { result: sys.make(nr, place, length, protection, how, descriptor, offset) };
}

/** What of the range lies behind the window is not there. */
function munmap({ nr, args }: Call, { sys, window }: Kernel): Outcome {
  const [address = 0n, length = 0n] = args;
  if ((address & OFFSET_MASK) !== 0n || aligned(length) === 0n) return failed(Errno.EINVAL);
  if (!window.contains(address, 0n) || address === END) return { result: 0n };
  const rest = END - address;
  return { result: sys.make(nr, address, length < rest ? length : rest) };
}

function mprotect({ nr, args }: Call, { sys, window }: Kernel): Outcome {
  const [address = 0n, length = 0n, protection = 0n] = args;
  if ((address & OFFSET_MASK) !== 0n) return failed(Errno.EINVAL);
  if (length === 0n) return { result: 0n };
  if (aligned(length) === 0n || !window.contains(address, 0n) || address === END) return failed(Errno.ENOMEM);
  const rest = END - address;
  const result = sys.make(nr, address, length < rest ? length : rest, protection);
  return result === 0n && length > rest ? failed(Errno.ENOMEM) : { result };
}

export function mappingCalls(rings: Rings): ReadonlyMap<number, Handler> {
  return new Map<number, Handler>([
    [Sys.mmap, (call, kernel) => mmap(call, kernel, rings)],
    [Sys.munmap, munmap],
    [Sys.mprotect, mprotect],
  ]);
}
