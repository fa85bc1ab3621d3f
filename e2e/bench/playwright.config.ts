import { defineConfig } from '@playwright/test';
import tests from '../../playwright.config.ts';

/** What `npm run bench` measures of the page: one file after another, each alone in its browser. */
export default defineConfig({
  ...tests,
  testDir: '.',
  testMatch: '*.bench.ts',
  outputDir: '../../test-results/bench',
  workers: 1,
  timeout: 0,
  reporter: './reporter.ts',
});
