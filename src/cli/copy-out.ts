import { mkdirSync, writeFileSync } from 'node:fs';
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
  write(directory, () => mkdirSync(directory, { recursive: true }));
  for (const name of machine.fileNames()) {
    if (!isFileName(name)) throw new Failure(cli.outName(name));
    const path = join(directory, name);
    write(path, () => writeFileSync(path, machine.readFile(name)));
  }
}

function write(path: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    throw new Failure(cli.unwritable(path, errorCode(error)));
  }
}
