import { constants, openSync, readSync } from 'node:fs';
import { Socket } from 'node:net';
import { fromHost } from '../wire/codec.ts';
import { OUTPUT_ENDS } from './call.ts';

const PIECE = 1 << 16;

/** What a program writes to its fds 1 and 2, as frames. */
export class Output {
  private ends: { readonly fd: number; readonly end: number; readonly socket: Socket }[] | undefined;
  private held = false;

  /** @param deliver is told what the program writes, in order for each fd */
  constructor(private readonly deliver: (frame: Uint8Array) => void) {}

  /** @param pid of the process that has the pipes; only the first time counts */
  open(pid: number): void {
    this.ends ??= OUTPUT_ENDS.map((number, i) => {
      const end = openSync(`/proc/${pid}/fd/${number}`, constants.O_RDONLY | constants.O_NONBLOCK);
      const socket = new Socket({ fd: end, readable: true, writable: false });
      // It ends when the program has closed all of its own descriptors, and is then no more to be read.
      socket.on('data', (bytes: Buffer) => this.say(i + 1, bytes));
      socket.on('error', () => {});
      return { fd: i + 1, end, socket };
    });
  }

  /** What is in the pipes now. */
  take(): void {
    for (const { fd, end, socket } of this.ends ?? []) {
      while (!socket.destroyed) {
        const bytes = Buffer.allocUnsafeSlow(PIECE);
        const length = readNow(end, bytes);
        if (length > 0) this.say(fd, bytes.subarray(0, length));
        if (length < PIECE) break;
      }
    }
  }

  hold(hold: boolean): void {
    if (hold === this.held) return;
    this.held = hold;
    for (const { socket } of this.ends ?? []) {
      if (hold) socket.pause();
      else socket.resume();
    }
  }

  close(): void {
    for (const { socket } of this.ends ?? []) socket.destroy();
  }

  private say(fd: number, bytes: Uint8Array): void {
    this.deliver(fromHost.encode({ type: 'output', fd, bytes }));
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
