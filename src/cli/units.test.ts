import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compileUnits } from '../c/index.ts';
import { liburingHeaders } from '../c/liburing/index.ts';
import { loadModule, runOnModel } from '../testing/model.ts';
import type { RunOptions } from './options.ts';
import { readUnits } from './units.ts';

const OPTIONS: RunOptions = { machine: 'model', cpus: 2, kernel: '6.18', seed: 1, disk: 'usual', fs: 'ext4' };
const URING = `#include <liburing.h>
#include <stdio.h>
int main(void)
{
	struct io_uring ring;
	printf("%d ", io_uring_queue_init(8, &ring, 0));
	printf("%s\\n", io_uring_get_sqe(&ring) ? "an SQE" : "NULL");
	return 0;
}
`;

describe('what kring run is given', () => {
  let directory: string;
  let module: WebAssembly.Module;
  const path = (name: string) => join(directory, name);

  beforeAll(async () => {
    module = await loadModule(process.env.KRING_WASM);
    directory = mkdtempSync(join(tmpdir(), 'kring-units-'));
    for (const [folder, size] of Object.entries({ small: 2, large: 4 })) {
      mkdirSync(path(`${folder}/deep`), { recursive: true });
      writeFileSync(path(`${folder}/deep/size.h`), `#define SIZE ${size}\n`);
    }
    writeFileSync(
      path('a.c'),
      '#include <deep/size.h>\n#include <stdio.h>\nint other(void);\nint main(void){printf("%d %d\\n",SIZE,other());}\n',
    );
    writeFileSync(path('b.c'), '#include "deep/size.h"\nint other(void){return SIZE;}\n');
    writeFileSync(path('u.c'), URING);
  });

  afterAll(() => rmSync(directory, { recursive: true }));

  function output(names: readonly string[], options: Partial<RunOptions>): string {
    const result = compileUnits(readUnits(names.map(path), { ...OPTIONS, ...options }));
    if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join('\n'));
    return runOnModel(module, { cpus: 2, version: 618, seed: 1 }, result.program, []).stdout;
  }

  test('two files, each with its own directory of headers', () => {
    const include = [
      { name: path('a.c'), path: path('small') },
      { name: path('b.c'), path: path('large') },
    ];
    expect(output(['a.c', 'b.c'], { include })).toBe('2 4\n');
  });

  test.each([
    [{}, '0 an SQE\n'],
    [{ liburing: '2.2' }, '0 an SQE\n'],
    [{ headers: '2.3', liburing: '2.2' }, '0 NULL\n'],
    [{ headers: '2.2', liburing: '2.3' }, '0 an SQE\n'],
  ] as const)('a program that includes liburing, with %o', (options, said) => {
    expect(output(['u.c'], options)).toBe(said);
  });

  test('headers are not taken from the other releases', () => {
    const [program] = readUnits([path('u.c')], { ...OPTIONS, headers: '2.3', liburing: '2.2' });
    expect(program?.headers?.get('liburing.h')).toBe(liburingHeaders('2.3').get('liburing.h'));
  });

  test('--include about no file, and a directory that is not there', () => {
    expect(() => readUnits([path('a.c')], { ...OPTIONS, include: [{ name: 'x.c', path: '.' }] })).toThrow(
      "'x.c' is none of the C files",
    );
    const include = [{ name: path('a.c'), path: path('nowhere') }];
    expect(() => readUnits([path('a.c')], { ...OPTIONS, include })).toThrow('no such file');
  });
});
