/** Page, command line, model and gcc read the same files: the model's own bytes beside src/scenarios/file-content.ts. */
import { expect, test } from 'vitest';
import { loadModule } from '../machine/load-wasm.ts';
import { contentOf } from '../scenarios/file-content.ts';
import { compileOrThrow, runOnModel } from './model.ts';

const FILES = [
  { name: 'zeroes', size: 10_000, seed: 0 },
  { name: 'short', size: 3, seed: 1 },
  { name: 'odd', size: 70_001, seed: 0xffffffff },
];

const PROGRAM = `
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>
int main(void)
{
	static const char *names[] = { "zeroes", "short", "odd" };
	unsigned char buf[1000];
	for (int i = 0; i < 3; i++) {
		int fd = open(names[i], O_RDONLY);
		unsigned sum = 1, n = 0;
		long got;
		while ((got = read(fd, buf, 997)) > 0)
			for (long k = 0; k < got; k++, n++)
				sum = sum * 31 + buf[k];
		printf("%s %u %u\\n", names[i], n, sum);
	}
	return 0;
}`;

test('a program reads what contentOf() makes', async () => {
  const { stdout } = runOnModel(
    await loadModule(),
    { cpus: 2, version: 618, seed: 1 },
    compileOrThrow({ name: 'sum.c', text: PROGRAM }),
    FILES,
  );
  const expected = FILES.map((file) => {
    const sum = contentOf(file).reduce((so, byte) => (Math.imul(so, 31) + byte) >>> 0, 1);
    return `${file.name} ${file.size} ${sum}\n`;
  });
  expect(stdout).toBe(expected.join(''));
});
