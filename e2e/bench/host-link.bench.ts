import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { build } from 'vite';
import { percentile } from '../../src/cli/bench/median.ts';
import { BROWSER_FLAGS } from '../../src/cli/browser.mjs';
import { WASM_FILE } from '../../src/cli/build-assembly.mjs';
import { SESSION_CHILD_FILE } from '../../src/cli/paths.mjs';
import { HostServer } from '../../src/host/server.ts';
import { bench } from '../../src/text/en/bench.ts';
import { LinkError } from '../../src/wire/link-error.ts';

const text = bench.hostLink;
const HTML = '<!doctype html><title>kring</title><script type="module" src="/page.js"></script>';

/** Not through Playwright's own browser: what is attached to that one copies every frame. */
test('a system call through a browser', async () => {
  const script = await bundled();
  let done: (result: string) => void = () => {};
  const result = new Promise<string>((resolve) => {
    done = resolve;
  });
  const server = await serve(script, done);
  const profile = mkdtempSync(join(tmpdir(), 'kring-bench-'));
  let browser: ChildProcess | undefined;
  try {
    const { fragment } = await HostServer.attach(server, { childFile: SESSION_CHILD_FILE });
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/${fragment}`;
    const flags = [...BROWSER_FLAGS, '--headless=new', `--user-data-dir=${profile}`, address];
    browser = spawn(process.env.KRING_BROWSER ?? 'chromium', flags, { stdio: 'ignore' });
    const { pairs, ms, error } = JSON.parse(await result);
    expect(error).toBeUndefined();
    console.log(text.title);
    console.log(row(text.median, text.ms(percentile(pairs, 0.5))));
    console.log(row(text.p99, text.ms(percentile(pairs, 0.99))));
    console.log(row(text.rate, `${Math.round((2 * pairs.length * 1000) / ms)}`));
  } catch (error) {
    if (!(error instanceof LinkError)) throw error;
    console.log(text.none(error.message));
  } finally {
    browser?.kill('SIGKILL');
    server.close();
    server.closeAllConnections();
    await new Promise((resolve) => setTimeout(resolve, 200));
    rmSync(profile, { recursive: true, force: true });
  }
});

function row(name: string, value: string): string {
  return `  ${name.padEnd(58)} ${value}`;
}

async function bundled(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      write: false,
      lib: { entry: join(import.meta.dirname, 'host-link-page.ts'), formats: ['es'], fileName: 'page' },
    },
  });
  const [first] = Array.isArray(built) ? built : [built];
  if (first === undefined || !('output' in first)) throw new Error('nothing was built');
  return first.output[0].code;
}

async function serve(script: string, done: (result: string) => void): Promise<Server> {
  const server = createServer(async (request, response) => {
    if (request.url === '/page.js') response.setHeader('Content-Type', 'text/javascript').end(script);
    else if (request.url === '/kring.wasm') response.end(readFileSync(WASM_FILE));
    else if (request.url === '/result') {
      response.end();
      done(await bodyOf(request));
    } else response.setHeader('Content-Type', 'text/html').end(HTML);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const piece of request.setEncoding('utf8')) body += piece;
  return body;
}
