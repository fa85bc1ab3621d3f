/** Runs of about two million moments, for what is measured of the page. */
import { readFileSync } from 'node:fs';
import type { CDPSession } from '@playwright/test';
import type { App } from '../app.ts';
import { type Both, both, type FrameTimes, frameTimes } from './frame-times.ts';

/** A scenario whose file `data` the programs read. */
const SCENARIO = '?scenario=preadv-two-buffers';
/** Of the run: where its play begins that is measured. By then a ring is half full. */
const BEGIN = 0.3;
const SECONDS = 1.2;

/** 64 requests in flight, more than a million records. */
export const MILLION_RECORDS = readFileSync(new URL('./million-records.c', import.meta.url), 'utf8');

/** A ring that goes round, of a program that asks io_setup for so many. */
export function movingRing(requests: number): string {
  return `#define MAX_REQS ${requests}\n${readFileSync(new URL('./moving-ring.c', import.meta.url), 'utf8')}`;
}

/** Records a run to its end. */
export async function record(app: App, program: string): Promise<void> {
  await app.open(SCENARIO);
  await app.edit(program);
  await app.runEdited();
  await app.idle();
}

/** The frames of a play, from the same moment each time. @param speed moments a second */
export async function play(app: App, cpu: CDPSession, speed: number): Promise<Both<FrameTimes>> {
  await app.setSpeed(speed);
  const begin = Math.floor(BEGIN * (await app.last()));
  return both(cpu, async () => {
    await app.seek(begin);
    await app.run();
    const times = await frameTimes(app, cpu, SECONDS);
    // A slow machine may have come to the end.
    if (await app.button('Pause').isVisible()) await app.pause();
    await app.idle();
    return times;
  });
}
