import { Sys } from '../../assembly/uapi/syscalls.ts';
import { fd, type Handler } from './call.ts';

const F_SETFL = 4;
const O_ASYNC = 0x2000n;

/** F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_DUPFD_CLOEXEC, F_GETPIPE_SZ, F_ADD_SEALS, F_GET_SEALS: about the file and nothing else. */
const ALLOWED = [0, 1, 2, 3, F_SETFL, 1030, 1032, 1033, 1034];

/** Commands that a kernel may know: locks, owners, leases, hints. Any other number is only refused. */
function mayExist(command: number): boolean {
  return command <= 16 || (command >= 36 && command <= 38) || (command >= 1024 && command <= 1040);
}

const fcntl: Handler = ({ nr, args }, { sys }) => {
  const [file = 0n, word = 0n, value = 0n] = args;
  const command = Number(BigInt.asUintN(32, word));
  if (!ALLOWED.includes(command) && mayExist(command)) return { unmodelled: BigInt(command) };
  if (command === F_SETFL && (value & O_ASYNC) !== 0n) return { unmodelled: value };
  return { result: sys.make(nr, fd(file), command, value) };
};

export const fcntlCall: ReadonlyMap<number, Handler> = new Map([[Sys.fcntl, fcntl]]);
