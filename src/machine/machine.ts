import type { Brand } from '../lib/brand.ts';

/** < 0 is -errno: the kernel's "no" is a value, never thrown. */
export type Ret = Brand<bigint, 'ret'>;
/** The call parked its task; it goes on when what it waits for happens. */
export const BLOCKED = Symbol('blocked');
export type TaskId = Brand<number, 'task'>;

/** What a machine can do. Panels ask this, never which machine it is. */
export interface Can {
  readonly stepBack: boolean;
  readonly insideSyscall: boolean;
  readonly kernelState: boolean;
  readonly injectFaults: boolean;
  readonly processes: boolean;
  readonly signals: boolean;
}

/** What a page of user memory allows, and whether it belongs to an aio ring. */
export interface Protection {
  readonly read: boolean;
  readonly write: boolean;
  readonly ring: boolean;
}

/** Mapped pages next to each other that allow the same. */
export interface MappedRange extends Protection {
  readonly start: number;
  /** The first address behind it. */
  readonly end: number;
}

/**
 * The program's memory by virtual address: the same bytes at the same addresses on every machine. Addresses are
 * exact in a double (the window ends below 2^37).
 */
export interface UserMemory {
  /**
   * Copies `length` bytes from `address` into `into`.
   * @returns how many bytes could be read: fewer than `length` when a page on the way is not there
   */
  read(address: number, length: number, into: Uint8Array): number;
  /** Undefined where nothing is mapped. */
  protection(address: number): Protection | undefined;
  /** All that is mapped, by address. Neighbours that differ only in whose they are make one range. */
  mappings(): readonly MappedRange[];
}

export interface Machine {
  readonly can: Can;
  readonly memory: UserMemory;
  /**
   * One system call of one task, run to its result; a kernel that is elsewhere answers later. Numbers are
   * assembly/uapi/syscalls.ts.
   */
  syscall(task: TaskId, nr: number, ...args: bigint[]): Ret | typeof BLOCKED | Promise<Ret>;
}
