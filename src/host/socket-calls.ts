import { Sys } from '../../assembly/uapi/syscalls.ts';
import { bytesAt, type Handler } from './call.ts';

const AF_UNIX = 1n;

/** A pair has no address and reaches nobody; any other socket would be a way into the network. */
const socketpair: Handler = ({ nr, args }, { sys, window }) => {
  const [family = 0n, type = 0n, protocol = 0n, fds = 0n] = args;
  if (BigInt.asUintN(32, family) !== AF_UNIX) return { unmodelled: family };
  const result = sys.make(nr, family, type, protocol, window.pointer(fds));
  return { result, written: result < 0n ? [] : bytesAt(fds, 8) };
};

export const socketCalls: ReadonlyMap<number, Handler> = new Map([[Sys.socketpair, socketpair]]);
