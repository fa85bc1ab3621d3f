import { expect, test } from 'vitest';
import { PAGE_SIZE, STACK_BASE, STACK_SIZE, WINDOW_BASE, WINDOW_PAGES } from '../../assembly/uapi/memory-map.ts';
import { compileOrThrow, loadModule } from '../testing/model.ts';
import { ModelMachine } from './model-machine.ts';

const MAPS = `#include <libaio.h>
#include <stdlib.h>
#include <sys/mman.h>
int main(void)
{
	io_context_t ctx = 0;
	char *lazy = mmap(0, 5 * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	lazy[4096] = 1;
	mprotect(lazy, 4096, PROT_READ);
	mprotect(lazy + 2 * 4096, 4096, PROT_NONE);
	munmap(lazy + 3 * 4096, 4096);
	malloc(100000);
	io_setup(8, &ctx);
	return 0;
}
`;

const module = await loadModule(process.env.KRING_WASM);

test('mappings are what protection() says of every page, in ranges that differ from their neighbours', () => {
  const machine = ModelMachine.create(module, { cpus: 2, version: 618, seed: 1 });
  machine.load(compileOrThrow({ name: 'maps.c', text: MAPS }), []);
  const seen = new Set<string>();
  for (let moments = 0; moments < 120; moments += 12) {
    machine.run(12, 1_000_000);
    machine.clearTrace();
    const ranges = machine.memory.mappings();
    const pages = ranges.flatMap(({ start, end, ...allows }) =>
      Array.from({ length: (end - start) / PAGE_SIZE }, (_, i) => [start + i * PAGE_SIZE, allows]),
    );
    const asked = Array.from({ length: WINDOW_PAGES }, (_, i) => WINDOW_BASE + i * PAGE_SIZE)
      .map((address) => [address, machine.memory.protection(address)])
      .filter(([, allows]) => allows !== undefined);
    expect(pages).toEqual(asked);
    for (const [i, { start, read, write, ring }] of ranges.entries()) {
      const before = ranges[i - 1];
      expect(before?.end === start && before.read === read && before.write === write && before.ring === ring).toBe(
        false,
      );
      seen.add(`${read ? 'r' : ''}${write ? 'w' : ''}${ring ? ' ring' : ''}`);
    }
    expect(ranges).toContainEqual({
      start: STACK_BASE,
      end: STACK_BASE + STACK_SIZE,
      read: true,
      write: true,
      ring: false,
    });
  }
  expect([...seen].sort()).toEqual(['', 'r', 'rw', 'rw ring']);
});
