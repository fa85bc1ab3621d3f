import { bench } from '../../src/text/en/bench.ts';
import { test } from '../app.ts';
import { type Both, cpuOf, type FrameTimes, type Times } from './frame-times.ts';
import { MILLION_RECORDS, movingRing, play, record } from './long-runs.ts';
import { stepCost } from './step-cost.ts';
import { scrub, zoom } from './timeline-frames.ts';

const text = bench.frames;

/** Slots of a ring, and how many requests a program asks io_setup for to get it, on two CPUs. */
const RINGS = [
  { slots: 127, requests: 1 },
  { slots: 65_535, requests: 32_766 },
  { slots: 131_199, requests: 65_536 },
];
/** Moments a second. */
const SPEEDS = [100, 10_000, 1_000_000];

test('frames', async ({ app }) => {
  print(text.title);
  print(row('', text.normal, text.slower));
  for (const { slots, requests } of RINGS) {
    await record(app, movingRing(requests));
    const cpu = await cpuOf(app);
    for (const speed of SPEEDS) print(frames(text.ring(slots, speed), await play(app, cpu, speed)));
  }

  await record(app, MILLION_RECORDS);
  const cpu = await cpuOf(app);
  for (const speed of SPEEDS) print(frames(text.timeline(speed), await play(app, cpu, speed)));
  print(frames(text.zoom, await zoom(app, cpu)));
  print(frames(text.scrub, await scrub(app, cpu)));

  print('');
  print(text.step.title);
  print(row('', text.normal, text.slower));
  print(times(text.step.name, await stepCost(app, cpu)));
});

function frames(name: string, { normal, slower }: Both<FrameTimes>): string {
  return row(name, text.frame(normal), text.frame(slower));
}

function times(name: string, { normal, slower }: Both<Times>): string {
  return row(name, text.step.time(normal), text.step.time(slower));
}

function row(name: string, normal: string, slower: string): string {
  return `  ${name.padEnd(32)} ${normal.padEnd(22)} ${slower}`;
}

function print(line: string): void {
  console.log(line);
}
