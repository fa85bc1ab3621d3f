import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { readValues } from '../../diagnosis/values.ts';
import { cli } from '../../text/en/cli.ts';
import { errorCode, Failure } from '../failure.ts';

/** An io_uring of a process, as /proc/PID/fdinfo has it. */
export interface ProcRing {
  readonly fd: number;
  readonly sqEntries: number;
  readonly sqHead: number;
  readonly sqTail: number;
  readonly cqTail: number;
}

/** What /proc says of a process. */
export interface ProcProcess {
  readonly pid: number;
  readonly executable: string;
  /** `S (sleeping)` */
  readonly state: string;
  /** Paths of every liburing that is mapped. */
  readonly libraries: readonly string[];
  readonly rings: readonly ProcRing[];
  /** Rings of AIO that are mapped. */
  readonly aioContexts: number;
}

const AIO_RING = /\/\[aio\]/;

/** @throws {Failure} when there is no such process, or it is not ours to look at */
export function readProcess(pid: number): ProcProcess {
  const directory = `/proc/${pid}`;
  try {
    const maps = readFileSync(`${directory}/maps`, 'utf8').split('\n');
    return {
      pid,
      executable: readlinkSync(`${directory}/exe`),
      state: /^State:\s*(.*)$/m.exec(readFileSync(`${directory}/status`, 'utf8'))?.[1] ?? '',
      libraries: [...new Set(maps.flatMap((line) => /(\/\S*liburing\.so\S*)/.exec(line)?.[1] ?? []))],
      rings: readdirSync(`${directory}/fdinfo`).flatMap((fd) => readRing(directory, Number(fd))),
      aioContexts: countRings(maps),
    };
  } catch (error) {
    if (error instanceof Failure) throw error;
    const code = errorCode(error);
    throw new Failure(
      code === 'ENOENT' || code === 'ESRCH' ? cli.doctor.noProcess(pid) : cli.doctor.notOurs(pid, code),
    );
  }
}

function readRing(directory: string, fd: number): ProcRing[] {
  const { sq_mask, head = 0, tail = 0, cq_tail = 0 } = readValues(readFdinfo(`${directory}/fdinfo/${fd}`));
  return sq_mask === undefined ? [] : [{ fd, sqEntries: sq_mask + 1, sqHead: head, sqTail: tail, cqTail: cq_tail }];
}

/** A descriptor may be closed while it is looked at. */
function readFdinfo(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return '';
    throw error;
  }
}

function countRings(maps: readonly string[]): number {
  return new Set(maps.filter((line) => AIO_RING.test(line)).map((line) => line.split(' ')[0])).size;
}

/** The machine's limits; undefined where a kernel has no such file. */
export interface Limits {
  readonly ioUringDisabled: number | undefined;
  readonly aioNr: number | undefined;
  readonly aioMaxNr: number | undefined;
}

export function readLimits(): Limits {
  return {
    ioUringDisabled: readNumber('/proc/sys/kernel/io_uring_disabled'),
    aioNr: readNumber('/proc/sys/fs/aio-nr'),
    aioMaxNr: readNumber('/proc/sys/fs/aio-max-nr'),
  };
}

function readNumber(path: string): number | undefined {
  try {
    return Number(readFileSync(path, 'utf8'));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Processes that hold AIO contexts, as far as this user may look; and how many were not to be looked at. */
export function aioHolders(): { holders: { pid: number; contexts: number }[]; hidden: number } {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const holders: { pid: number; contexts: number }[] = [];
  let hidden = 0;
  for (const pid of pids) {
    try {
      const contexts = countRings(readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n'));
      if (contexts > 0) holders.push({ pid: Number(pid), contexts });
    } catch (error) {
      // A process may end while it is looked at.
      if (errorCode(error) === 'EACCES' || errorCode(error) === 'EPERM') hidden++;
    }
  }
  return { holders, hidden };
}
