import { upTo } from '../../store/timeline-phases.ts';
import { End, operation, type Request } from '../../store/timeline-request.ts';
import type { RequestTracker } from '../../store/timeline-requests.ts';
import { columnsOf, isDense, rowOf } from './lanes.ts';
import type { Band } from './layout.ts';
import { area, extent, label, type Pen } from './pen.ts';

/** Pixels of a row when there are few. */
const TALLEST = 17;

/**
 * A bar for every request, in a row of its own while it is there. Phases differ by more than colour: in io_submit
 * solid, at the device hatched and lower, completed and unreaped a frame. It ends in a stroke when it is reaped,
 * in a cross when it is refused or gone.
 */
export function drawRequests(pen: Pen, requests: RequestTracker): void {
  if (isDense(pen, requests.spans) && drawDepths(pen, requests)) return;
  const band = pen.layout.lanes.device;
  const rows = Math.max(requests.rows, Math.floor((band.bottom - band.top) / TALLEST));
  pen.context.font = `10px ${pen.palette.ui}`;
  requests.spans.forEachIn(pen.stretch.from, pen.stretch.to, (id) => {
    const request = requests.all[id]!;
    drawBar(pen, request, rowOf(band, request.row, rows));
  });
}

/** How many requests are in which phase, stacked. */
function drawDepths(pen: Pen, requests: RequestTracker): boolean {
  const unreaped = columnsOf(pen, { depth: requests.unreaped });
  const device = columnsOf(pen, { depth: requests.device });
  const submitting = columnsOf(pen, { depth: requests.submitting });
  if (!unreaped || !device || !submitting) return false;
  const { context, palette, layout } = pen;
  const { top, bottom } = layout.lanes.device;
  context.fillStyle = palette.done;
  area(pen, unreaped, requests.rows, top, bottom);
  context.fillStyle = palette.hatch;
  area(pen, device, requests.rows, top, bottom, unreaped);
  const base = unreaped.map((value, c) => value + device[c]!);
  context.fillStyle = palette.kernel;
  area(pen, submitting, requests.rows, top, bottom, base);
  return true;
}

function drawBar(pen: Pen, request: Request, { top, bottom }: Band): void {
  const { context, palette, stretch } = pen;
  const { start, queued, published, unseen, ended } = request;
  const thin = bottom - top < 5;
  const inset = thin ? 0 : (bottom - top) * 0.22;
  const inSubmit = Math.min(queued, published, ended);
  if (inSubmit > stretch.from) {
    const [left, right] = extent(pen, start, inSubmit);
    context.fillStyle = request.end === End.Refused ? palette.error : palette.kernel;
    context.fillRect(left, top, right - left, bottom - top);
  }
  if (queued < stretch.to && published > stretch.from && queued < published) {
    const sure = Math.max(queued, Math.min(unseen, published, ended));
    const [left, right] = extent(pen, queued, sure);
    context.fillStyle = thin ? palette.flight : palette.hatch;
    context.fillRect(left, top + inset, right - left, bottom - top - 2 * inset);
    if (sure < published && !thin) dashed(pen, sure, Math.min(published, ended), top + inset, bottom - inset);
    if (bottom - top >= 14) name(pen, operation(request) ?? '', left, right, (top + bottom) / 2);
  }
  if (published < stretch.to && ended > stretch.from && published < ended) {
    const [left, right] = extent(pen, published, ended);
    frame(pen, palette.done, left, right, top, bottom);
  }
  if (ended >= stretch.from && ended <= stretch.to) drawEnd(pen, request, top, bottom);
}

/** It was done some time in between. */
function dashed(pen: Pen, from: number, to: number, top: number, bottom: number): void {
  const { context, palette } = pen;
  const [left, right] = extent(pen, from, to);
  context.save();
  context.strokeStyle = palette.flight;
  context.lineWidth = 1;
  context.setLineDash([3, 2]);
  context.strokeRect(left + 0.5, top + 0.5, Math.max(0, right - left - 1), bottom - top - 1);
  context.restore();
}

/** What it does, on a plate, since hatching is hard to read on. */
function name(pen: Pen, text: string, left: number, right: number, middle: number): void {
  const { context, palette } = pen;
  const width = context.measureText(text).width;
  if (right - left < width + 16) return;
  context.fillStyle = palette.panel;
  context.fillRect(left + 5, middle - 6, width + 6, 12);
  context.fillStyle = palette.ink;
  label(pen, text, left + 4, right, middle);
}

function frame({ context }: Pen, colour: string, left: number, right: number, top: number, bottom: number): void {
  context.fillStyle = colour;
  if (right - left < 3 || bottom - top < 4) {
    context.fillRect(left, top, right - left, bottom - top);
    return;
  }
  context.globalAlpha = 0.22;
  context.fillRect(left, top, right - left, bottom - top);
  context.globalAlpha = 1;
  context.strokeStyle = colour;
  context.lineWidth = 1.5;
  context.strokeRect(left + 0.75, top + 0.75, right - left - 1.5, bottom - top - 1.5);
}

function drawEnd({ context, palette, x }: Pen, { ended, end }: Request, top: number, bottom: number): void {
  const at = x(ended);
  if (end === End.Delivered || end === End.ReapedByProgram) {
    context.fillStyle = palette.ink;
    context.fillRect(at - 1, top, 2, bottom - top);
    return;
  }
  const arm = Math.min(3.5, (bottom - top) / 2);
  const middle = (top + bottom) / 2;
  context.strokeStyle = end === End.Refused ? palette.error : palette.faint;
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(at - arm, middle - arm);
  context.lineTo(at + arm, middle + arm);
  context.moveTo(at - arm, middle + arm);
  context.lineTo(at + arm, middle - arm);
  context.stroke();
}

/** How many events wait in the rings, as steps; a dot where tail moves, a ring where head does. */
export function drawRing(pen: Pen, requests: RequestTracker): void {
  const { context, palette, layout, stretch } = pen;
  const { top, bottom } = layout.lanes.ring;
  const most = Math.max(1, requests.levels.most);
  const first = Math.max(0, upTo(requests.levels.times, stretch.from) - 1);
  const last = upTo(requests.levels.times, stretch.to);
  const dense = last - first > 2 * (layout.right - layout.left);
  const columns = dense ? columnsOf(pen, { depth: requests.unreaped }) : undefined;
  context.fillStyle = palette.done;
  if (columns) {
    area(pen, columns, most, top + 3, bottom);
    return;
  }
  const y = (level: number) => bottom - (level / most) * (bottom - top - 6);
  context.globalAlpha = 0.3;
  for (let i = first; i < last; i++) {
    const level = requests.levels.counts[i]!;
    if (level === 0) continue;
    const [left, right] = extent(pen, requests.levels.times[i]!, requests.levels.times[i + 1] ?? stretch.to);
    context.fillRect(left, y(level), right - left, bottom - y(level));
  }
  context.globalAlpha = 1;
  drawMoves(pen, requests, first, last, y);
}

/** Closer than this they would hide each other. */
const DOT_ROOM = 7;

function drawMoves(
  pen: Pen,
  requests: RequestTracker,
  first: number,
  last: number,
  y: (level: number) => number,
): void {
  const { context, palette, layout, stretch, x } = pen;
  let free = layout.left - DOT_ROOM;
  for (let i = first; i < last; i++) {
    const time = requests.levels.times[i]!;
    if (time < stretch.from || x(time) < free) continue;
    free = x(time) + DOT_ROOM;
    const level = requests.levels.counts[i]!;
    const grows = level > (requests.levels.counts[i - 1] ?? 0);
    context.beginPath();
    context.arc(x(time), y(level), 3, 0, 2 * Math.PI);
    context.fillStyle = grows ? palette.done : palette.panel;
    context.fill();
    context.strokeStyle = grows ? palette.done : palette.user;
    context.lineWidth = 1.5;
    context.stroke();
  }
}
