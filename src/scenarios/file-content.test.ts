import { expect, test } from 'vitest';
import { byteAt, contentOf, fillContent } from './file-content.ts';

/** The definition, word by word, in 64-bit arithmetic. */
function definition(seed: number, offset: number): number {
  if (seed === 0) return 0;
  const u64 = (x: bigint) => BigInt.asUintN(64, x);
  let x = u64(BigInt(Math.floor(offset / 8)) + u64(BigInt(seed) * 0x9e3779b97f4a7c15n));
  x ^= x >> 30n;
  x = u64(x * 0xbf58476d1ce4e5b9n);
  x ^= x >> 27n;
  x = u64(x * 0x94d049bb133111ebn);
  x ^= x >> 31n;
  return Number((x >> BigInt(8 * (offset % 8))) & 0xffn);
}

test('agrees with its definition in 64-bit arithmetic', () => {
  for (const seed of [0, 1, 7, 0x7fffffff, 0x80000000, 0xffffffff]) {
    for (const start of [0, 5, 4091, 2 ** 31 - 9, 2 ** 32 - 12, 2 ** 35 - 8, 2 ** 40 + 3]) {
      for (let offset = start; offset < start + 40; offset++) {
        expect(byteAt(seed, offset), `seed ${seed}, offset ${offset}`).toBe(definition(seed, offset));
      }
    }
  }
});

test('a slice from the middle is a slice of the whole', () => {
  const whole = contentOf({ name: 'data', size: 1000, seed: 3 });
  for (const [from, to] of [
    [0, 1000],
    [1, 2],
    [7, 9],
    [13, 800],
  ] as const) {
    const slice = new Uint8Array(to - from);
    fillContent(3, from, slice);
    expect(slice).toEqual(whole.subarray(from, to));
  }
});
