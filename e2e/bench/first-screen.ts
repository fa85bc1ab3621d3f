/** What the first screen costs in a browser that has never seen the page, and how soon edits run. */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Browser, Page, Response } from '@playwright/test';
import { median } from '../../src/cli/bench/median.ts';
import { App } from '../app.ts';

const HUNDRED_LINES = readFileSync(new URL('./hundred-lines.c', import.meta.url), 'utf8');
const LOADS = 5;
/** Edits after the first. */
const LATER = 5;
const SLOWER = 4;

/** From pressing "Run edited program" until the new run's first moment is on the screen. */
interface Edits {
  readonly first: number;
  /** The same program, changed again. */
  readonly later: number;
}

/** Times are medians, in ms. */
export interface FirstScreen {
  /** All that is fetched until the first scenario can be stepped, packed by gzip; fonts apart. */
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
  readonly bytes: number;
  readonly interactive: number;
  readonly edits: Edits;
  /** With a CPU four times slower. */
  readonly throttled: { readonly interactive: number; readonly edits: Edits };
}

/** @param browser a Chromium, which can be throttled */
export async function measureFirstScreen(browser: Browser): Promise<FirstScreen> {
  const loads: Load[] = [];
  const throttled: Load[] = [];
  for (let i = 0; i < LOADS; i++) {
    loads.push(await load(browser, 1));
    throttled.push(await load(browser, SLOWER));
  }
  const { files } = loads[0]!;
  return {
    files,
    bytes: files.reduce((sum, file) => sum + file.bytes, 0),
    interactive: median(loads.map(({ interactive }) => interactive)),
    edits: medians(loads),
    throttled: {
      interactive: median(throttled.map(({ interactive }) => interactive)),
      edits: medians(throttled),
    },
  };
}

interface Load extends Pick<FirstScreen, 'files' | 'interactive' | 'edits'> {}

function medians(loads: readonly Load[]): Edits {
  return {
    first: median(loads.map(({ edits }) => edits.first)),
    later: median(loads.map(({ edits }) => edits.later)),
  };
}

/** One visit, with nothing in any cache. */
async function load(browser: Browser, slower: number): Promise<Load> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    const page = await context.newPage();
    const cpu = await context.newCDPSession(page);
    await cpu.send('Emulation.setCPUThrottlingRate', { rate: slower });
    const responses: Response[] = [];
    const collect = (response: Response) => responses.push(response);
    page.on('response', collect);
    await page.addInitScript(installInteractive);
    const app = new App(page);
    await app.open();
    const interactive = await page.evaluate(() => window.interactive);
    page.off('response', collect);
    return { files: await packed(responses), interactive, edits: await runEdits(app) };
  } finally {
    await context.close();
  }
}

async function packed(responses: readonly Response[]): Promise<{ name: string; bytes: number }[]> {
  const files = responses.filter((response) => response.request().resourceType() !== 'font');
  return Promise.all(
    files.map(async (response) => ({
      name: new URL(response.url()).pathname.replace(/^\/$/, '/index.html').slice(1),
      bytes: gzipSync(await response.body(), { level: 9 }).length,
    })),
  );
}

async function runEdits(app: App): Promise<Edits> {
  const times: number[] = [];
  for (let i = 0; i <= LATER; i++) {
    await app.step();
    await app.edit(`${HUNDRED_LINES}/* ${i} */\n`);
    // Nobody types so fast that what comes with the editor is not there yet.
    await app.idle();
    times.push(await pressAndWatch(app.page));
    await app.idle();
  }
  const [first = Number.NaN, ...later] = times;
  return { first, later: median(later) };
}

function pressAndWatch(page: Page): Promise<number> {
  return page.getByRole('button', { name: 'Run edited program', exact: true }).evaluate(async (button: HTMLElement) => {
    const begin = performance.now();
    button.click();
    const shown = () => document.querySelector('main')?.textContent.includes('Nothing has run yet');
    do await new Promise(requestAnimationFrame);
    while (!shown());
    return performance.now() - begin;
  });
}

declare global {
  interface Window {
    /** Put there by this measurement: ms from the navigation until Step can be pressed and all is on the screen. */
    interactive: Promise<number>;
  }
}

/** Runs in the page. */
function installInteractive(): void {
  const canStep = () => [...document.querySelectorAll('button')].some((b) => b.textContent === 'Step' && !b.disabled);
  const look = async (): Promise<number> => {
    while (!('kringIdle' in window && canStep())) await new Promise(requestAnimationFrame);
    await window.kringIdle();
    return performance.now();
  };
  window.interactive = look();
}
