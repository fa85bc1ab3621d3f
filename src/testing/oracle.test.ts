import { describe, expect, test } from 'vitest';
import { byteAt } from '../scenarios/file-content.ts';
import { GccError, Oracle } from './oracle.ts';

const oracle = Oracle.find();
if (typeof oracle === 'string') console.warn(oracle);

function program(text: string, files: { name: string; size: number; seed: number }[] = []) {
  return { name: 'x.c', text, files };
}

describe.skipIf(typeof oracle === 'string')('the oracle', () => {
  const machine = oracle as Oracle;

  test('hands back output and exit status', async () => {
    const text = '#include <stdio.h>\nint main(void) { puts("out"); fprintf(stderr, "err"); return 3; }';
    expect(await machine.run(program(text))).toEqual({ stdout: 'out\n', stderr: 'err', status: 3 });
  });

  test('a signal is 128 + its number, and lines before it are not lost', async () => {
    const text = '#include <stdio.h>\nint zero;\nint main(void) { puts("before"); return 7 / zero; }';
    expect(await machine.run(program(text))).toMatchObject({ stdout: 'before\n', status: 136 });
  });

  test('creates the input files', async () => {
    const text = `
      #include <stdio.h>
      int main(void) {
        FILE *f = fopen("data", "r");
        int n = 0, c, last = 0;
        while ((c = getc(f)) != EOF) n++, last = c;
        printf("%d %d", n, last);
        return 0;
      }`;
    const outcome = await machine.run(program(text, [{ name: 'data', size: 1001, seed: 9 }]));
    expect(outcome.stdout).toBe(`1001 ${byteAt(9, 1000)}`);
  });

  test('a warning is a refusal', async () => {
    await expect(machine.run(program('int main(void) { int unused; return 0; }'))).rejects.toThrow(GccError);
  });
});
