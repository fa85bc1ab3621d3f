// How fast the page draws a run of more than a million records: frame times while it records, plays and zooms.
import { readFileSync } from 'node:fs';

const PROGRAM = readFileSync(new URL('./million-records.c', import.meta.url), 'utf8');
/** A scenario whose file `data` the program reads. */
const SCENARIO = '?scenario=preadv-two-buffers';
const SECONDS = 3;

/**
 * @typedef {{ readonly frames: number, readonly p50: number, readonly p95: number }} FrameTimes milliseconds
 * @typedef {{ readonly moments: number, readonly recorded: number, readonly recording: FrameTimes,
 *   readonly playing: FrameTimes, readonly zooming: FrameTimes,
 *   readonly playingThrottled: FrameTimes, readonly zoomingThrottled: FrameTimes }} TimelineFrames
 *   `recorded`: ms until the whole run is known; throttled: with a CPU four times slower
 */

/**
 * @param {import('@playwright/test').Page} page 1440 x 900, Chromium
 * @param {string} address of the served page
 * @returns {Promise<TimelineFrames>}
 */
export async function measureTimelineFrames(page, address) {
  await page.goto(`${address}${SCENARIO}`);
  await page.waitForFunction(() => 'kringIdle' in window);
  await idle(page);
  await replaceProgram(page);
  const begin = performance.now();
  await page.getByRole('button', { name: 'Run edited program' }).click();
  const recording = await frameTimes(page, 1);
  await idle(page);
  const recorded = performance.now() - begin;
  const moments = Number(await page.getByRole('slider', { name: 'Position' }).getAttribute('max'));
  // 100,000 moments a second.
  await page.getByRole('slider', { name: 'Speed' }).fill('15');

  const cpu = await page.context().newCDPSession(page);
  const playing = await play(page);
  const zooming = await zoom(page);
  await cpu.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  const playingThrottled = await play(page);
  const zoomingThrottled = await zoom(page);
  await cpu.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  return { moments, recorded, recording, playing, zooming, playingThrottled, zoomingThrottled };
}

/** @param {import('@playwright/test').Page} page */
function idle(page) {
  return page.evaluate(() => /** @type {any} */ (window).kringIdle());
}

/** @param {import('@playwright/test').Page} page */
async function replaceProgram(page) {
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  const editor = page.getByRole('textbox', { name: /^Edit / });
  await editor.click();
  await page.keyboard.press('ControlOrMeta+a');
  await editor.evaluate((element, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, PROGRAM);
}

/** @param {import('@playwright/test').Page} page */
async function play(page) {
  await page.getByRole('button', { name: 'Reset', exact: true }).click();
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  const times = await frameTimes(page, SECONDS);
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await idle(page);
  return times;
}

/**
 * Zooms in on the middle of the run and out again, a little every frame.
 * @param {import('@playwright/test').Page} page
 */
async function zoom(page) {
  const turning = page.getByRole('slider', { name: 'Moment on the timeline' }).evaluate(async (slider, ms) => {
    const { left, top, width } = slider.getBoundingClientRect();
    const end = performance.now() + ms;
    for (let turns = 0; performance.now() < end; turns++) {
      const deltaY = turns % 200 < 100 ? -20 : 20;
      const place = { clientX: left + width / 2, clientY: top + 40 };
      slider.dispatchEvent(new WheelEvent('wheel', { deltaY, ...place, bubbles: true, cancelable: true }));
      await new Promise(requestAnimationFrame);
    }
  }, SECONDS * 1000);
  const times = await frameTimes(page, SECONDS);
  await turning;
  return times;
}

/**
 * @param {import('@playwright/test').Page} page
 * @param {number} seconds
 * @returns {Promise<FrameTimes>}
 */
function frameTimes(page, seconds) {
  return page.evaluate(async (ms) => {
    /** @type {number[]} */
    const times = [];
    const end = performance.now() + ms;
    let last = await new Promise(requestAnimationFrame);
    while (performance.now() < end) {
      const now = await new Promise(requestAnimationFrame);
      times.push(now - last);
      last = now;
    }
    times.sort((a, b) => a - b);
    const at = (/** @type {number} */ share) => times[Math.floor((times.length - 1) * share)] ?? Number.NaN;
    return { frames: times.length, p50: at(0.5), p95: at(0.95) };
  }, seconds * 1000);
}
