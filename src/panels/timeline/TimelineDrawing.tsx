import { useId, useLayoutEffect, useRef } from 'react';
import { frame } from '../../frame/frame-clock.ts';
import { positionName } from '../../store/narration.ts';
import { sessionStore } from '../../store/session.ts';
import { storyStops } from '../../store/story.ts';
import { follow, stretchOf, timelineViewStore } from '../../store/timeline-view.ts';
import { text } from '../../text/index.ts';
import { drawCursor, drawRun, drawStops } from './draw.ts';
import { gestures } from './gestures.ts';
import { layoutOf } from './layout.ts';
import { type Palette, paletteOf } from './palette.ts';
import { penOf } from './pen.ts';

/**
 * The run over virtual time, on two canvases: one is drawn when the run, the zoom or the size changes, the other
 * has the cursor and is drawn when that moves. To a keyboard and a screen reader it is a slider over the moments.
 */
export function TimelineDrawing() {
  const slider = useRef<HTMLDivElement>(null);
  const run = useRef<HTMLCanvasElement>(null);
  const cursor = useRef<HTMLCanvasElement>(null);
  const hint = useId();
  useLayoutEffect(() => {
    if (!slider.current || !run.current || !cursor.current) return;
    return show(slider.current, run.current, cursor.current);
  }, []);
  return (
    <>
      <div
        ref={slider}
        className="timeline-drawing"
        role="slider"
        tabIndex={0}
        aria-label={text.timeline.cursor}
        aria-describedby={hint}
        aria-valuemin={0}
        aria-valuemax={0}
        aria-valuenow={0}
      >
        <canvas ref={run} />
        <canvas ref={cursor} />
      </div>
      <p id={hint} className="visually-hidden">
        {text.timeline.hint}
      </p>
    </>
  );
}

/** Keeps the canvases what they should show. @returns stops it */
function show(slider: HTMLElement, run: HTMLCanvasElement, cursor: HTMLCanvasElement): () => void {
  const below = run.getContext('2d');
  const above = cursor.getContext('2d');
  if (!below || !above) return () => {};
  let palette: Palette | undefined;
  let drawn = '';
  let shown = 0;
  let shownAt = -1;
  let cursorAt = '';
  let cursorTime = -1;
  // Asked for once, since asking makes the browser lay out the page.
  let { clientWidth: width, clientHeight: height } = slider;

  /** @param turn whether the time beside the cursor is written anew, too; it hardly moves, and changes all the time */
  const draw = (turn: boolean) => {
    const { session } = sessionStore.getState();
    if (!session || width < 120 || height < 60) return;
    const { recording, timeline } = session;
    const { now } = recording.machine;
    if (session.id !== shown) {
      shown = session.id;
      shownAt = -1;
      drawn = '';
      cursorAt = '';
    }
    const reach = timeline.reach(recording.length);
    if (recording.position !== shownAt && shownAt >= 0) follow(reach, now);
    shownAt = recording.position;
    const scale = window.devicePixelRatio;
    const whole = recording.ending !== undefined && !timeline.behind;
    const stretch = stretchOf(reach);
    const stops = storyStops(session);
    const key = [width, height, scale, stretch.from, stretch.to, reach, whole, timeline.version, stops.length].join();
    for (const canvas of [run, cursor]) resize(canvas, width, height, scale);
    palette ??= paletteOf(slider, below, scale);
    const layout = layoutOf(width, height);
    if (key !== drawn) {
      drawn = key;
      below.setTransform(scale, 0, 0, scale, 0, 0);
      const pen = penOf(below, palette, layout, stretch, scale);
      drawRun(pen, timeline, reach, whole, recording.host !== 'none');
      drawStops(
        pen,
        stops.map(({ position }) => timeline.timeAt(position)),
      );
    }
    const pen = penOf(above, palette, layout, stretch, scale);
    const place = [width, height, scale, palette.panel, Math.round(pen.x(now))].join();
    if (place === cursorAt && (!turn || now === cursorTime)) return;
    cursorAt = place;
    cursorTime = now;
    above.setTransform(scale, 0, 0, scale, 0, 0);
    drawCursor(pen, now);
  };

  const say = () => {
    const { session } = sessionStore.getState();
    if (!session) return;
    const { length, position, machine } = session.recording;
    slider.setAttribute('aria-valuemax', `${length}`);
    slider.setAttribute('aria-valuenow', `${position}`);
    slider.setAttribute('aria-valuetext', text.timeline.at(machine.now, positionName(session)));
  };

  const follows = () => draw(false);
  const takesTurn = () => {
    draw(true);
    say();
  };

  const anew = () => {
    palette = undefined;
    drawn = '';
    frame.invalidate();
  };
  const sizes = new ResizeObserver(() => {
    width = slider.clientWidth;
    height = slider.clientHeight;
    frame.invalidate();
  });
  sizes.observe(slider);
  const themes = new MutationObserver(anew);
  themes.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  dark.addEventListener('change', anew);
  document.fonts.addEventListener('loadingdone', anew);
  // Who points at a time goes on looking at it.
  const pointed = (position: number) => {
    shownAt = position;
  };
  const ends = [
    frame.subscribe(follows),
    frame.takeTurns(takesTurn),
    timelineViewStore.subscribe(frame.invalidate),
    gestures(slider, pointed),
  ];
  takesTurn();
  return () => {
    sizes.disconnect();
    themes.disconnect();
    dark.removeEventListener('change', anew);
    document.fonts.removeEventListener('loadingdone', anew);
    for (const end of ends) end();
  };
}

/** Device pixels, so that lines and words are crisp. A canvas that gets a size is empty. */
function resize(canvas: HTMLCanvasElement, width: number, height: number, scale: number): void {
  const w = Math.round(width * scale);
  const h = Math.round(height * scale);
  if (canvas.width !== w) canvas.width = w;
  if (canvas.height !== h) canvas.height = h;
}
