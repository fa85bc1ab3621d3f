import { expect, test } from 'vitest';
import { arc, at, CENTRE, labelAt, OUTER, segments, ticks } from './geometry.ts';

test('slot 0 is on top, and the numbers go clockwise', () => {
  expect(at(128, 0, OUTER)).toEqual([CENTRE, CENTRE - OUTER]);
  expect(at(128, 32, OUTER)).toEqual([CENTRE + OUTER, CENTRE]);
  expect(at(128, 64, OUTER)).toEqual([CENTRE, CENTRE + OUTER]);
});

test('one shape a slot, also over the end of the ring', () => {
  expect(segments(127, 125, 4).match(/M/g)).toHaveLength(4);
  expect(segments(127, 5, 0)).toBe('');
  expect(segments(0, 0, 0)).toBe('');
});

test('131,199 slots are one band, whole or in part', () => {
  expect(segments(131_199, 0, 131_199).match(/M/g)).toHaveLength(2);
  const part = segments(131_199, 131_000, 400);
  expect(part.match(/M/g)).toHaveLength(1);
  expect(part.length).toBeLessThan(200);
});

test('the arc over more than half of the ring takes the long way', () => {
  expect(arc(127, 0, 100, 100)).toContain('0 1 1');
  expect(arc(127, 0, 10, 100)).toContain('0 0 1');
});

test('about eight numbers, whatever the size', () => {
  expect(ticks(127)).toEqual([0, 16, 32, 48, 64, 80, 96, 112]);
  expect(ticks(383).length).toBeLessThanOrEqual(12);
  expect(ticks(131_199).length).toBeLessThanOrEqual(12);
  expect(ticks(0)).toEqual([]);
});

test('labels of head and tail that are close stand on their own side', () => {
  const x = (slot: number, other: number, kind: 'head' | 'tail') => labelAt(127, slot, other, kind)[0];
  expect(x(0, 0, 'head')).toBeLessThan(x(0, 0, 'tail'));
  expect(x(0, 2, 'head')).toBeLessThan(x(2, 0, 'tail'));
  expect(x(5, 3, 'head')).toBeGreaterThan(x(3, 5, 'tail'));
  // At the bottom the numbers go to the left.
  expect(x(63, 65, 'head')).toBeGreaterThan(x(65, 63, 'tail'));
});
