import { defineConfig } from '@playwright/test';
import { BROWSER_FLAGS, ensureBrowser } from './src/cli/browser.mjs';

// Workers load this file too; they get the browser that was found first.
process.env.KRING_BROWSER ??= await ensureBrowser(console.log);

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results/e2e',
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  timeout: 300_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  use: {
    viewport: { width: 1440, height: 900 },
    // A trace of every test doubles its time: `npx playwright test --trace on` for the one that fails.
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: process.env.KRING_BROWSER, args: BROWSER_FLAGS },
  },
  // The page as `npm start` serves it; its address becomes KRING_URL, which e2e/app.ts opens, and what is behind it where this
  // machine is a host KRING_HOST.
  webServer: {
    command: 'node src/cli/start.mjs --port 0',
    cwd: import.meta.dirname,
    wait: { stdout: /(?<kring_url>http:\/\/127\.0\.0\.1:\d+\/)(?<kring_host>(?:#t=[\w-]+)?)/ },
    timeout: 120_000,
  },
});
