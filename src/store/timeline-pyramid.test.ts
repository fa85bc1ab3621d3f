import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DepthPyramid } from './timeline-pyramid.ts';

interface Stretch {
  readonly start: number;
  readonly length: number;
}

const stretches = fc.array(fc.record({ start: fc.nat(40_000), length: fc.oneof(fc.nat(60), fc.nat(9_000)) }), {
  maxLength: 80,
});

function build(list: readonly Stretch[], scale: number): DepthPyramid {
  const pyramid = new DepthPyramid();
  const changes = list.flatMap(({ start, length }) => [
    { time: start * scale, delta: 1 },
    { time: (start + length) * scale, delta: -1 },
  ]);
  for (const { time, delta } of changes.sort((a, b) => a.time - b.time)) pyramid.change(time, delta);
  return pyramid;
}

/** What all stretches have between two times, added up one by one. */
function integral(list: readonly Stretch[], scale: number, from: number, to: number): number {
  let sum = 0;
  for (const { start, length } of list) {
    sum += Math.max(0, Math.min(to, (start + length) * scale) - Math.max(from, start * scale));
  }
  return sum;
}

test('columns on the borders of bins are the exact mean depth, at every zoom, however long the run', () => {
  fc.assert(
    fc.property(stretches, fc.constantFrom(1, 10, 1_000, 1e6), fc.nat(12), fc.nat(30), (list, scale, zoom, skip) => {
      const pyramid = build(list, scale);
      const column = pyramid.width * 2 ** zoom;
      const from = column * skip;
      const into = new Float64Array(40);
      expect(pyramid.columns(from, from + column * into.length, into)).toBe(true);
      for (const [c, mean] of into.entries()) {
        const exact = integral(list, scale, from + c * column, from + (c + 1) * column) / column;
        expect(mean).toBeCloseTo(exact, 6);
      }
    }),
  );
});

test('between borders nothing is lost: only shared out by parts of a bin', () => {
  fc.assert(
    fc.property(stretches, fc.integer({ min: 7, max: 300 }), (list, columns) => {
      const pyramid = build(list, 1);
      const into = new Float64Array(columns);
      const to = 65_536;
      if (!pyramid.columns(0, to, into)) return;
      const column = to / columns;
      const whole = into.reduce((sum, mean) => sum + mean * column, 0);
      expect(whole).toBeCloseTo(integral(list, 1, 0, to), 4);
    }),
  );
});

test('columns narrower than the finest bin are refused', () => {
  const pyramid = build([{ start: 10, length: 20 }], 1);
  expect(pyramid.columns(0, pyramid.width * 9, new Float64Array(10))).toBe(false);
  expect(pyramid.columns(0, pyramid.width * 10, new Float64Array(10))).toBe(true);
});

test('what begins and never ends is there to the end, also beyond the last bin', () => {
  const pyramid = new DepthPyramid();
  pyramid.change(32, 1);
  const into = new Float64Array(4);
  pyramid.columns(0, 128, into);
  expect([...into]).toEqual([0, 1, 1, 1]);
  pyramid.columns(1e9, 2e9, into);
  for (const mean of into) expect(mean).toBeCloseTo(1, 9);
});
