import { pause } from '../../store/playback.ts';
import { type Session, sessionStore } from '../../store/session.ts';
import { pan, showWhole, stretchOf, zoom } from '../../store/timeline-view.ts';
import { seek } from '../../store/transport.ts';
import { layoutOf } from './layout.ts';

/** One turn of a wheel, one press of + or -. */
export const ZOOM = 1.6;
/** Part of what is shown that Shift with an arrow moves it by, and that Page Up and Page Down move the cursor by. */
const PAN = 0.25;
const PAGE = 0.1;

/**
 * Mouse, finger, wheel and keys on the drawing.
 * @param pointed somebody pointed at a time: the cursor goes to what was over then, which may lie far before it
 * @returns takes them off again
 */
export function gestures(slider: HTMLElement, pointed: (position: number) => void): () => void {
  const off = new AbortController();
  const { signal } = off;
  let scrubbing = false;

  const seekTo = (event: PointerEvent) => {
    const { session } = sessionStore.getState();
    if (!session) return;
    pause();
    const { recording, timeline } = session;
    const position = timeline.positionAt(timeAt(session, slider, event.clientX), recording.length);
    pointed(position);
    seek(position);
  };
  slider.addEventListener(
    'pointerdown',
    (event) => {
      if (event.button !== 0) return;
      scrubbing = true;
      slider.setPointerCapture(event.pointerId);
      seekTo(event);
    },
    { signal },
  );
  slider.addEventListener(
    'pointermove',
    (event) => {
      if (scrubbing) seekTo(event);
    },
    { signal },
  );
  for (const end of ['pointerup', 'pointercancel'] as const) {
    slider.addEventListener(
      end,
      () => {
        scrubbing = false;
      },
      { signal },
    );
  }
  slider.addEventListener('wheel', (event) => onWheel(slider, event), { signal, passive: false });
  slider.addEventListener('keydown', onKey, { signal });
  return () => off.abort();
}

/** The virtual ns under a pixel of the window. */
function timeAt({ recording, timeline }: Session, slider: HTMLElement, clientX: number): number {
  const { left, right } = layoutOf(slider.clientWidth, slider.clientHeight);
  const { from, to } = stretchOf(timeline.reach(recording.length));
  const part = (clientX - slider.getBoundingClientRect().left - left) / (right - left);
  return from + Math.max(0, Math.min(1, part)) * (to - from);
}

/** Up and down zoom where the pointer is, sideways pans. What cannot be zoomed out any more scrolls the page. */
function onWheel(slider: HTMLElement, event: WheelEvent): void {
  const { session } = sessionStore.getState();
  if (!session) return;
  const reach = session.timeline.reach(session.recording.length);
  const before = stretchOf(reach);
  if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
    pan(reach, (event.deltaX || event.deltaY) / slider.clientWidth);
  } else {
    zoom(reach, ZOOM ** (Math.max(-100, Math.min(100, event.deltaY)) / 100), timeAt(session, slider, event.clientX));
  }
  const after = stretchOf(reach);
  if (after.from !== before.from || after.to !== before.to) event.preventDefault();
}

/** Left and Right alone are the page's own keys, and step. */
function onKey(event: KeyboardEvent): void {
  const { session } = sessionStore.getState();
  if (!session || event.ctrlKey || event.metaKey || event.altKey) return;
  const act = actionOf(event, session);
  if (!act) return;
  event.preventDefault();
  act();
}

function actionOf({ key, shiftKey }: KeyboardEvent, session: Session): (() => void) | undefined {
  const { recording, timeline } = session;
  const reach = timeline.reach(recording.length);
  const fixed = fixedPoint(session);
  switch (key) {
    case '+':
    case '=':
      return () => zoom(reach, 1 / ZOOM, fixed);
    case '-':
    case '_':
      return () => zoom(reach, ZOOM, fixed);
    case '0':
      return showWhole;
    case 'ArrowLeft':
      return shiftKey ? () => pan(reach, -PAN) : undefined;
    case 'ArrowRight':
      return shiftKey ? () => pan(reach, PAN) : undefined;
    case 'ArrowUp':
      return () => go(recording.position + 1);
    case 'ArrowDown':
      return () => go(recording.position - 1);
    case 'PageUp':
      return () => page(session, -1);
    case 'PageDown':
      return () => page(session, 1);
    case 'Home':
      return () => go(0);
    case 'End':
      return () => go(recording.length);
    default:
      return undefined;
  }
}

/** What stays where it is when the keyboard or a button zooms: the cursor, if it is to be seen. */
export function fixedPoint({ recording, timeline }: Session): number {
  const { from, to } = stretchOf(timeline.reach(recording.length));
  const { now } = recording.machine;
  return now >= from && now <= to ? now : (from + to) / 2;
}

function go(position: number): void {
  pause();
  seek(position);
}

/** A tenth of what is shown further, and at least one moment. */
function page({ recording, timeline }: Session, direction: 1 | -1): void {
  const { from, to } = stretchOf(timeline.reach(recording.length));
  const time = Math.max(0, recording.machine.now + direction * PAGE * (to - from));
  const there = timeline.positionAt(time, recording.length);
  go(direction > 0 ? Math.max(there, recording.position + 1) : Math.min(there, recording.position - 1));
}
