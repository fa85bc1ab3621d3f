import { type Grid, placeOf } from './grid.ts';

/** Colours of the theme, as ImageData has them: 0xAABBGGRR. */
export interface SlotColours {
  readonly unreaped: number;
  readonly next: number;
  readonly old: number;
  readonly never: number;
  readonly none: number;
}

const NAMES = { unreaped: '--done', next: '--kernel', old: '--control', never: '--hair' } as const;

/** @param context of a canvas in the page, whose theme it is */
export function coloursOf(context: CanvasRenderingContext2D): SlotColours {
  const style = getComputedStyle(context.canvas);
  const colour = (name: string) => {
    context.fillStyle = style.getPropertyValue(name).trim();
    context.fillRect(0, 0, 1, 1);
    return new Uint32Array(context.getImageData(0, 0, 1, 1).data.buffer)[0] ?? 0;
  };
  return {
    unreaped: colour(NAMES.unreaped),
    next: colour(NAMES.next),
    old: colour(NAMES.old),
    never: colour(NAMES.never),
    none: 0,
  };
}

/** Which slots are to be reaped, and which one is written next. */
export interface Pointers {
  readonly head: number;
  readonly tail: number;
  readonly events: number;
}

/** A pixel a slot; the canvas is shown larger when slots have more room. */
export function drawSlots(
  context: CanvasRenderingContext2D,
  image: ImageData,
  { nr, columns, rows }: Grid,
  written: Uint8Array,
  { head, tail, events }: Pointers,
  colours: SlotColours,
): void {
  const pixels = new Uint32Array(image.data.buffer);
  for (let slot = 0; slot < nr; slot++) pixels[slot] = written[slot] === 0 ? colours.never : colours.old;
  pixels.fill(colours.none, nr, columns * rows);
  pixels.fill(colours.unreaped, head, Math.min(nr, head + events));
  if (head + events > nr) pixels.fill(colours.unreaped, 0, tail);
  pixels[tail] = colours.next;
  context.putImageData(image, 0, 0);
}

/** Pixels that a mark's label takes. */
const LABEL_WIDTH = 34;
const LABEL_HEIGHT = 20;

/** Puts a mark to its slot, its label on the side where there is room. A transform: nothing is laid out or painted anew. */
export function moveMark(mark: HTMLElement, grid: Grid, slot: number): void {
  const [x, y] = placeOf(grid, slot);
  mark.style.transform = `translate(${x + grid.cell / 2}px, ${y + grid.cell / 2}px)`;
  mark.classList.toggle('left', x > grid.columns * grid.cell - LABEL_WIDTH);
  mark.classList.toggle(
    'below',
    mark.classList.contains('tail') ? y < grid.rows * grid.cell - LABEL_HEIGHT : y < LABEL_HEIGHT,
  );
}
