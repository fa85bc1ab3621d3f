/** Calls that name files. The working directory is the session's own; it holds plain files only, so no name leads out of it. */
import { Errno } from '../../assembly/uapi/errno.ts';
import { Sys } from '../../assembly/uapi/syscalls.ts';
import type { Call, Handler, Kernel, Outcome } from './call.ts';

const PATH_MAX = 4096;
const AT_FDCWD = -100;
const O_ACCMODE = 3n;
const O_PATH = 0x20_0000n;
const O_TMPFILE = 0x40_0000n;

/** Absolute paths that a program may open, and those it may only read: they are the whole machine's. */
const DEVICES = ['/dev/null', '/dev/zero', '/dev/full', '/dev/urandom'];
const READ_ONLY = [
  '/',
  '/proc/sys/fs/aio-nr',
  '/proc/sys/fs/aio-max-nr',
  '/proc/uptime',
  '/sys/devices/system/cpu/possible',
];

interface Path {
  /** What the kernel gets: a private copy, so nobody changes it once it has been looked at. */
  readonly pointer: bigint;
  readonly allowed: 'all' | 'reading' | 'nothing';
  readonly absolute: boolean;
}

function pathAt(address: bigint, { window }: Kernel): Path {
  const bytes = window.read(address, PATH_MAX);
  const end = bytes.indexOf(0);
  // Unreadable, or too long: the kernel says which.
  if (end < 0 && bytes.length < PATH_MAX) return { pointer: window.nowhere, allowed: 'all', absolute: false };
  const copy = window.copy(end < 0 ? bytes : bytes.subarray(0, end + 1));
  if (end < 0) return { pointer: copy, allowed: 'all', absolute: false };
  const path = bytes.toString('latin1', 0, end);
  const absolute = path.startsWith('/');
  return { pointer: copy, allowed: allowance(path, absolute), absolute };
}

function allowance(path: string, absolute: boolean): Path['allowed'] {
  if (DEVICES.includes(path)) return 'all';
  if (READ_ONLY.includes(path)) return 'reading';
  return absolute || path.split('/').includes('..') ? 'nothing' : 'all';
}

function open(call: Call, kernel: Kernel, words: readonly bigint[], path: Path, flags: bigint): Outcome {
  if ((flags & O_TMPFILE) !== 0n) return { unmodelled: flags };
  const reads = (flags & O_ACCMODE) === 0n && (flags & O_PATH) === 0n;
  if (path.allowed === 'nothing' || (path.allowed === 'reading' && !reads)) return { result: BigInt(-Errno.EACCES) };
  return { result: kernel.sys.make(call.nr, ...words) };
}

export const pathCalls: ReadonlyMap<number, Handler> = new Map<number, Handler>([
  [
    Sys.open,
    (call, kernel) => {
      const [name = 0n, flags = 0n, mode = 0n] = call.args;
      const path = pathAt(name, kernel);
      return open(call, kernel, [path.pointer, flags, mode], path, flags);
    },
  ],
  [
    Sys.openat,
    (call, kernel) => {
      const [directory = 0n, name = 0n, flags = 0n, mode = 0n] = call.args;
      const path = pathAt(name, kernel);
      const number = BigInt.asIntN(32, directory);
      if (number !== BigInt(AT_FDCWD) && !path.absolute) return { unmodelled: directory };
      return open(call, kernel, [BigInt.asUintN(64, BigInt(AT_FDCWD)), path.pointer, flags, mode], path, flags);
    },
  ],
  [
    Sys.unlink,
    ({ nr, args }, kernel) => {
      const path = pathAt(args[0]!, kernel);
      if (path.absolute || path.allowed !== 'all') return { result: BigInt(-Errno.EACCES) };
      return { result: kernel.sys.make(nr, path.pointer) };
    },
  ],
]);
