import { writeSync } from 'node:fs';
import { errorCode } from './failure.ts';

export const STDOUT = 1;
export const STDERR = 2;

/** Whoever read our output has gone away; a program in a terminal would die of SIGPIPE now. */
export class OutputClosed extends Error {}

/**
 * Writes all bytes before it returns, so that nothing is lost however kring ends.
 * @throws {OutputClosed} when nobody reads them any more
 */
export function writeAll(fd: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) {
    try {
      done += writeSync(fd, bytes, done);
    } catch (error) {
      const code = errorCode(error);
      if (code === 'EPIPE') throw new OutputClosed();
      // A pipe that somebody else made non-blocking is full.
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
    }
  }
}

/** A sentence of ours, on stderr. */
export function complain(sentence: string): void {
  writeAll(STDERR, Buffer.from(`kring: ${sentence}\n`));
}
