// The part of `npm run bench` that needs a browser: e2e/bench, run by Playwright.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { findBrowser } from './browser.mjs';
import { ROOT } from './paths.mjs';

/**
 * Measures the page, and prints; goes without when there is no browser.
 * @param {(sentence: string) => void} say
 * @returns {Promise<number>} an exit status
 * @throws {Error} when KRING_BROWSER is set and is no browser that will do, or Playwright cannot be started
 */
export async function benchPage(say) {
  const browser = await findBrowser();
  if (browser === undefined) {
    say('no Chromium or Chrome here: what the page costs in a browser is not measured');
    return 0;
  }
  const playwright = dirname(createRequire(import.meta.url).resolve('playwright/package.json'));
  const config = join(ROOT, 'e2e/bench/playwright.config.ts');
  const { status, error } = spawnSync(process.execPath, [join(playwright, 'cli.js'), 'test', '-c', config], {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, KRING_BROWSER: browser },
  });
  if (error) throw error;
  return status ?? 1;
}
