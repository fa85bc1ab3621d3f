import type { Timeline } from '../../store/timeline.ts';
import { duration } from '../../text/format.ts';
import { text } from '../../text/index.ts';
import { ticks } from './axis.ts';
import { drawCalls, drawKernel, drawProgram, isDense } from './lanes.ts';
import type { LaneName } from './layout.ts';
import type { Pen } from './pen.ts';
import { drawRequests, drawRing } from './requests.ts';

const LANES: readonly LaneName[] = ['program', 'calls', 'kernel', 'device', 'ring'];
/** Pixels from one label of the scale to the next. */
const LABEL_ROOM = 84;

/**
 * All that does not change while the cursor moves.
 * @param reach ns up to which the run is known
 * @param whole whether it ends there
 * @param real whether it is the run of a host, whose time is no virtual one
 */
export function drawRun(pen: Pen, timeline: Timeline, reach: number, whole: boolean, real: boolean): void {
  const { context, layout, palette } = pen;
  context.clearRect(0, 0, layout.width, layout.height);
  context.textBaseline = 'middle';
  const { hostAxis, axis, axisSoFar } = text.timeline;
  drawScale(pen, real ? hostAxis : whole ? axis : axisSoFar);
  drawNames(pen, timeline);
  context.save();
  context.beginPath();
  context.rect(layout.left, 0, Math.max(0, Math.min(layout.right, pen.x(reach)) - layout.left) + 2, layout.axis);
  context.clip();
  drawProgram(pen, timeline);
  drawCalls(pen, timeline);
  drawKernel(pen, timeline);
  drawRequests(pen, timeline.requests);
  drawRing(pen, timeline.requests);
  context.restore();
  context.fillStyle = palette.line;
  context.fillRect(layout.left, layout.axis, layout.right - layout.left, 1);
}

function drawScale({ context, layout, palette, stretch, x }: Pen, name: string): void {
  context.font = `10px ${palette.ui}`;
  context.fillStyle = palette.faint;
  context.fillText(name, 12, layout.axis + 11);
  context.font = `10.5px ${palette.mono}`;
  for (const { time, label } of ticks(stretch.from, stretch.to, layout.right - layout.left, LABEL_ROOM)) {
    const at = Math.round(x(time));
    context.fillStyle = palette.hair;
    context.fillRect(at, 0, 1, layout.axis);
    context.fillStyle = palette.faint;
    const width = context.measureText(label).width;
    const left = Math.min(Math.max(at - width / 2, layout.left - 4), layout.width - width - 2);
    context.fillText(label, left, layout.axis + 11);
  }
}

function drawNames(pen: Pen, timeline: Timeline): void {
  const { context, layout, palette } = pen;
  const notes = text.timeline.deviceNotes;
  const dense = isDense(pen, timeline.requests.spans);
  const device = timeline.requests.all.length === 0 ? notes.none : dense ? notes.many : notes.few;
  for (const lane of LANES) {
    const { top, bottom } = layout.lanes[lane];
    context.font = `11.5px ${palette.ui}`;
    context.fillStyle = palette.soft;
    const note = lane === 'device' && bottom - top > 30 && layout.width >= 480 ? device : undefined;
    const middle = (top + bottom) / 2;
    context.fillText(text.timeline.lanes[lane], 12, note ? middle - 7 : middle);
    if (note) {
      context.font = `10px ${palette.ui}`;
      context.fillStyle = palette.faint;
      context.fillText(note, 12, middle + 7);
    }
    context.fillStyle = palette.hair;
    context.fillRect(12, bottom + 2, layout.right - 12, 1);
  }
}

/** Where the scenario has something to say: a small flag on the scale. */
export function drawStops({ context, layout, palette, x }: Pen, times: readonly number[]): void {
  context.fillStyle = palette.mark;
  for (const time of times) {
    const at = Math.round(x(time));
    if (at < layout.left || at > layout.right) continue;
    context.fillRect(at, layout.axis - 7, 1, 8);
    context.beginPath();
    context.moveTo(at + 1, layout.axis - 7);
    context.lineTo(at + 6, layout.axis - 5);
    context.lineTo(at + 1, layout.axis - 3);
    context.fill();
  }
}

/** The cursor, with its time; what is right of it has not happened yet, and is paler. */
export function drawCursor({ context, layout, palette, stretch, x }: Pen, now: number): void {
  context.clearRect(0, 0, layout.width, layout.height);
  const at = Math.round(Math.max(layout.left, Math.min(layout.right, x(now))));
  context.globalAlpha = 0.5;
  context.fillStyle = palette.panel;
  context.fillRect(at, 0, layout.right - at + 4, layout.axis);
  context.globalAlpha = 1;
  const before = now < stretch.from;
  const shown = !before && now <= stretch.to;
  context.fillStyle = palette.error;
  if (shown) context.fillRect(at - 0.75, 0, 1.5, layout.axis + 3);
  context.font = `600 10.5px ${palette.mono}`;
  context.textBaseline = 'middle';
  const words = shown ? duration(now) : text.timeline.outside(duration(now), before);
  const width = context.measureText(words).width + 8;
  const left = Math.min(Math.max(at - width / 2, shown ? 2 : layout.left), layout.width - width - 2);
  context.fillRect(left, layout.axis + 3, width, 15);
  context.fillStyle = palette.panel;
  context.fillText(words, left + 4, layout.axis + 11);
}
