import { Step, WaitReason } from '../../../assembly/uapi/records.ts';
import { activityName } from '../../recording/record.ts';
import { FAILED, INTERRUPT, type Lane, type Timeline } from '../../store/timeline.ts';
import { text } from '../../text/index.ts';
import type { Band } from './layout.ts';
import { area, extent, label, Merger, type Pen } from './pen.ts';

/** More spans than this per pixel are drawn as how much of each pixel they take. */
const MOST_PER_PIXEL = 2;

/** Whether a lane has so much to show that single spans could not be told apart. */
export function isDense(pen: Pen, lane: { before(time: number): number }): boolean {
  const { from, to } = pen.stretch;
  return lane.before(to) - lane.before(from) > MOST_PER_PIXEL * (pen.layout.right - pen.layout.left);
}

/** Mean depth per pixel; undefined when the pyramid is too coarse for this zoom. */
export function columnsOf(pen: Pen, { depth }: Pick<Lane, 'depth'>): Float64Array | undefined {
  const into = new Float64Array(Math.max(1, Math.floor(pen.layout.right - pen.layout.left)));
  return depth.columns(pen.stretch.from, pen.stretch.to, into) ? into : undefined;
}

/** The program's own code, solid; its sleep in the kernel, dashed. */
export function drawProgram(pen: Pen, timeline: Timeline): void {
  const { context, palette } = pen;
  const band = pen.layout.lanes.program;
  drawSleeps(pen, timeline, band);
  context.fillStyle = palette.user;
  drawLane(pen, timeline.runs, palette.user, band, timeline.tasks, (left, right, top, bottom) =>
    context.fillRect(left, top, right - left, bottom - top),
  );
}

function drawSleeps(pen: Pen, timeline: Timeline, band: Band): void {
  const { context, palette } = pen;
  const columns = isDense(pen, timeline.sleeps.spans) ? columnsOf(pen, timeline.sleeps) : undefined;
  if (columns) {
    context.globalAlpha = 0.2;
    context.fillStyle = palette.user;
    area(pen, columns, Math.max(1, timeline.tasks), band.top, band.bottom);
    context.globalAlpha = 1;
    return;
  }
  const { spans } = timeline.sleeps;
  context.strokeStyle = palette.user;
  context.lineWidth = 1;
  context.setLineDash([4, 3]);
  context.font = `11px ${palette.mono}`;
  spans.forEachIn(pen.stretch.from, pen.stretch.to, (id) => {
    const [left, right] = extent(pen, spans.start(id), spans.end(id));
    const row = rowOf(band, spans.row(id), timeline.tasks);
    if (right - left >= 3) context.strokeRect(left + 0.5, row.top + 0.5, right - left - 1, row.bottom - row.top - 1);
    context.fillStyle = palette.soft;
    const what = text.waitsFor[WaitReason[spans.tag(id)] as keyof typeof WaitReason];
    if (row.bottom - row.top >= 12) label(pen, text.timeline.sleeps(what), left, right, middle(row));
  });
  context.setLineDash([]);
}

/** System calls, each a box with its name; those that answer -errno have a bar of their own colour below. */
export function drawCalls(pen: Pen, timeline: Timeline): void {
  const { context, palette } = pen;
  context.font = `11px ${palette.mono}`;
  drawLane(
    pen,
    timeline.calls,
    palette.kernel,
    pen.layout.lanes.calls,
    timeline.tasks,
    (left, right, top, bottom, tag) => {
      const wide = right - left >= 4;
      context.fillStyle = wide ? palette.kernelBg : palette.kernel;
      context.fillRect(left, top, right - left, bottom - top);
      if (wide) {
        context.strokeStyle = palette.kernel;
        context.lineWidth = 1;
        context.strokeRect(left + 0.5, top + 0.5, right - left - 1, bottom - top - 1);
      }
      if (tag === undefined) return;
      if (tag >= FAILED) {
        context.fillStyle = palette.error;
        context.fillRect(left, bottom - 3, right - left, 3);
      }
      context.fillStyle = palette.ink;
      label(pen, activityName(tag % FAILED), left, right, (top + bottom) / 2);
    },
  );
}

/** Named steps of the kernel: what a call does is low, what interrupts do is as high as the lane. */
export function drawKernel(pen: Pen, timeline: Timeline): void {
  const { context, palette } = pen;
  context.font = `11px ${palette.ui}`;
  drawLane(pen, timeline.steps, palette.kernel, pen.layout.lanes.kernel, 1, (left, right, top, bottom, tag) => {
    const y = tag === undefined || tag < INTERRUPT ? top + 3 : top;
    context.fillStyle = palette.kernel;
    // Between two steps that can be told apart, the panel shows through.
    const gap = tag !== undefined && right - left > 4 ? 1 : 0;
    context.fillRect(left, y, right - left - gap, bottom - y);
    if (tag === undefined) return;
    context.fillStyle = palette.panel;
    label(pen, Step[tag % INTERRUPT] ?? '', left, right, (y + bottom) / 2);
  });
}

type DrawSpan = (left: number, right: number, top: number, bottom: number, tag?: number) => void;

/** Spans one by one, those of less than a pixel together; or, where there are many, how much of each pixel they take. */
function drawLane(pen: Pen, lane: Lane, colour: string, band: Band, rows: number, draw: DrawSpan): void {
  const columns = isDense(pen, lane.spans) ? columnsOf(pen, lane) : undefined;
  if (columns) {
    pen.context.fillStyle = colour;
    area(pen, columns, Math.max(1, rows), band.top, band.bottom);
    return;
  }
  const { spans } = lane;
  const mergers = Array.from({ length: Math.max(1, rows) }, (_, row) => {
    const { top, bottom } = rowOf(band, row, rows);
    return new Merger((left, right) => draw(left, right, top, bottom));
  });
  spans.forEachIn(pen.stretch.from, pen.stretch.to, (id) => {
    const [left, right] = extent(pen, spans.start(id), spans.end(id));
    const row = spans.row(id);
    const merger = mergers[row] ?? mergers[0]!;
    if (right - left <= 2) {
      merger.add(left, right);
      return;
    }
    merger.flush();
    const { top, bottom } = rowOf(band, row, rows);
    draw(left, right, top, bottom, spans.tag(id));
  });
  for (const merger of mergers) merger.flush();
}

/** The part of a band that a row of it has. */
export function rowOf(band: Band, row: number, rows: number): Band {
  const tall = (band.bottom - band.top) / Math.max(1, rows);
  const gap = tall >= 4 ? 1 : 0;
  const top = band.top + row * tall;
  if (tall < 2) return { top, bottom: top + tall };
  return { top: Math.round(top), bottom: Math.round(top + tall) - (rows > 1 ? gap : 0) };
}

function middle({ top, bottom }: Band): number {
  return (top + bottom) / 2;
}
