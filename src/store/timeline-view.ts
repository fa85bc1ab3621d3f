import { createStore } from 'zustand/vanilla';
import { sessionStore } from './session.ts';

/** A stretch of virtual time, in ns. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** What the person zoomed to; undefined shows the whole run, also while it grows. */
export const timelineViewStore = createStore<{ readonly zoomed: Stretch | undefined }>()(() => ({ zoomed: undefined }));

sessionStore.subscribe(() => showWhole());

/** ns that fill the drawing at most: ten statements. */
export const CLOSEST = 200;
/** Beyond the end of the run there is a little room, so that its last moment can be seen. */
const MARGIN = 1.02;

/** @param reach virtual ns of the run that are known */
export function stretchOf(reach: number): Stretch {
  return timelineViewStore.getState().zoomed ?? { from: 0, to: Math.max(reach * MARGIN, CLOSEST) };
}

export function showWhole(): void {
  if (timelineViewStore.getState().zoomed !== undefined) timelineViewStore.setState({ zoomed: undefined });
}

/** Shows `factor` times as much time as now; what is at `fixed` stays where it is. */
export function zoom(reach: number, factor: number, fixed: number): void {
  const { from, to } = stretchOf(reach);
  const span = Math.max(CLOSEST, (to - from) * factor);
  const left = fixed - ((fixed - from) * span) / (to - from);
  show(reach, left, span);
}

/** Moves on by a part of what is shown, back when it is negative. */
export function pan(reach: number, part: number): void {
  const { from, to } = stretchOf(reach);
  show(reach, from + (to - from) * part, to - from);
}

/** When a moment is not to be seen, goes there: a little before it, or to the middle when it was a jump. */
export function follow(reach: number, time: number): void {
  const { zoomed } = timelineViewStore.getState();
  if (!zoomed || (time >= zoomed.from && time <= zoomed.to)) return;
  const span = zoomed.to - zoomed.from;
  const near = time > zoomed.to && time < zoomed.to + span;
  show(reach, time - span * (near ? 0.1 : 0.5), span);
}

/** Clamped to the run; all of it is no zoom. */
function show(reach: number, from: number, span: number): void {
  const whole = Math.max(reach * MARGIN, CLOSEST);
  if (span >= whole) {
    showWhole();
    return;
  }
  const left = Math.max(0, Math.min(from, whole - span));
  timelineViewStore.setState({ zoomed: { from: left, to: left + span } });
}
