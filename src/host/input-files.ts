import { closeSync, openSync, writeSync } from 'node:fs';
import { LinkError } from '../wire/link-error.ts';

const NAME = /^[\w.-]{1,64}$/;
const MOST_FILES = 64;
const MOST_BYTES = 1 << 28;

/** Puts the scenario's files into the working directory, piece by piece. */
export class InputFiles {
  private readonly names = new Set<string>();
  private bytes = 0;

  add(name: string, bytes: Uint8Array): void {
    this.names.add(name);
    this.bytes += bytes.length;
    if (!NAME.test(name) || name === '.' || name === '..') throw new LinkError('BAD_MESSAGE', `a file named '${name}'`);
    if (this.names.size > MOST_FILES || this.bytes > MOST_BYTES)
      throw new LinkError('BAD_MESSAGE', `${this.names.size} files of ${this.bytes} bytes`);
    const file = openSync(name, 'a', 0o644);
    try {
      for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
    } finally {
      closeSync(file);
    }
  }
}
