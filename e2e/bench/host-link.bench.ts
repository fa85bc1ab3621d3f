import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { percentile } from '../../src/cli/bench/median.ts';
import { WASM_FILE } from '../../src/cli/build-assembly.mjs';
import { bench } from '../../src/text/en/bench.ts';
import { LinkError } from '../../src/wire/link-error.ts';
import type { LinkTimes } from './host-link-page.ts';
import { bundled, measureInOwnBrowser } from './own-browser.ts';

const text = bench.hostLink;
const HTML = '<!doctype html><title>kring</title><script type="module" src="/page.js"></script>';

test('a system call through a browser', async () => {
  const script = await bundled('host-link-page.ts');
  try {
    const { completions, pairs, ms, error } = await measureInOwnBrowser<LinkTimes>(
      ({ url }, response) => {
        if (url === '/page.js') response.setHeader('Content-Type', 'text/javascript').end(script);
        else if (url === '/kring.wasm') response.end(readFileSync(WASM_FILE));
        else response.setHeader('Content-Type', 'text/html').end(HTML);
      },
      (fragment) => `/${fragment}`,
    );
    expect(error).toBeUndefined();
    console.log(text.title);
    console.log(row(text.completion, text.both(percentile(completions, 0.5), percentile(completions, 0.99))));
    console.log(row(text.pair, text.both(percentile(pairs, 0.5), percentile(pairs, 0.99))));
    console.log(row(text.rate, `${Math.round((2 * pairs.length * 1000) / ms)}`));
  } catch (error) {
    if (!(error instanceof LinkError)) throw error;
    console.log(text.none(error.message));
  }
});

function row(name: string, value: string): string {
  return `  ${name.padEnd(58)} ${value}`;
}
