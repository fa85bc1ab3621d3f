/** Calls with arrays that hold pointers or descriptors: those are looked at as well. */
import { IoEvent, Iovec } from '../../assembly/uapi/aio_abi.ts';
import { Errno } from '../../assembly/uapi/errno.ts';
import { Sys } from '../../assembly/uapi/syscalls.ts';
import type { Range } from '../wire/messages.ts';
import { bytesAt, FIRST_OWN_FD, fd, type Handler, type Kernel } from './call.ts';
import type { Window } from './window.ts';

const IOV_MAX = 1024;
const TIMESPEC = 16;

export interface Vector {
  /** What the kernel gets in place of the array's address. */
  readonly pointer: bigint;
  readonly segments: readonly { readonly address: bigint; readonly length: bigint }[];
}

/**
 * The iovec array of a call. It is copied when it has pointers that the kernel must not get; what the kernel will refuse
 * as a whole stays as it is.
 * @param always copied in any case: somebody else may write to the array before the kernel reads it
 */
export function vectorAt(address: bigint, count: bigint, window: Window, always = false): Vector {
  const asItIs = { pointer: window.pointer(address), segments: [] };
  if (count <= 0n || count > BigInt(IOV_MAX)) return asItIs;
  const bytes = window.read(address, Number(count) * Iovec.SIZEOF);
  if (bytes.length < Number(count) * Iovec.SIZEOF) return asItIs;
  const segments = [];
  let changed = always;
  for (let at = 0; at < bytes.length; at += Iovec.SIZEOF) {
    const base = bytes.readBigUInt64LE(at + Iovec.iov_base);
    const length = bytes.readBigUInt64LE(at + Iovec.iov_len);
    const allowed = window.pointer(base, length);
    segments.push({ address: base, length });
    if (allowed === base) continue;
    bytes.writeBigUInt64LE(allowed, at + Iovec.iov_base);
    changed = true;
  }
  return { pointer: changed ? window.copy(bytes) : address, segments };
}

/** Where the first `count` bytes of a vector lie. */
export function firstBytes({ segments }: Vector, count: number): Range[] {
  const ranges: Range[] = [];
  for (const { address, length } of segments) {
    if (count <= 0) break;
    const part = Math.min(count, Number(length));
    ranges.push(...bytesAt(address, part));
    count -= part;
  }
  return ranges;
}

const vectored =
  (reads: boolean): Handler =>
  ({ nr, args }, { sys, window }) => {
    const [file = 0n, array = 0n, count = 0n, ...rest] = args;
    const vector = vectorAt(array, BigInt.asIntN(64, count), window);
    const result = sys.make(nr, fd(file), vector.pointer, count, ...rest);
    return { result, written: reads ? firstBytes(vector, Number(result)) : [] };
  };

/** struct pollfd: { int fd; short events, revents; } */
const POLLFD = 8;

/** A pollfd array whose entries are all the program's own; others become descriptors that are nobody's. */
function pollHandler(timeout: boolean): Handler {
  return ({ nr, args }, kernel) => {
    const { sys, window } = kernel;
    const [array = 0n, count = 0n, ...rest] = args;
    const length = Number(BigInt.asUintN(32, count)) * POLLFD;
    const words = timeout ? [window.pointer(rest[0]!), window.pointer(rest[1]!), ...rest.slice(2)] : rest;
    const restore = hideOwnFds(array, length, kernel);
    // The kernel could not write its answer there either.
    if (restore === undefined) return { result: BigInt(-Errno.EFAULT) };
    const result = sys.make(nr, window.pointer(array), count, ...words);
    restore();
    const written = result < 0n ? [] : [...bytesAt(array, length), ...(timeout ? bytesAt(rest[0]!, TIMESPEC) : [])];
    return { result, written };
  };
}

/** @returns what puts the descriptors back; undefined when the array cannot be written */
function hideOwnFds(array: bigint, length: number, { window }: Kernel): (() => void) | undefined {
  if (length > FIRST_OWN_FD * POLLFD) return () => {};
  const bytes = window.read(array, length);
  const hidden: { address: number; bytes: Buffer }[] = [];
  for (let at = 0; at + POLLFD <= bytes.length; at += POLLFD) {
    if (bytes.readInt32LE(at) < FIRST_OWN_FD) continue;
    hidden.push({ address: Number(array) + at, bytes: bytes.subarray(at, at + 4) });
  }
  const nobody = Buffer.alloc(4);
  nobody.writeInt32LE(0x7fff_ffff);
  if (!window.write(hidden.map(({ address }) => ({ address, bytes: nobody })))) return undefined;
  return () => void window.write(hidden);
}

/** struct { const sigset_t *mask; size_t size; } (UAPI-12) */
const AIO_SIGSET = 16;

const pgetevents: Handler = ({ nr, args }, { sys, window }) => {
  const [ctx = 0n, min = 0n, count = 0n, events = 0n, timeout = 0n, sigset = 0n] = args;
  const bytes = window.read(sigset, AIO_SIGSET);
  let pointer = window.pointer(sigset);
  if (bytes.length === AIO_SIGSET) {
    bytes.writeBigUInt64LE(window.pointer(bytes.readBigUInt64LE(0)), 0);
    pointer = window.copy(bytes);
  }
  const result = sys.make(nr, ctx, min, count, window.pointer(events), window.pointer(timeout), pointer);
  return { result, written: bytesAt(events, Number(result) * IoEvent.SIZEOF) };
};

export const vectorCalls: ReadonlyMap<number, Handler> = new Map<number, Handler>([
  [Sys.readv, vectored(true)],
  [Sys.preadv, vectored(true)],
  [Sys.writev, vectored(false)],
  [Sys.pwritev, vectored(false)],
  [Sys.poll, pollHandler(false)],
  [Sys.ppoll, pollHandler(true)],
  [Sys.io_pgetevents, pgetevents],
]);
