import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { BROWSER_FLAGS } from '../../src/cli/browser.mjs';
import { SESSION_CHILD_FILE } from '../../src/cli/paths.mjs';
import { HostServer } from '../../src/host/server.ts';

/** Where a page posts what it has measured, as JSON. */
export const RESULT_PATH = '/result';

/**
 * Opens a page of a Linux host in a browser of its own: what Playwright attaches to its browsers copies every frame of a
 * WebSocket, and so measures itself.
 * @param page answers what the browser asks for
 * @param pathOf the address to open, from the fragment with the host's token
 * @returns what the page has posted
 * @throws {LinkError} when this machine cannot be a host
 */
export async function measureInOwnBrowser<Result>(
  page: RequestListener,
  pathOf: (fragment: string) => string,
): Promise<Result> {
  let done: (result: string) => void = () => {};
  const result = new Promise<string>((resolve) => {
    done = resolve;
  });
  const server = await serve(page, done);
  const profile = mkdtempSync(join(tmpdir(), 'kring-bench-'));
  let browser: ChildProcess | undefined;
  try {
    const { fragment } = await HostServer.attach(server, { childFile: SESSION_CHILD_FILE });
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}${pathOf(fragment)}`;
    const flags = [...BROWSER_FLAGS, '--headless=new', '--window-size=1440,900', `--user-data-dir=${profile}`, address];
    browser = spawn(process.env.KRING_BROWSER ?? 'chromium', flags, { stdio: 'ignore' });
    return JSON.parse(await result) as Result;
  } finally {
    browser?.kill('SIGKILL');
    server.close();
    server.closeAllConnections();
    await new Promise((resolve) => setTimeout(resolve, 200));
    rmSync(profile, { recursive: true, force: true });
  }
}

/** A module of this folder with all that it imports, as one script. */
export async function bundled(name: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: { write: false, lib: { entry: join(import.meta.dirname, name), formats: ['es'], fileName: 'page' } },
  });
  const [first] = Array.isArray(built) ? built : [built];
  if (first === undefined || !('output' in first)) throw new Error('nothing was built');
  return first.output[0].code;
}

async function serve(page: RequestListener, done: (result: string) => void): Promise<Server> {
  const server = createServer(async (request, response) => {
    if (request.url !== RESULT_PATH) {
      page(request, response);
      return;
    }
    response.end();
    done(await bodyOf(request));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const piece of request.setEncoding('utf8')) body += piece;
  return body;
}
