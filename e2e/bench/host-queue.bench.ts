import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { percentile } from '../../src/cli/bench/median.ts';
import { PAGE_DIRECTORY } from '../../src/cli/paths.mjs';
import { pageFiles } from '../../src/host/page-server.ts';
import { encodeProgram } from '../../src/store/link-codec.ts';
import { bench } from '../../src/text/en/bench.ts';
import { LinkError } from '../../src/wire/link-error.ts';
import type { QueueTimes } from './host-queue-page.ts';
import { MILLION_RECORDS } from './long-runs.ts';
import { bundled, measureInOwnBrowser } from './own-browser.ts';

const text = bench.hostQueue;

test('a busy queue on a host', async () => {
  const script = await bundled('host-queue-page.ts');
  const html = readFileSync(join(PAGE_DIRECTORY, 'index.html'), 'utf8');
  const measured = html.replace('<head>', '<head><script type="module" src="/measure.js"></script>');
  const program = await encodeProgram({ scenario: 'preadv-two-buffers', text: MILLION_RECORDS, at: undefined });
  const files = pageFiles(PAGE_DIRECTORY);
  try {
    const { frames, drawn, lags, messages, ms, error } = await measureInOwnBrowser<QueueTimes>(
      (request, response) => {
        const [path] = (request.url ?? '').split('?');
        if (path === '/measure.js') response.setHeader('Content-Type', 'text/javascript').end(script);
        else if (path === '/') response.setHeader('Content-Type', 'text/html').end(measured);
        else files(request, response);
      },
      (fragment) => `/?then=${program}${fragment}`,
    );
    expect(error).toBeUndefined();
    const at = (times: readonly number[]) => text.times(percentile(times, 0.5), percentile(times, 0.95));
    console.log(text.title);
    console.log(row(text.frames, at(frames)));
    console.log(row(text.drawn, `${Math.round((drawn * 1000) / ms)}`));
    console.log(row(text.lag, at(lags)));
    console.log(row(text.messages, `${Math.round((messages * 1000) / ms)}`));
  } catch (error) {
    if (!(error instanceof LinkError)) throw error;
    console.log(text.none(error.message));
  }
});

function row(name: string, value: string): string {
  return `  ${name.padEnd(58)} ${value}`;
}
