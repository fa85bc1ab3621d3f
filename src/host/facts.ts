import { readFileSync } from 'node:fs';
import { arch, hostname, release } from 'node:os';
import type { HostFacts } from '../wire/control.ts';
import type { WorkRoot } from './work-root.ts';

/** What this machine is and has, read again every time: some of it changes. */
export function hostFacts(
  root: WorkRoot,
  limits: Pick<HostFacts, 'sessions' | 'mostSessions' | 'mostEvents' | 'ioUringErrno'>,
): HostFacts {
  const ioUringDisabled = sysctl('kernel/io_uring_disabled');
  return {
    type: 'facts',
    name: hostname(),
    release: release(),
    machine: arch() === 'x64' ? 'x86_64' : arch(),
    cpus: possibleCpus(),
    // x86-64 has no other.
    pageSize: 4096,
    aioNr: sysctl('fs/aio-nr') ?? 0,
    aioMaxNr: sysctl('fs/aio-max-nr') ?? 0,
    fileSystem: root.fileSystem,
    oDirect: root.oDirect,
    ...(ioUringDisabled === undefined ? {} : { ioUringDisabled }),
    root: process.getuid?.() === 0,
    ...limits,
  };
}

/** "0-1" is two CPUs, "0" is one (PRO-01). */
export function possibleCpus(): number {
  const text = readFileSync('/sys/devices/system/cpu/possible', 'utf8').trim();
  return Number(text.split(/[-,]/).at(-1)) + 1;
}

/** @returns undefined where the kernel has no such number */
export function sysctl(name: string): number | undefined {
  try {
    return Number(readFileSync(`/proc/sys/${name}`, 'utf8'));
  } catch {
    return undefined;
  }
}
