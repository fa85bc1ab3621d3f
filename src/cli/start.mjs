// npm start: installs and builds what is missing, serves the page on this machine only, prints its address.
//   --port N    begin looking for a free port at N (default 4173); 0 takes any
import './node-version.mjs';
import { parseArgs } from 'node:util';
import { ensureInstalled } from './install.mjs';
import { PAGE_DIRECTORY, ROOT } from './paths.mjs';
import { ensureBuilt } from './targets.mjs';

const say = (/** @type {string} */ sentence) => console.log(`kring: ${sentence}`);

/** @throws {Error} when the command line is wrong */
function wantedPort() {
  const { port } = parseArgs({ options: { port: { type: 'string', default: '4173' } } }).values;
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    throw new Error(`--port takes a number up to 65535, not '${port}'`);
  return Number(port);
}

try {
  const port = wantedPort();
  ensureInstalled(say);
  await ensureBuilt('page', say);
  const { preview } = await import('vite');
  const server = await preview({
    root: ROOT,
    logLevel: 'warn',
    build: { outDir: PAGE_DIRECTORY },
    preview: { host: '127.0.0.1', port },
  });
  say(`${server.resolvedUrls?.local[0]}  (Ctrl-C ends it)`);
} catch (error) {
  console.error(`kring: ${error instanceof Error ? error.message : error}`);
  process.exit(1);
}
