import { expect, test } from 'vitest';
import { layoutFor, type RowLayout, rowWidth } from './row-layout.ts';

const name = ({ columns, ascii }: RowLayout) => `${columns}${ascii ? ' ASCII' : ''}`;

test('as many bytes as fit, and then their characters', () => {
  const widths = Array.from({ length: 800 }, (_, width) => width);
  const names = widths.map((width) => name(layoutFor(width)));
  expect(names.filter((each, i) => each !== names[i - 1])).toEqual(['8', '8 ASCII', '16', '16 ASCII']);
  for (const width of widths.slice(220)) expect(rowWidth(layoutFor(width))).toBeLessThanOrEqual(width);
});

test('the tray at its usual width has 16 bytes a row', () => {
  expect(name(layoutFor(392 - 14 - 4 - 11))).toBe('16');
});
