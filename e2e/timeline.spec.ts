import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Locator } from '@playwright/test';
import { type App, expect, test } from './app.ts';

const KRING = fileURLToPath(new URL('../src/cli/kring.mjs', import.meta.url));

/** What these tests read of a line of --json. */
interface Line {
  readonly position: number;
  readonly time: number;
  readonly kind: string;
  readonly step?: string;
}

function recordsOf(scenario: string): Line[] {
  const printed = execFileSync(process.execPath, [KRING, 'run', '--json', '--scenario', scenario], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  return printed
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
}

const drawing = (app: App): Locator => app.page.getByRole('slider', { name: 'Moment on the timeline' });

/** `95.051 µs, moment 39: …` */
async function timeShown(app: App): Promise<string> {
  return ((await drawing(app).getAttribute('aria-valuetext')) ?? '').split(',')[0] ?? '';
}

/** Pixels of the drawing where time runs: left of them are the names of the lanes. */
const GUTTER = 100;
const MARGIN = 10;

/** A place in the drawing, by how much of the time shown is left of it. */
async function at(app: App, part: number): Promise<{ x: number; y: number }> {
  const box = await drawing(app).boundingBox();
  if (!box) throw new Error('the timeline is not on the screen');
  return { x: box.x + GUTTER + part * (box.width - GUTTER - MARGIN), y: box.y + box.height / 2 };
}

async function click(app: App, part: number): Promise<void> {
  const { x, y } = await at(app, part);
  await app.page.mouse.click(x, y);
  await app.idle();
}

test('a click goes to the moment that is over at that time', async ({ app }) => {
  const records = recordsOf('one-read');
  const end = records.at(-1)?.time ?? 0;
  await app.open('?scenario=one-read');
  // The device takes nine tenths of the run: there, the last moment is the one in which the program went to sleep.
  const asleep = records.find(({ kind }) => kind === 'block');
  await click(app, 0.5);
  expect(await app.now()).toBe(asleep?.position);
  await click(app, 0);
  expect(await app.now()).toBe(0);
  await click(app, 1);
  expect(await app.now()).toBe(await app.last());
  expect(await timeShown(app)).toBe(`${(end / 1000).toFixed(3)} µs`);
});

test('dragging scrubs forth and back, and what plays stops', async ({ app }) => {
  await app.open('?scenario=ring-wraps');
  await app.setSpeed(2);
  await app.run();
  const from = await at(app, 0.05);
  await app.page.mouse.move(from.x, from.y);
  await app.page.mouse.down();
  const forth: number[] = [];
  for (let part = 0.05; part < 1; part += 0.05) {
    const { x, y } = await at(app, part);
    await app.page.mouse.move(x, y);
    await app.idle();
    forth.push(await app.now());
  }
  expect(forth).toEqual([...forth].sort((a, b) => a - b));
  expect(new Set(forth).size).toBeGreaterThan(8);
  const { x, y } = await at(app, 0.3);
  await app.page.mouse.move(x, y);
  await app.idle();
  const back = await app.now();
  expect(back).toBeLessThan(forth.at(-1) ?? 0);
  await app.page.mouse.up();
  await app.page.mouse.move(x + 200, y);
  await app.idle();
  expect(await app.now()).toBe(back);
  await expect(app.button('Run')).toBeVisible();
});

test('keys go through moments and to the ends; + and the wheel zoom until moments 20 ns apart can be told apart', async ({
  app,
}) => {
  await app.open('?scenario=preadv-two-buffers');
  const whole = app.region('Timeline').getByRole('button', { name: 'Whole' });
  await drawing(app).focus();
  const press = async (...keys: string[]) => {
    for (const key of keys) await app.page.keyboard.press(key);
    await app.idle();
    return app.now();
  };
  expect(await press('End')).toBe(await app.last());
  expect(await press('ArrowLeft')).toBe((await app.last()) - 1);
  expect(await press('Home')).toBe(0);
  expect(await press('ArrowRight', 'ArrowUp', 'ArrowUp', 'ArrowDown')).toBe(2);
  expect(await press('PageDown')).toBeGreaterThan(2);
  await press('PageUp', 'PageUp');
  expect(await app.now()).toBe(0);
  await expect(whole).toBeDisabled();

  // Among the statements of a loop, 20 ns each.
  const there = 100;
  await app.seek(there);
  await drawing(app).focus();
  await press(...Array.from({ length: 14 }, () => '+'));
  await expect(whole).toBeEnabled();
  expect(await app.now()).toBe(there);
  // 200 ns fill the drawing now: a tenth of it is a moment.
  const positions = new Set<number>();
  for (let part = 0.05; part < 1; part += 0.1) {
    await click(app, part);
    positions.add(await app.now());
  }
  expect(positions.size).toBeGreaterThan(4);
  expect(positions).toContain(there);

  await press('Shift+ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowRight');
  const before = await app.now();
  await click(app, 0.5);
  expect(await app.now()).toBeGreaterThan(before);
  await press('0');
  await expect(whole).toBeDisabled();

  const { x, y } = await at(app, 0.95);
  await app.page.mouse.move(x, y);
  await app.page.mouse.wheel(0, -300);
  await expect(whole).toBeEnabled();
  await whole.click();
  await expect(whole).toBeDisabled();
});

test('when the cursor leaves what is shown, the view follows it', async ({ app }) => {
  await app.open('?scenario=one-read');
  const pictures = () =>
    drawing(app)
      .locator('canvas')
      .first()
      .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  await drawing(app).focus();
  for (let i = 0; i < 8; i++) await app.page.keyboard.press('+');
  await app.idle();
  const first = await pictures();
  await app.seek(await app.last());
  expect(await pictures()).not.toBe(first);
  await click(app, 0.5);
  expect(await app.now()).toBeGreaterThan(30);
});

/** As the page writes virtual time. */
function duration(ns: number): string {
  if (ns < 1000) return `${ns} ns`;
  const [value, unit] = ns < 1e6 ? [ns / 1e3, 'µs'] : [ns / 1e6, 'ms'];
  return `${value.toFixed(3).replace(/\.?0+$/, '')} ${unit}`;
}

for (const scenario of ['one-read', 'bad-fd-in-the-middle', 'ring-wraps']) {
  test(`${scenario}: the table says what the records say`, async ({ app }) => {
    const records = recordsOf(scenario);
    const until = (position: number, step: string) =>
      records.filter((record) => record.step === step && record.position <= position).length;
    await app.open(`?scenario=${scenario}`);
    const table = app.region('Timeline').getByRole('table', { name: 'Requests near the cursor' });
    await app.region('Timeline').getByRole('button', { name: 'Table' }).click();
    const last = await app.last();
    for (const part of [0, 0.2, 0.45, 0.6, 0.8, 1]) {
      const position = Math.floor(part * last);
      await app.seek(position);
      const submitted = until(position, 'CopyIocb');
      const sentence = (await app.region('Timeline').locator('p').first().textContent()) ?? '';
      if (submitted === 0) expect(sentence).toBe('No request is submitted up to here.');
      else expect(sentence).toContain(`${submitted} request${submitted === 1 ? '' : 's'} submitted`);
      const count = (phase: string) => Number(new RegExp(`(\\d+) ${phase}`).exec(sentence)?.[1] ?? 0);
      expect(count('refused')).toBe(until(position, 'Refuse'));
      expect(count('completed, unreaped') + count('reaped') + count('gone')).toBe(until(position, 'PublishTail'));
    }
    // Rows are requests in order of submission, so the shown ones are a part of the list of all.
    const times = (step: string) => records.filter((record) => record.step === step).map(({ time }) => duration(time));
    const completed = (await table.getByRole('row').locator('td:nth-of-type(4)').allInnerTexts()).filter(
      (t) => t !== '–',
    );
    expect(completed.length).toBeGreaterThan(0);
    for (const time of completed) expect(times('PublishTail')).toContain(time);
  });
}
