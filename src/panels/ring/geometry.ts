/** The circle of slots: slot 0 begins on top, the numbers go clockwise, in a view box of 380 x 380. */
export const CENTRE = 190;
export const OUTER = 166;
export const INNER = 140;

/** The view box, wider when the numbers at the sides have many digits. */
export function viewBox(nr: number): string {
  const extra = Math.max(0, `${nr}`.length - 3) * 7;
  return `${-extra} 0 ${380 + 2 * extra} 380`;
}

/** Above this, single slots are narrower than a line: the circle is one band. */
export const MAX_SEGMENTS = 512;

/** The point at `slot` (fractions are inside a slot) and `radius`. */
export function at(nr: number, slot: number, radius: number): [x: number, y: number] {
  const angle = (2 * Math.PI * slot) / nr - Math.PI / 2;
  return [round(CENTRE + radius * Math.cos(angle)), round(CENTRE + radius * Math.sin(angle))];
}

/** An SVG path that fills `count` slots from `first` on: one shape a slot, or one band when there are many. */
export function segments(nr: number, first: number, count: number): string {
  if (nr === 0 || count === 0) return '';
  if (nr > MAX_SEGMENTS) return band(nr, first, first + count);
  const gap = nr > 200 ? 0.12 : 0.08;
  let path = '';
  for (let i = 0; i < count; i++) path += band(nr, first + i + gap, first + i + 1 - gap);
  return path;
}

/** A ring segment; a whole circle is two halves, since an arc from a point to itself is nothing. */
function band(nr: number, from: number, to: number): string {
  if (to - from >= nr) return band(nr, from, from + nr / 2) + band(nr, from + nr / 2, from + nr);
  // A band of less than half a pixel is drawn half a pixel wide.
  const end = Math.max(to, from + nr / (4 * Math.PI * OUTER));
  const large = end - from > nr / 2 ? 1 : 0;
  const [a, b] = at(nr, from, OUTER);
  const [c, d] = at(nr, end, OUTER);
  const [e, f] = at(nr, end, INNER);
  const [g, h] = at(nr, from, INNER);
  return `M${a} ${b}A${OUTER} ${OUTER} 0 ${large} 1 ${c} ${d}L${e} ${f}A${INNER} ${INNER} 0 ${large} 0 ${g} ${h}Z`;
}

/** An open arc over `count` slots. */
export function arc(nr: number, first: number, count: number, radius: number): string {
  const [a, b] = at(nr, first + 0.1, radius);
  const [c, d] = at(nr, first + count - 0.1, radius);
  return `M${a} ${b}A${radius} ${radius} 0 ${count > nr / 2 ? 1 : 0} 1 ${c} ${d}`;
}

/** Slots that get a number: about eight, at round steps, none so close to the top that it runs into 0. */
export function ticks(nr: number): number[] {
  if (nr === 0) return [];
  const step = 2 ** Math.max(0, Math.round(Math.log2(nr / 8)));
  const slots: number[] = [];
  for (let slot = 0; slot < nr - step / 2; slot += step) slots.push(slot);
  return slots;
}

/** How far apart two labels stand, along the circle and across it. */
const LABEL_WIDTH = 32;
const LABEL_HEIGHT = 12;

/** The place of a pointer's label; when the other pointer is close, beside it, on the side where this one is. */
export function labelAt(nr: number, slot: number, other: number, kind: 'head' | 'tail'): [x: number, y: number] {
  const [x, y] = at(nr, slot + 0.5, INNER - 40);
  const ahead = ((slot - other + nr) % nr) / nr;
  if (Math.min(ahead, 1 - ahead) > 0.08) return [x, y];
  // Where they meet, tail is the one that went ahead.
  const side = ahead === 0 ? (kind === 'tail' ? 1 : -1) : ahead < 0.5 ? 1 : -1;
  const angle = (2 * Math.PI * (slot + 0.5)) / nr - Math.PI / 2;
  return [round(x - side * LABEL_WIDTH * Math.sin(angle)), round(y + side * LABEL_HEIGHT * Math.cos(angle))];
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
