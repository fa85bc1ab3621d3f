/** Bytes of a row, and whether their characters stand beside them. */
export interface RowLayout {
  readonly columns: 8 | 16;
  readonly ascii: boolean;
}

/** Pixels: a row, and what is in it. memory.css has the height and the gaps once more. */
export const ROW_HEIGHT = 17;
export const ADDRESS_WIDTH = 86;
export const BYTE_WIDTH = 16.5;
/** Between two groups of 8 bytes. */
export const GAP_WIDTH = 6;
const CHARACTER_WIDTH = 6.7;
const ASCII_GAP_WIDTH = 12;

/** What is best to have, first. */
const LAYOUTS: readonly RowLayout[] = [
  { columns: 16, ascii: true },
  { columns: 16, ascii: false },
  { columns: 8, ascii: true },
];
const NARROWEST: RowLayout = { columns: 8, ascii: false };

/** The row that fits so many pixels. */
export function layoutFor(width: number): RowLayout {
  return LAYOUTS.find((layout) => rowWidth(layout) <= width) ?? NARROWEST;
}

export function asciiWidth({ columns, ascii }: RowLayout): number {
  return ascii ? ASCII_GAP_WIDTH + columns * CHARACTER_WIDTH : 0;
}

export function rowWidth(layout: RowLayout): number {
  const gaps = (layout.columns / 8 - 1) * GAP_WIDTH;
  return ADDRESS_WIDTH + layout.columns * BYTE_WIDTH + gaps + asciiWidth(layout);
}
