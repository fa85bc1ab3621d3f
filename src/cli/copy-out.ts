import { closeSync, ftruncateSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { cli } from '../text/en/cli.ts';
import { errorCode, Failure } from './failure.ts';
import { type ModelFile, modelFiles } from './model-files.ts';
import { isFileName } from './options.ts';

/**
 * `--out DIR`: the files of the program's working directory, as it left them.
 * @param memory of the machine
 * @throws {Failure} when a file cannot be written
 */
export function copyOut(memory: DataView, directory: string): void {
  attempt(directory, () => mkdirSync(directory, { recursive: true }));
  for (const file of modelFiles(memory)) {
    if (!isFileName(file.name)) throw new Failure(cli.outName(file.name));
    const path = join(directory, file.name);
    attempt(path, () => write(path, file));
  }
}

/** Holes stay holes, so a file may be larger than the disk has room. */
function write(path: string, { size, pieces }: ModelFile): void {
  const fd = openSync(path, 'w');
  try {
    ftruncateSync(fd, size);
    for (const { offset, bytes } of pieces()) writeSync(fd, bytes, 0, bytes.length, offset);
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
