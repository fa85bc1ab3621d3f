/**
 * Programs whose output under kring's machine must be what it is under gcc: every file of testdata/programs, and
 * statements made up at random.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { C_FOLDER, hasGcc, inEmptyDirectory } from '../testing/gcc.ts';
import { compileOrThrow, loadModule, runOnModel } from '../testing/model.ts';
import { randomProgram } from '../testing/random-c.ts';

const FOLDER = join(C_FOLDER, 'testdata/programs');
const MODEL = { cpus: 2, version: 618, seed: 1 };

let module: WebAssembly.Module;
beforeAll(async () => {
  module = await loadModule();
});

interface Outcome {
  readonly stdout: string;
  readonly status: number;
}

function onModel(name: string, text: string): Outcome {
  const { stdout, status } = runOnModel(module, MODEL, compileOrThrow({ name, text }), []);
  return { stdout, status };
}

/** stdout line-buffered, as kring's is, so that what a crashing program printed before is seen. */
function underGcc(name: string, text: string, flags: readonly string[]): Outcome {
  return inEmptyDirectory((cwd) => {
    writeFileSync(join(cwd, name), text);
    const include = join(C_FOLDER, 'testdata/gcc-include');
    execFileSync('gcc', ['-w', '-O0', ...flags, '-I', include, name, '-o', 'program'], { cwd });
    const run = spawnSync('stdbuf', ['-oL', './program'], { cwd, encoding: 'utf8' });
    const status = run.signal ? 128 + constants.signals[run.signal] : run.status!;
    return { stdout: run.stdout, status };
  });
}

describe.skipIf(!hasGcc)('programs beside gcc (needs gcc)', () => {
  test.each(readdirSync(FOLDER).filter((name) => name.endsWith('.c')))('%s', (name) => {
    const text = readFileSync(join(FOLDER, name), 'utf8');
    expect(onModel(name, text)).toEqual(underGcc(name, text, []));
  });

  test('statements made up at random', () => {
    const seed = Number(process.env.KRING_SEED ?? Math.floor(Math.random() * 2 ** 32));
    console.log(`random C: KRING_SEED=${seed}`);
    for (let i = 0; i < 3; i++) {
      const text = randomProgram(seed + i, 120);
      expect(onModel('random.c', text), `KRING_SEED=${seed + i}`).toEqual(underGcc('random.c', text, ['-fwrapv']));
    }
  });
});
