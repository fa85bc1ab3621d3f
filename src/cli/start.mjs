// npm start: installs and builds what is missing, serves the page on this machine only, prints its address. Where this
// machine's kernel can run programs for the page, the address has the token that lets it.
//   --port N    begin looking for a free port at N (default 4173); 0 takes any
//   --no-host   only the model
import './node-version.mjs';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureInstalled } from './install.mjs';
import { HOST_SERVER_FILE, PAGE_DIRECTORY, ROOT, SESSION_CHILD_FILE } from './paths.mjs';
import { ensureBuilt } from './targets.mjs';

const say = (/** @type {string} */ sentence) => console.log(`kring: ${sentence}`);

/** @throws {Error} when the command line is wrong */
function options() {
  const { port, ...values } = parseArgs({
    options: { port: { type: 'string', default: '4173' }, 'no-host': { type: 'boolean', default: false } },
  }).values;
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    throw new Error(`--port takes a number up to 65535, not '${port}'`);
  return { port: Number(port), wantsHost: !values['no-host'] };
}

/**
 * This machine's kernel behind the page.
 * @param {import('node:http').Server} server
 * @returns {Promise<string>} what stands behind the page's address; nothing where there can be no host
 */
async function startHost(server) {
  try {
    for (const target of /** @type {const} */ (['host', 'server'])) await ensureBuilt(target, say);
    /** @type {typeof import('./attach-host.ts')} */
    const { attachHost } = await import(pathToFileURL(HOST_SERVER_FILE).href);
    return await attachHost(server, { childFile: SESSION_CHILD_FILE });
  } catch (error) {
    say(`no Linux host here, only the model: ${error instanceof Error ? error.message : error}`);
    return '';
  }
}

try {
  const { port, wantsHost } = options();
  ensureInstalled(say);
  await ensureBuilt('page', say);
  const { preview } = await import('vite');
  const server = await preview({
    root: ROOT,
    logLevel: 'warn',
    build: { outDir: PAGE_DIRECTORY },
    preview: { host: '127.0.0.1', port },
  });
  const fragment = wantsHost ? await startHost(/** @type {import('node:http').Server} */ (server.httpServer)) : '';
  say(`${server.resolvedUrls?.local[0]}${fragment}  (Ctrl-C ends it)`);
} catch (error) {
  console.error(`kring: ${error instanceof Error ? error.message : error}`);
  process.exit(1);
}
