/** Colours and fonts of the theme, as a canvas takes them, and the patterns made of them. */
export interface Palette {
  readonly panel: string;
  readonly ink: string;
  readonly soft: string;
  readonly faint: string;
  readonly hair: string;
  readonly line: string;
  readonly user: string;
  readonly kernel: string;
  readonly kernelBg: string;
  readonly flight: string;
  readonly done: string;
  readonly error: string;
  readonly mark: string;
  readonly ui: string;
  readonly mono: string;
  /** Diagonal lines: a request at the device. */
  readonly hatch: CanvasPattern | string;
}

/** @param scale device pixels of a CSS pixel */
export function paletteOf(element: Element, context: CanvasRenderingContext2D, scale: number): Palette {
  const style = getComputedStyle(element);
  const value = (name: string) => style.getPropertyValue(name).trim();
  const flight = value('--flight');
  return {
    panel: value('--panel'),
    ink: value('--ink'),
    soft: value('--soft'),
    faint: value('--faint'),
    hair: value('--hair'),
    line: value('--line'),
    user: value('--user'),
    kernel: value('--kernel'),
    kernelBg: value('--kernel-bg'),
    flight,
    done: value('--done'),
    error: value('--error'),
    mark: value('--now-edge'),
    ui: value('--ui'),
    mono: value('--mono'),
    hatch: hatched(context, flight, scale) ?? flight,
  };
}

const TILE = 6;

function hatched(context: CanvasRenderingContext2D, colour: string, scale: number): CanvasPattern | null {
  const size = Math.round(TILE * scale);
  const tile = new OffscreenCanvas(size, size);
  const pen = tile.getContext('2d');
  if (!pen) return null;
  pen.fillStyle = colour;
  pen.globalAlpha = 0.3;
  pen.fillRect(0, 0, size, size);
  pen.globalAlpha = 1;
  pen.strokeStyle = colour;
  pen.lineWidth = 2 * scale;
  pen.beginPath();
  for (const from of [-size, 0, size]) {
    pen.moveTo(from, size);
    pen.lineTo(from + size, 0);
  }
  pen.stroke();
  const pattern = context.createPattern(tile, 'repeat');
  pattern?.setTransform(new DOMMatrix().scale(1 / scale));
  return pattern;
}
