import type { Stretch } from '../../store/timeline-view.ts';
import type { Layout } from './layout.ts';
import type { Palette } from './palette.ts';

/** What lanes are drawn with. */
export interface Pen {
  readonly context: CanvasRenderingContext2D;
  readonly palette: Palette;
  readonly layout: Layout;
  readonly stretch: Stretch;
  /** The pixel of a time. */
  readonly x: (time: number) => number;
  /** Device pixels of a CSS pixel. */
  readonly scale: number;
}

/** What is drawn is never narrower than this, so that an instant can be seen. */
const THINNEST = 1;

export function penOf(
  context: CanvasRenderingContext2D,
  palette: Palette,
  layout: Layout,
  stretch: Stretch,
  scale: number,
): Pen {
  const perNs = (layout.right - layout.left) / (stretch.to - stretch.from);
  return { context, palette, layout, stretch, x: (time) => layout.left + (time - stretch.from) * perNs, scale };
}

/** Left and right end of a span, inside the drawing, on whole device pixels: crisp, and several times faster to fill. */
export function extent({ x, layout, scale }: Pen, start: number, end: number): [left: number, right: number] {
  const left = Math.round(Math.max(layout.left, x(start)) * scale) / scale;
  const right = Math.round(Math.min(layout.right, x(end)) * scale) / scale;
  return [left, Math.max(right, left + THINNEST)];
}

/** A word inside a span, if there is room for it. */
export function label({ context }: Pen, text: string, left: number, right: number, middle: number): void {
  const room = right - left - 8;
  if (room < 20 || context.measureText(text).width > room) return;
  context.fillText(text, left + 4, middle + 0.5);
}

/**
 * Draws spans of one look as few rectangles: those that touch the same pixel become one.
 */
export class Merger {
  private left = 0;
  private right = -1;

  constructor(private readonly draw: (left: number, right: number) => void) {}

  add(left: number, right: number): void {
    if (this.right < 0) {
      this.left = left;
      this.right = right;
    } else if (left - this.right < 0.5 && right - left <= 2 && this.right - this.left < 1e4) {
      this.right = Math.max(this.right, right);
    } else {
      this.flush();
      this.left = left;
      this.right = right;
    }
  }

  flush(): void {
    if (this.right >= 0) this.draw(this.left, this.right);
    this.right = -1;
  }
}

/** An area over columns of one pixel: `values` from 0 to `most`, upwards from the bottom of a band. */
export function area(
  pen: Pen,
  values: Float64Array,
  most: number,
  top: number,
  bottom: number,
  base?: Float64Array,
): void {
  const { context, layout } = pen;
  const scale = (bottom - top) / most;
  // Little is still not nothing: at least a pixel.
  const y = (value: number) => (value <= 0 ? bottom : bottom - Math.max(1, Math.min(most, value) * scale));
  const width = (layout.right - layout.left) / values.length;
  context.beginPath();
  context.moveTo(layout.left, y(base?.[0] ?? 0));
  for (let c = 0; c < values.length; c++) {
    const value = (base?.[c] ?? 0) + values[c]!;
    context.lineTo(layout.left + c * width, y(value));
    context.lineTo(layout.left + (c + 1) * width, y(value));
  }
  for (let c = values.length - 1; c >= 0; c--) {
    context.lineTo(layout.left + (c + 1) * width, y(base?.[c] ?? 0));
    context.lineTo(layout.left + c * width, y(base?.[c] ?? 0));
  }
  context.closePath();
  context.fill();
}
