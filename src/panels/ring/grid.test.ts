import { expect, test } from 'vitest';
import { gridOf, placeOf, slotUnder } from './grid.ts';

test.each([
  [639, 388, 338],
  [65_535, 388, 338],
  [131_199, 388, 338],
  [131_199, 200, 100],
])('%i slots in %i x %i: every one has a place of its own, which leads back to it', (nr, width, height) => {
  const grid = gridOf(nr, width, height);
  expect(grid.columns * grid.cell).toBeLessThanOrEqual(width);
  expect(grid.rows * grid.cell).toBeLessThanOrEqual(height);
  expect(grid.columns * grid.rows).toBeGreaterThanOrEqual(nr);
  for (const slot of [0, 1, grid.columns - 1, grid.columns, nr - 1]) {
    const [x, y] = placeOf(grid, slot);
    expect(slotUnder(grid, x + grid.cell * 0.1, y + grid.cell * 0.1)).toBe(slot);
    expect(slotUnder(grid, x + grid.cell * 0.9, y + grid.cell * 0.9)).toBe(slot);
  }
  expect(slotUnder(grid, -1, 0)).toBe(undefined);
  expect(slotUnder(grid, 1, (grid.rows + 0.5) * grid.cell)).toBe(undefined);
});

test('squares are as large as there is room for', () => {
  expect(gridOf(639, 388, 338).cell).toBe(14);
  expect(gridOf(65_535, 388, 338).cell).toBe(1);
  expect(gridOf(131_199, 388, 339)).toMatchObject({ columns: 388, rows: 339, cell: 1 });
});
