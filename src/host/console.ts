import { readSync } from 'node:fs';
import { Socket } from 'node:net';
import { Sys } from '../../assembly/uapi/syscalls.ts';
import { LinkError } from '../wire/link-error.ts';
import type { Syscalls } from './syscalls.ts';

const PIECE = 1 << 16;

/** fds 1 and 2 of the program: pipes whose other ends are here. */
export class Console {
  private readonly ends: { readonly fd: number; readonly end: number }[] = [];

  /** @param output is told what the program writes, in order for each fd */
  constructor(
    private readonly sys: Syscalls,
    private readonly output: (fd: number, bytes: Uint8Array) => void,
  ) {
    for (const fd of [1, 2]) this.replace(fd);
  }

  /** Passes on what is still in the pipes. */
  drain(): void {
    for (const { fd, end } of this.ends) {
      for (;;) {
        const bytes = Buffer.allocUnsafe(PIECE);
        const length = readNow(end, bytes);
        if (length > 0) this.output(fd, bytes.subarray(0, length));
        if (length < PIECE) break;
      }
    }
  }

  private replace(fd: number): void {
    const ends = Buffer.allocUnsafeSlow(8);
    const error = this.sys.now(Sys.pipe, this.sys.addressOf(ends));
    const [end, other] = [ends.readInt32LE(0), ends.readInt32LE(4)];
    if (error !== 0 || this.sys.now(Sys.dup2, other, fd) !== fd) throw new LinkError('NO_SESSION', `no pipe: ${error}`);
    this.sys.now(Sys.close, other);
    // While a call waits for room in a pipe, somebody has to make it; a socket also makes reading never wait. It closes
    // its descriptor when the program has closed all of its own.
    const socket = new Socket({ fd: this.sys.now(Sys.dup, end), readable: true, writable: false });
    socket.on('data', (bytes: Buffer) => this.output(fd, bytes));
    this.ends.push({ fd, end });
  }
}

/** @returns 0 when there is nothing */
function readNow(fd: number, into: Buffer): number {
  try {
    return readSync(fd, into, 0, into.length, null);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return 0;
    throw error;
  }
}
