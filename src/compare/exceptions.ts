import { Sys } from '../../assembly/uapi/syscalls.ts';

/** What two machines may answer differently without one of them being wrong. */
export type Exception = 'clock' | 'file' | 'time left' | 'early';

/** A system call with bytes that are not compared: which argument points to them, and how many. */
interface Written {
  readonly exception: Exception;
  readonly argument: number;
  readonly length: number;
}

const TIMESPEC = 16;
const ITIMERSPEC = 32;
const STAT = 144;

/** The whole list. */
export const EXCEPTIONS: Readonly<Partial<Record<number, Written>>> = {
  [Sys.clock_gettime]: { exception: 'clock', argument: 1, length: TIMESPEC },
  [Sys.fstat]: { exception: 'file', argument: 1, length: STAT },
  [Sys.timerfd_gettime]: { exception: 'time left', argument: 1, length: ITIMERSPEC },
  [Sys.ppoll]: { exception: 'time left', argument: 2, length: TIMESPEC },
  [Sys.nanosleep]: { exception: 'time left', argument: 1, length: TIMESPEC },
};
