// Installs the packages of package-lock.json when they are not there. Runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ROOT } from './paths.mjs';

/**
 * Whether node_modules holds what package-lock.json asks for. npm writes node_modules/.package-lock.json last, so an
 * install that was cut short has none, and one done by hand counts as well. Packages for other platforms are
 * optional and may be absent.
 */
function isInstalled() {
  /** @type {Record<string, { version?: string, optional?: boolean, devOptional?: boolean }>} */
  const wanted = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).packages;
  /** @type {typeof wanted} */
  let installed;
  try {
    installed = JSON.parse(readFileSync(join(ROOT, 'node_modules/.package-lock.json'), 'utf8')).packages;
  } catch {
    return false;
  }
  return Object.entries(wanted).every(
    ([path, { version, optional, devOptional }]) =>
      path === '' || optional || devOptional || installed[path]?.version === version,
  );
}

/** npm as we were started by it, else the one on PATH. */
function runNpm(/** @type {string[]} */ args) {
  const self = process.env.npm_execpath;
  const [command, ...first] =
    self && basename(self) === 'npm-cli.js'
      ? [process.execPath, self]
      : [process.platform === 'win32' ? 'npm.cmd' : 'npm'];
  return spawnSync(command, [...first, ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: command === 'npm.cmd',
  });
}

/**
 * Brings node_modules in line with package-lock.json by `npm ci`, if it is not.
 * @param {(sentence: string) => void} say is told what happens and how long it took
 * @throws {Error} with npm's own words, when it fails
 */
export function ensureInstalled(say) {
  if (isInstalled()) return;
  const start = Date.now();
  say('installing the packages of package-lock.json (npm ci) …');
  const { status, error, stdout, stderr } = runNpm([
    'ci',
    '--include=dev',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]);
  if (error) throw new Error(`npm could not be started: ${error.message}`);
  if (status !== 0) throw new Error(`npm ci failed:\n${stderr}${stdout}`);
  say(`installed in ${Math.round((Date.now() - start) / 1000)} s`);
}
