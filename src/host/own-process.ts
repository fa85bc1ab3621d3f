/** What the session child does to itself before it makes a program's first call. */
import { readdirSync } from 'node:fs';
import { Errno } from '../../assembly/uapi/errno.ts';
import { Signal } from '../../assembly/uapi/signals.ts';
import { Sys } from '../../assembly/uapi/syscalls.ts';
import { LinkError } from '../wire/link-error.ts';
import { FIRST_OWN_FD } from './call.ts';
import { OwnSys, type Syscalls } from './syscalls.ts';

const PR_SET_PDEATHSIG = 1;
/** 1,024 CPUs, as a kernel has at most. */
const CPU_SET = 128;

const RLIMIT_FSIZE = 1;
const RLIMIT_CORE = 4;
const RLIMIT_NOFILE = 7;

/** Dies with whoever started it; `parent` is who that was. */
export function dieWithParent(sys: Syscalls, parent: number): void {
  sys.now(OwnSys.prctl, PR_SET_PDEATHSIG, Signal.SIGKILL);
  if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
}

/** All threads on one CPU: a slot belongs to the CPU that took it (SLT-01). */
export function stayOnOneCpu(sys: Syscalls): void {
  const set = Buffer.allocUnsafeSlow(CPU_SET).fill(0);
  const address = sys.addressOf(set);
  sys.now(OwnSys.sched_getaffinity, 0, CPU_SET, address);
  const byte = set.findIndex((bits) => bits !== 0);
  const lowest = set[byte]! & -set[byte]!;
  set.fill(0);
  set[byte] = lowest;
  for (const thread of readdirSync('/proc/self/task')) {
    const error = sys.now(OwnSys.sched_setaffinity, Number(thread), CPU_SET, address);
    // A thread may have ended since it was listed.
    if (error < 0 && error !== -Errno.ESRCH)
      throw new LinkError('NO_SESSION', `cannot stay on one CPU: errno ${-error}`);
  }
}

/** The program gets the descriptors that a new process has, and no more of them; the child's own are above. */
export function freeDescriptors(sys: Syscalls): void {
  const own = readdirSync('/proc/self/fd').map(Number);
  if (own.filter((fd) => fd > 2 && fd < FIRST_OWN_FD).length !== FIRST_OWN_FD - 3)
    throw new LinkError('NO_SESSION', 'descriptors below 1024 were free when the process began');
  const error = sys.now(OwnSys.close_range, 3, FIRST_OWN_FD - 1, 0);
  if (error < 0) throw new LinkError('NO_SESSION', `close_range: errno ${-error}`);
}

export function limit(sys: Syscalls, mostFileBytes: number): void {
  setLimit(sys, RLIMIT_NOFILE, FIRST_OWN_FD);
  setLimit(sys, RLIMIT_FSIZE, mostFileBytes);
  setLimit(sys, RLIMIT_CORE, 0);
}

function setLimit(sys: Syscalls, resource: number, value: number): void {
  const words = Buffer.allocUnsafeSlow(16);
  words.writeBigUInt64LE(BigInt(value), 0);
  words.writeBigUInt64LE(BigInt(value), 8);
  const error = sys.now(OwnSys.prlimit64, 0, resource, sys.addressOf(words), 0);
  if (error < 0) throw new LinkError('NO_SESSION', `limit ${resource}: errno ${-error}`);
}

/** @throws {LinkError} NO_AIO; with AIO a null pointer is all that is wrong with this call (SET-01) */
export function requireAio(sys: Syscalls): void {
  const error = sys.now(Sys.io_setup, 1, 0);
  if (error !== -Errno.EFAULT) throw new LinkError('NO_AIO', `io_setup: errno ${-error}`);
}
