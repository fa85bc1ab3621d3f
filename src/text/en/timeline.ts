import { duration } from '../format.ts';
import { count } from './steps.ts';

export const timeline = {
  name: 'Timeline',
  cursor: 'Moment on the timeline',
  at: (time: number, moment: string) => `${duration(time)}, ${moment}`,
  hint: 'Click to go to a moment, drag to scrub, turn the wheel to zoom. With the keyboard: Left and Right step, Page Up and Page Down go faster, Home and End go to the ends, + and - zoom, 0 shows the whole run, Shift with Left or Right moves the view.',
  range: (shown: string, whole: string) => `${shown} of ${whole}`,
  soFar: (to: string) => `${to} so far`,
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  whole: 'Whole',
  /** The cursor is left or right of what is shown. */
  outside: (time: string, before: boolean) => (before ? `← ${time}` : `${time} →`),
  asTable: 'Table',
  axis: 'virtual time',
  /** Of a run on a host: real time. A completion lies in the dashed part of its bar: between two looks into the ring. */
  hostAxis: 'host’s real time',
  axisSoFar: 'time so far',
  lanes: {
    program: 'program',
    calls: 'system calls',
    kernel: 'kernel',
    device: 'device',
    ring: 'ring',
  },
  /** Below the name of the lane: one bar each, or, when there are too many, how many are in which phase. */
  deviceNotes: {
    none: 'no request yet',
    few: 'a bar a request',
    many: 'how many at once',
  },
  legend: 'Phases of a request',
  phases: {
    later: 'not submitted yet',
    submitting: 'in io_submit',
    device: 'in flight',
    unreaped: 'completed, unreaped',
    reaped: 'reaped',
    refused: 'refused',
    gone: 'gone with its ring',
  },
  /** Where a request is while it is in flight. */
  waits: {
    device: 'at the device',
    worker: 'with a worker',
    file: 'waits for its file',
    room: 'done, and no room for its CQE',
  },
  /** In place of phases.submitting, where there is an io_uring. */
  beingSubmitted: 'being submitted',
  inEnter: 'in io_uring_enter',
  userData: (userData: string) => `user_data ${userData}`,
  empty: 'Nothing has been recorded yet.',
  noRequests: 'No request in this run yet: each one that `io_submit()` or `io_uring_enter()` takes becomes a bar.',
  sleeps: (what: string) => `waits for ${what}`,
  table: 'Requests near the cursor',
  totals: (submitted: number, parts: string) => `${count(submitted, 'request')} submitted up to here: ${parts}.`,
  noneSubmitted: 'No request is submitted up to here.',
  part: (requests: number, phase: string) => `${requests.toLocaleString('en')} ${phase}`,
  more: (earlier: number, later: number) =>
    `${earlier.toLocaleString('en')} earlier and ${later.toLocaleString('en')} later requests are not listed.`,
  column: {
    request: 'request',
    phase: 'phase here',
    start: 'submitted',
    queued: 'in flight',
    published: 'completed',
    ended: 'reaped',
    res: 'res',
  },
  never: '–',
  endedAt: {
    open: (time: string) => time,
    delivered: (time: string) => time,
    program: (time: string) => `by the program, before ${time}`,
    refused: (time: string) => `refused ${time}`,
    gone: (time: string) => `gone ${time}`,
  },
};
