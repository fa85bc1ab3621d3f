import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { C_FOLDER, hasGcc, inEmptyDirectory, runTool } from '../testing/gcc.ts';

/** Given by the driver: what needs kring's own compiler, and the program's beginning and end. */
const LEFT_OUT = ['memory.c', 'start.c'];

describe.skipIf(!hasGcc)('libc, compiled by gcc, beside glibc (needs gcc)', () => {
  const headers = join(C_FOLDER, 'headers');
  // The thread pointer belongs to glibc here: kring's libc must not take what it points to for its own.
  const noThreads = '-D__builtin_thread_pointer()=((void *)0)';
  const freestanding = ['-std=gnu11', '-ffreestanding', '-fno-builtin', '-nostdinc', noThreads, '-I', headers];
  const sources = readdirSync(join(C_FOLDER, 'libc'))
    .filter((name) => !LEFT_OUT.includes(name))
    .map((name) => join(C_FOLDER, 'libc', name));

  test('gcc has no warning for it', () => {
    runTool('gcc', [...freestanding, '-fsyntax-only', '-Wall', '-Wextra', '-Werror', ...sources]);
  });

  test('random calls have equal answers', () => {
    const seed = Math.floor(Math.random() * 2 ** 32);
    console.log(`libc-against-glibc: seed ${seed}`);
    const output = inEmptyDirectory((cwd) => {
      runTool('gcc', [...freestanding, '-O1', '-c', ...sources], { cwd });
      const objects = readdirSync(cwd);
      runTool('ld', ['-r', '-o', 'libc.o', ...objects], { cwd });
      runTool('objcopy', ['--prefix-symbols=k_', 'libc.o'], { cwd });
      runTool('gcc', ['-w', join(C_FOLDER, 'testdata/libc-against-glibc.c'), 'libc.o', '-o', 'test'], { cwd });
      return runTool('./test', [String(seed), '5000'], { cwd });
    });
    expect(output).toBe('equal\n');
  });
});
