#!/usr/bin/env node
// The kring command. In a fresh clone, or after a change, it first installs and builds what it needs: stdout stays
// the program's, so that is said on stderr.
import './node-version.mjs';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureInstalled } from './install.mjs';
import { CLI_DIRECTORY, PAGE_DIRECTORY, ROOT, SESSION_CHILD_FILE } from './paths.mjs';
import { ensureBuilt } from './targets.mjs';

/** @type {import('./targets.mjs').Target[]} */
const BENCHED = ['page', 'host'];
/**
 * What else a command needs.
 * @type {Readonly<Record<string, readonly import('./targets.mjs').Target[]>>}
 */
const NEEDS = Object.assign(Object.create(null), { bench: BENCHED, host: BENCHED, compare: ['host'] });

const say = (/** @type {string} */ sentence) => console.error(`kring: ${sentence}`);

try {
  ensureInstalled(say);
  await ensureBuilt('cli', say);
  const isBench = process.argv[2] === 'bench';
  const linux = process.argv.some((word) => word === 'linux' || word === '--machine=linux');
  const needed = NEEDS[process.argv[2] ?? ''] ?? (process.argv[2] === 'run' && linux ? ['host'] : []);
  for (const target of needed) await ensureBuilt(target, say);
  const { main } = await import(pathToFileURL(join(CLI_DIRECTORY, 'main.js')).href);
  process.exitCode = await main(process.argv.slice(2), {
    version: JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version,
    wasmFile: join(CLI_DIRECTORY, 'kring.wasm'),
    pageDirectory: PAGE_DIRECTORY,
    sessionChildFile: SESSION_CHILD_FILE,
  });
  if (isBench && process.argv.length === 3 && process.exitCode === 0) {
    const { benchPage } = await import('./bench-page.mjs');
    process.exitCode = await benchPage(say);
  }
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 125;
}
