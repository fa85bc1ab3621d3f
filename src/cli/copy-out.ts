import { closeSync, ftruncateSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { ModelMachine } from '../machine/model-machine.ts';
import { cli } from '../text/en/cli.ts';
import { errorCode, Failure } from './failure.ts';
import { isFileName } from './options.ts';

/**
 * `--out DIR`: the files of the program's working directory, as it left them.
 * @throws {Failure} when a file cannot be written
 */
export function copyOut(machine: ModelMachine, directory: string): void {
  copyAll(
    machine.fileNames().map((name) => ({ name, pages: () => machine.readPages(name) })),
    directory,
  );
}

/** The same of a working directory whose files are here already. */
export function writeOut(files: readonly { readonly name: string; readonly bytes: Uint8Array }[], to: string): void {
  copyAll(
    files.map(({ name, bytes }) => ({ name, pages: () => [bytes] })),
    to,
  );
}

function copyAll(
  files: readonly { readonly name: string; readonly pages: () => Iterable<Uint8Array> }[],
  directory: string,
): void {
  attempt(directory, () => mkdirSync(directory, { recursive: true }));
  for (const { name, pages } of files) {
    if (!isFileName(name)) throw new Failure(cli.outName(name));
    const path = join(directory, name);
    attempt(path, () => write(path, pages()));
  }
}

/** Pages of zeroes become holes, so a sparse file takes no more of the disk than it took of the model. */
function write(path: string, pages: Iterable<Uint8Array>): void {
  const fd = openSync(path, 'w');
  try {
    let offset = 0;
    for (const page of pages) {
      if (page.some((byte) => byte !== 0)) writeSync(fd, page, 0, page.length, offset);
      offset += page.length;
    }
    ftruncateSync(fd, offset);
  } finally {
    closeSync(fd);
  }
}

function attempt(path: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    throw new Failure(cli.unwritable(path, errorCode(error)));
  }
}
