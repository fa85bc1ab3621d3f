/** Calls that take numbers, descriptors and pointers to memory of a known length, and go to the kernel as they are. */
import { IoEvent } from '../../assembly/uapi/aio_abi.ts';
import { Sys } from '../../assembly/uapi/syscalls.ts';
import type { Range } from '../wire/messages.ts';
import { bytesAt, fd, type Handler, mayHaveRead } from './call.ts';

interface Shape {
  /** Which arguments are descriptors, and which are pointers. */
  readonly fds?: readonly number[];
  readonly pointers?: readonly number[];
  /** What the kernel has written; also when its answer is an error, if that can come in the middle. */
  readonly afterErrors?: boolean;
  readonly written?: (args: readonly bigint[], result: number) => readonly Range[];
}

const TIMESPEC = 16;
const ITIMERSPEC = 32;
const STAT = 144;
const EPOLL_EVENT = 12;

/** The kernel writes `size` bytes behind argument `index`, for each of what it counts, or once. */
const writes =
  (index: number, size: number, each = false) =>
  (args: readonly bigint[], result: number): readonly Range[] =>
    bytesAt(args[index]!, each ? size * result : size);

/** Events may have been copied before one could not be (GET-07). */
const MOST_AFTER_ERROR = 64;

function eventsAt(args: readonly bigint[], result: number): readonly Range[] {
  const asked = Number(BigInt.asIntN(64, args[2]!));
  return bytesAt(args[3]!, IoEvent.SIZEOF * (result < 0 ? Math.min(asked, MOST_AFTER_ERROR) : result));
}

const onFd: Shape = { fds: [0] };
const numbersOnly: Shape = {};
const reads: Shape = {
  fds: [0],
  pointers: [1],
  written: (args, result) => bytesAt(args[1]!, mayHaveRead(result, Number(args[2]))),
};
const takesBytes: Shape = { fds: [0], pointers: [1] };

const SHAPES: Partial<Record<Sys, Shape>> = {
  [Sys.read]: reads,
  [Sys.pread64]: reads,
  [Sys.write]: takesBytes,
  [Sys.pwrite64]: takesBytes,
  [Sys.close]: onFd,
  [Sys.fstat]: { fds: [0], pointers: [1], written: writes(1, STAT) },
  [Sys.lseek]: onFd,
  [Sys.fsync]: onFd,
  [Sys.fdatasync]: onFd,
  [Sys.ftruncate]: onFd,
  [Sys.fallocate]: onFd,
  [Sys.fadvise64]: onFd,
  [Sys.memfd_create]: { pointers: [0] },
  [Sys.dup]: onFd,
  // RLIMIT_NOFILE keeps the new one below FIRST_OWN_FD.
  [Sys.dup2]: onFd,
  [Sys.dup3]: onFd,
  [Sys.pipe]: { pointers: [0], written: writes(0, 8) },
  [Sys.pipe2]: { pointers: [0], written: writes(0, 8) },
  [Sys.nanosleep]: { pointers: [0, 1] },
  [Sys.clock_gettime]: { pointers: [1], written: writes(1, TIMESPEC) },
  [Sys.eventfd]: numbersOnly,
  [Sys.eventfd2]: numbersOnly,
  [Sys.timerfd_create]: numbersOnly,
  [Sys.timerfd_settime]: { fds: [0], pointers: [2, 3], written: writes(3, ITIMERSPEC) },
  [Sys.timerfd_gettime]: { fds: [0], pointers: [1], written: writes(1, ITIMERSPEC) },
  [Sys.epoll_create]: numbersOnly,
  [Sys.epoll_create1]: numbersOnly,
  [Sys.epoll_ctl]: { fds: [0, 2], pointers: [3] },
  [Sys.epoll_wait]: { fds: [0], pointers: [1], written: writes(1, EPOLL_EVENT, true) },
  [Sys.epoll_pwait]: { fds: [0], pointers: [1, 4], written: writes(1, EPOLL_EVENT, true) },
  [Sys.io_getevents]: { pointers: [3, 4], afterErrors: true, written: eventsAt },
  [Sys.io_cancel]: { pointers: [1, 2] },
};

function handlerOf({ fds = [], pointers = [], afterErrors = false, written }: Shape): Handler {
  return ({ nr, args }, { sys, window }) => {
    const words = args.map((word, i) =>
      fds.includes(i) ? fd(word) : pointers.includes(i) ? window.pointer(word) : word,
    );
    const result = sys.make(nr, ...words);
    const wrote = result >= 0n || afterErrors;
    return { result, written: wrote ? (written?.(args, Number(result)) ?? []) : [] };
  };
}

export const plainCalls: ReadonlyMap<number, Handler> = new Map(
  Object.entries(SHAPES).map(([nr, shape]) => [Number(nr), handlerOf(shape)]),
);
