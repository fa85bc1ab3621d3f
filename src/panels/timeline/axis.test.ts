import { expect, test } from 'vitest';
import { ticks } from './axis.ts';

const labels = (from: number, to: number) => ticks(from, to, 600, 80).map(({ label }) => label);

test.each([
  [0, 400, ['0', '100 ns', '200 ns', '300 ns', '400 ns']],
  [0, 97_500, ['0', '20 µs', '40 µs', '60 µs', '80 µs']],
  [94_900, 95_400, ['94.9 µs', '95.0 µs', '95.1 µs', '95.2 µs', '95.3 µs', '95.4 µs']],
  [0, 2.9e6, ['0', '0.5 ms', '1.0 ms', '1.5 ms', '2.0 ms', '2.5 ms']],
  [1.5e9, 4.1e9, ['1.5 s', '2.0 s', '2.5 s', '3.0 s', '3.5 s', '4.0 s']],
])('%d to %d ns', (from, to, expected) => {
  expect(labels(from, to)).toEqual(expected);
});

test('labels have room, and lie between the ends', () => {
  for (let span = 200; span < 1e13; span *= 3) {
    const list = ticks(span / 7, span / 7 + span, 600, 80);
    expect(list.length).toBeGreaterThan(1);
    expect(list.length).toBeLessThan(9);
    for (const { time } of list) {
      expect(time).toBeGreaterThanOrEqual(span / 7);
      expect(time).toBeLessThanOrEqual(span / 7 + span);
    }
  }
});
