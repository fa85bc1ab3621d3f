import { frame } from '../../frame/frame-clock.ts';
import { ringPicture } from '../../store/ring.ts';
import { ringMap } from '../../store/ring-map.ts';
import { sessionStore } from '../../store/session.ts';
import { type Grid, gridOf } from './grid.ts';
import { coloursOf, drawSlots, moveMark, type SlotColours } from './overview-canvas.ts';

interface Marks {
  readonly head: HTMLElement;
  readonly tail: HTMLElement;
}

/** Keeps the canvas what it should show. @param laidOut is told where the slots lie @returns stops it */
export function showSlots(
  box: HTMLElement,
  canvas: HTMLCanvasElement,
  marks: Marks,
  laidOut: (grid: Grid) => void,
): () => void {
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return () => {};
  let { clientWidth: width, clientHeight: height } = box;
  let image: ImageData | undefined;
  let colours: SlotColours | undefined;
  let drawn = '';

  const draw = () => {
    const { session } = sessionStore.getState();
    const ring = session && ringPicture(session);
    const map = session && ringMap(session);
    if (ring?.state !== 'mapped' || !map || map.nr === 0 || width === 0) return;
    const key = [session.id, map.handle, map.nr, map.version, ring.head, ring.tail, ring.events, width, height].join();
    if (key === drawn) return;
    drawn = key;
    const grid = gridOf(map.nr, width, height);
    if (image?.width !== grid.columns || image.height !== grid.rows) {
      canvas.width = grid.columns;
      canvas.height = grid.rows;
      image = context.createImageData(grid.columns, grid.rows);
    }
    laidOut(grid);
    canvas.style.width = `${grid.columns * grid.cell}px`;
    canvas.classList.toggle('fine', grid.cell < 1);
    colours ??= coloursOf(context);
    drawSlots(context, image, grid, map.written, ring, colours);
    moveMark(marks.head, grid, ring.head);
    moveMark(marks.tail, grid, ring.tail);
  };

  const anew = () => {
    colours = undefined;
    drawn = '';
    frame.invalidate();
  };
  const sizes = new ResizeObserver(() => {
    width = box.clientWidth;
    height = box.clientHeight;
    frame.invalidate();
  });
  sizes.observe(box);
  const themes = new MutationObserver(anew);
  themes.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  const off = frame.takeTurns(draw);
  draw();
  return () => {
    sizes.disconnect();
    themes.disconnect();
    off();
  };
}
