import { IOCB_FLAG_IOPRIO, IOCB_FLAG_RESFD, IocbCmd, Rwf } from '../../assembly/uapi/aio_abi.ts';
import { Errno } from '../../assembly/uapi/errno.ts';
import { Restart } from '../../assembly/uapi/process-state.ts';
import { Signal } from '../../assembly/uapi/signals.ts';
import { Sys } from '../../assembly/uapi/syscalls.ts';

/** `EBADF` of 9; undefined for a number that no errno has. */
export function errnoName(errno: number): string | undefined {
  return Errno[errno] ?? Restart[errno];
}

/** A result as strace shows it: `4096`, `-9 EBADF`. Only -1..-4095 are errors. */
export function resultName(result: bigint | number): string {
  const value = Number(result);
  const name = value < 0 && value >= -4095 ? errnoName(-value) : undefined;
  return name === undefined ? `${result}` : `${result} ${name}`;
}

/** `IOCB_CMD_PREAD` of 0; undefined for an opcode the kernel does not know. */
export function opcodeName(opcode: number): string | undefined {
  const name = IocbCmd[opcode];
  return name === undefined ? undefined : `IOCB_CMD_${name}`;
}

/** `IO_CMD_PREAD`: the same opcode in libaio.h. */
export function libaioOpcodeName(opcode: number): string | undefined {
  const name = IocbCmd[opcode];
  return name === undefined ? undefined : `IO_CMD_${name}`;
}

export function signalName(signal: number): string {
  return Signal[signal] ?? `signal ${signal}`;
}

export function syscallName(nr: number): string {
  return Sys[nr] ?? `syscall_${nr}`;
}

const IOCB_FLAGS: readonly (readonly [number, string])[] = [
  [IOCB_FLAG_RESFD, 'IOCB_FLAG_RESFD'],
  [IOCB_FLAG_IOPRIO, 'IOCB_FLAG_IOPRIO'],
];

const RWF_FLAGS: readonly (readonly [number, string])[] = [
  [Rwf.HIPRI, 'RWF_HIPRI'],
  [Rwf.DSYNC, 'RWF_DSYNC'],
  [Rwf.SYNC, 'RWF_SYNC'],
  [Rwf.NOWAIT, 'RWF_NOWAIT'],
  [Rwf.APPEND, 'RWF_APPEND'],
  [Rwf.NOAPPEND, 'RWF_NOAPPEND'],
  [Rwf.ATOMIC, 'RWF_ATOMIC'],
  [Rwf.DONTCACHE, 'RWF_DONTCACHE'],
  [Rwf.NOSIGNAL, 'RWF_NOSIGNAL'],
];

/** include/uapi/asm-generic/poll.h */
const POLL_EVENTS: readonly (readonly [number, string])[] = [
  [0x1, 'POLLIN'],
  [0x2, 'POLLPRI'],
  [0x4, 'POLLOUT'],
  [0x8, 'POLLERR'],
  [0x10, 'POLLHUP'],
  [0x40, 'POLLRDNORM'],
  [0x80, 'POLLRDBAND'],
  [0x100, 'POLLWRNORM'],
  [0x200, 'POLLWRBAND'],
];

export const iocbFlagNames = (flags: number): string => flagNames(flags, IOCB_FLAGS);
export const rwFlagNames = (flags: number): string => flagNames(flags, RWF_FLAGS);
/** `POLLIN|POLLRDNORM`; '0' for none. */
export const pollNames = (events: number): string => flagNames(events, POLL_EVENTS) || '0';

/** `A|B|0x40` as strace writes a set of flags; '' for none. */
export function flagNames(flags: number, names: readonly (readonly [number, string])[]): string {
  let rest = flags;
  const found: string[] = [];
  for (const [bit, name] of names) {
    if ((rest & bit) === 0) continue;
    found.push(name);
    rest &= ~bit;
  }
  if (rest !== 0) found.push(`0x${(rest >>> 0).toString(16)}`);
  return found.join('|');
}

/** `0x1007fff000`: every address on the page is written so. */
export function hex(value: bigint | number): string {
  return `0x${value.toString(16)}`;
}
