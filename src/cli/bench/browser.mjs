// The second half of npm run bench: what only a browser can tell (e2e/bench).
import { join } from 'node:path';
import { BROWSER_FLAGS, ensureBrowser } from '../browser.mjs';
import { PAGE_DIRECTORY, ROOT } from '../paths.mjs';
import { ensureBuilt } from '../targets.mjs';

/** @typedef {{ benchPage(browser: import('@playwright/test').Browser, print: (line: string) => void): Promise<void> }} Benches */

const say = (/** @type {string} */ sentence) => console.error(`kring: ${sentence}`);

try {
  const executablePath = await ensureBrowser(say);
  await ensureBuilt('page', say);
  const { preview, runnerImport } = await import('vite');
  const { chromium } = await import('@playwright/test');
  const server = await preview({
    root: ROOT,
    logLevel: 'warn',
    build: { outDir: PAGE_DIRECTORY },
    preview: { host: '127.0.0.1', port: 0 },
  });
  const browser = await chromium.launch({ executablePath, args: BROWSER_FLAGS });
  try {
    process.env.KRING_URL = server.resolvedUrls?.local[0];
    const { module } = await runnerImport(join(ROOT, 'e2e/bench/index.ts'), { root: ROOT, logLevel: 'error' });
    await /** @type {Benches} */ (module).benchPage(browser, console.log);
  } finally {
    await browser.close();
    await server.close();
  }
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
