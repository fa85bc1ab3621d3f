/** Small whole programs, one for each area of the C library, on the model and under gcc: the same output. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadModule } from '../machine/load-wasm.ts';
import { C_FOLDER } from './gcc.ts';
import { compileOrThrow, runOnModel } from './model.ts';
import { Oracle } from './oracle.ts';

const FOLDER = join(C_FOLDER, 'testdata/libc');
const FILES = [{ name: 'data', size: 16384, seed: 1 }];

const oracle = Oracle.find();
const options =
  typeof oracle === 'string'
    ? { cpus: 2, version: 618, seed: 1 }
    : { cpus: oracle.cpus, version: oracle.version, seed: 1 };

let module: WebAssembly.Module;
beforeAll(async () => {
  module = await loadModule();
});

describe.skipIf(typeof oracle === 'string')(
  `libc beside glibc${typeof oracle === 'string' ? ` (${oracle})` : ''}`,
  () => {
    test.each(readdirSync(FOLDER))('%s', async (name) => {
      const program = { name, text: readFileSync(join(FOLDER, name), 'utf8') };
      const expected = await (oracle as Oracle).run({ ...program, files: FILES });
      const { stdout, stderr, status } = runOnModel(module, options, compileOrThrow(program), FILES);
      expect({ stdout, stderr, status }).toEqual(expected);
    });
  },
);
