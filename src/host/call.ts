import { WINDOW_BASE, WINDOW_SIZE } from '../../assembly/uapi/memory-map.ts';
import type { Range } from '../wire/messages.ts';
import type { Syscalls } from './syscalls.ts';
import type { Window } from './window.ts';

/** A system call as the program makes it. */
export interface Call {
  readonly nr: number;
  readonly args: readonly bigint[];
  /** Where a mapping or a ring that has no address yet may go. */
  readonly room: Range | undefined;
}

export type Outcome =
  | {
      readonly result: bigint;
      /** What the kernel may have written of the program's memory. */
      readonly written?: readonly Range[];
      /** A signal may have come with it, whatever the result says. */
      readonly maySignal?: boolean;
    }
  /** Not modelled: an operation, flag or type in the call, 0 for the call itself. */
  | { readonly unmodelled: bigint };

/** What calls are made with. */
export interface Kernel {
  readonly sys: Syscalls;
  readonly window: Window;
}

export type Handler = (call: Call, kernel: Kernel) => Outcome;

/** The program's descriptors are below, this process's own from here on; it is also RLIMIT_NOFILE. */
export const FIRST_OWN_FD = 1024;
/** Where the child has its end of the socket to session.ts, and its ends of the pipes that are fds 1 and 2 of the program. */
export const LINK_FD = FIRST_OWN_FD;
export const OUTPUT_ENDS: readonly number[] = [FIRST_OWN_FD + 1000, FIRST_OWN_FD + 1001];
/** Exit status of a child that has its own memory where the program's must be: the next one will not (V8 places at random). */
export const WINDOW_TAKEN = 75;
const NO_FD = 0xffff_ffffn;

/** A descriptor of the program; the kernel takes 32 bits of it. What is not the program's is nobody's. */
export function fd(word: bigint): bigint {
  const number = BigInt.asUintN(32, word);
  return number >= BigInt(FIRST_OWN_FD) ? NO_FD : number;
}

/** Behind the end of a file O_DIRECT leaves zeroes in the rest of a buffer: so much of it is brought as well. */
const BEHIND_THE_END = 1 << 16;

/** How many bytes of a buffer a read may have written that says it read `result`. */
export function mayHaveRead(result: number, length: number): number {
  return length - result <= BEHIND_THE_END ? length : result;
}

/** The part of these bytes that is in the window, as a list to put into `written`. */
export function bytesAt(address: bigint, length: number): Range[] {
  const offset = address - BigInt(WINDOW_BASE);
  if (offset < 0n || offset >= BigInt(WINDOW_SIZE) || length <= 0) return [];
  return [{ address: Number(address), length: Math.min(length, WINDOW_SIZE - Number(offset)) }];
}
