/** How fast the page draws a run of more than a million records: frame times while it records, plays and zooms. */
import { readFileSync } from 'node:fs';
import type { App } from '../app.ts';

const PROGRAM = readFileSync(new URL('./million-records.c', import.meta.url), 'utf8');
/** A scenario whose file `data` the program reads. */
const SCENARIO = '?scenario=preadv-two-buffers';
/** Moments a second. */
const SPEED = 100_000;
const SECONDS = 3;

/** Milliseconds from frame to frame. */
export interface FrameTimes {
  readonly frames: number;
  readonly p50: number;
  readonly p95: number;
}

export interface TimelineFrames {
  readonly moments: number;
  /** ms until the whole run is known. */
  readonly recorded: number;
  readonly recording: FrameTimes;
  readonly playing: FrameTimes;
  readonly zooming: FrameTimes;
  /** With a CPU four times slower. */
  readonly throttled: { readonly playing: FrameTimes; readonly zooming: FrameTimes };
}

/** @param app of a Chromium, which can be throttled */
export async function measureTimelineFrames(app: App): Promise<TimelineFrames> {
  await app.open(SCENARIO);
  await app.edit(PROGRAM);
  const begin = performance.now();
  await app.runEdited();
  const recording = await frameTimes(app, 1);
  await app.idle();
  const recorded = performance.now() - begin;
  const moments = await app.last();
  await app.setSpeed(SPEED);
  const playing = await play(app);
  const zooming = await zoom(app);
  const cpu = await app.page.context().newCDPSession(app.page);
  await cpu.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  const throttled = { playing: await play(app), zooming: await zoom(app) };
  await cpu.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  return { moments, recorded, recording, playing, zooming, throttled };
}

async function play(app: App): Promise<FrameTimes> {
  await app.reset();
  await app.run();
  const times = await frameTimes(app, SECONDS);
  await app.pause();
  return times;
}

/** Zooms in on the middle of the run and out again, a little every frame. */
async function zoom(app: App): Promise<FrameTimes> {
  const slider = app.page.getByRole('slider', { name: 'Moment on the timeline' });
  const turning = slider.evaluate(async (drawing, ms) => {
    const { left, top, width } = drawing.getBoundingClientRect();
    const end = performance.now() + ms;
    for (let turns = 0; performance.now() < end; turns++) {
      const deltaY = turns % 200 < 100 ? -20 : 20;
      const place = { clientX: left + width / 2, clientY: top + 40 };
      drawing.dispatchEvent(new WheelEvent('wheel', { deltaY, ...place, bubbles: true, cancelable: true }));
      await new Promise(requestAnimationFrame);
    }
  }, SECONDS * 1000);
  const times = await frameTimes(app, SECONDS);
  await turning;
  return times;
}

function frameTimes({ page }: App, seconds: number): Promise<FrameTimes> {
  return page.evaluate(async (ms) => {
    const times: number[] = [];
    const end = performance.now() + ms;
    let last = await new Promise(requestAnimationFrame);
    while (performance.now() < end) {
      const now = await new Promise(requestAnimationFrame);
      times.push(now - last);
      last = now;
    }
    times.sort((a, b) => a - b);
    const at = (share: number) => times[Math.floor((times.length - 1) * share)] ?? Number.NaN;
    return { frames: times.length, p50: at(0.5), p95: at(0.95) };
  }, seconds * 1000);
}
