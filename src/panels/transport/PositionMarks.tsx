import { useEffect, useRef } from 'react';
import { frame } from '../../frame/frame-clock.ts';
import { useFramePicture, useFrameValue } from '../../frame/use-frame-value.ts';
import { pause } from '../../store/playback.ts';
import { known } from '../../store/record-index.ts';
import { type Session, sessionStore } from '../../store/session.ts';
import { storyStops } from '../../store/story.ts';
import { themeStore } from '../../store/theme.ts';
import { seek } from '../../store/transport.ts';
import { text } from '../../text/index.ts';

/** Heights of a tick, in CSS pixels: a system call, an event. */
const CALL = 4;
const EVENT = 8;

/** Over the slider: a tick for every system call and every event, and the story's moments, which can be pressed. */
export function PositionMarks() {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    let drawn = '';
    // Asked for once, since asking makes the browser lay out the page.
    let width = element.clientWidth;
    const draw = () => {
      const { session } = sessionStore.getState();
      if (!session) return;
      const { id, index, recording } = session;
      const { theme = '' } = document.documentElement.dataset;
      const key = [id, recording.length, index.entries.length, index.publishes.length, width, theme].join();
      if (key === drawn) return;
      drawn = key;
      drawTicks(element, session);
    };
    const resized = new ResizeObserver(() => {
      width = element.clientWidth;
      draw();
    });
    resized.observe(element);
    const offFrame = frame.subscribe(draw);
    const offTheme = themeStore.subscribe(() => queueMicrotask(draw));
    return () => {
      resized.disconnect();
      offFrame();
      offTheme();
    };
  }, []);
  return (
    <span aria-hidden="true">
      <canvas ref={canvas} className="ticks" />
      <StoryMarks />
    </span>
  );
}

/** How long the run is, once that is known. */
const finalLength = ({ recording }: Session) => (recording.ending === undefined ? undefined : recording.length);

/** The same moments are in the palette, and on the way of N and Shift+N; here they are for the pointer. */
function StoryMarks() {
  const stops = useFramePicture(storyStops) ?? [];
  const length = useFrameValue(finalLength);
  if (length === undefined) return null;
  return (
    <span className="stops">
      {stops.map(({ position, mark, note }) => (
        <button
          key={mark}
          type="button"
          tabIndex={-1}
          title={text.page.storyStop(position, note)}
          style={{ left: `${(100 * position) / length}%` }}
          onClick={() => {
            pause();
            seek(position);
          }}
        />
      ))}
    </span>
  );
}

function drawTicks(canvas: HTMLCanvasElement, { index, recording }: Session): void {
  const scale = devicePixelRatio;
  const { clientWidth, clientHeight } = canvas;
  canvas.width = clientWidth * scale;
  canvas.height = clientHeight * scale;
  const pen = canvas.getContext('2d');
  if (!pen || recording.length === 0) return;
  const style = getComputedStyle(canvas);
  pen.scale(scale, scale);
  const ticks = (positions: readonly number[], height: number, colour: string) => {
    pen.fillStyle = style.getPropertyValue(colour);
    for (const x of columns(positions, recording.length, clientWidth)) {
      pen.fillRect(x, clientHeight - height, 1, height);
    }
  };
  ticks(index.entries, CALL, '--kernel');
  ticks(index.publishes, EVENT, '--done');
}

/** The pixel columns in which there is a position; each is found in the list, so that its length costs nothing. */
function columns(positions: readonly number[], length: number, width: number): number[] {
  const found: number[] = [];
  for (let at = 0; at < positions.length; ) {
    const x = Math.floor((positions[at]! * (width - 1)) / length);
    found.push(x);
    at = Math.max(at + 1, known(positions, ((x + 1) * length) / Math.max(1, width - 1)));
  }
  return found;
}
