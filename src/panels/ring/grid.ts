/** How the slots of a large ring lie in rows. Sizes in CSS pixels. */
export interface Grid {
  readonly nr: number;
  readonly columns: number;
  readonly rows: number;
  /** Side of a slot's square. */
  readonly cell: number;
}

/** Largest square of a slot: more would look like a table. */
const LARGEST = 14;

/** The largest squares, of whole pixels, with which all slots fit; less than a pixel when even that is too much. */
export function gridOf(nr: number, width: number, height: number): Grid {
  for (let cell = LARGEST; cell >= 1; cell--) {
    const grid = withCells(nr, width, cell);
    if (grid.rows * cell <= height) return grid;
  }
  const columns = Math.max(1, Math.ceil(Math.sqrt((nr * width) / height)));
  const rows = Math.ceil(nr / columns);
  return { nr, columns, rows, cell: Math.min(width / columns, height / rows) };
}

function withCells(nr: number, width: number, cell: number): Grid {
  const columns = Math.max(1, Math.floor(width / cell));
  return { nr, columns, rows: Math.ceil(nr / columns), cell };
}

/** Left and top of a slot. */
export function placeOf({ columns, cell }: Grid, slot: number): readonly [x: number, y: number] {
  return [(slot % columns) * cell, Math.floor(slot / columns) * cell];
}

/** The slot at a point, or undefined beside them. */
export function slotUnder({ nr, columns, cell }: Grid, x: number, y: number): number | undefined {
  const column = Math.floor(x / cell);
  const slot = Math.floor(y / cell) * columns + column;
  return column >= 0 && column < columns && slot >= 0 && slot < nr ? slot : undefined;
}
