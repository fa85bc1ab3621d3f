// Finds a browser for the end-to-end tests, and gets one where there is none.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, isAbsolute, join, resolve } from 'node:path';

/** The page needs what Chromium has had since this version. */
const OLDEST = 120;

const ON_PATH = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const ELSEWHERE = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** Flags for a machine without a display, a GPU or (as root) a sandbox, and for no traffic of the browser's own. */
export const BROWSER_FLAGS = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Absolute paths of the files that a command's name may stand for, in the order of PATH. */
function filesOf(/** @type {string} */ command) {
  if (isAbsolute(command) || dirname(command) !== '.') return [resolve(command)];
  const directories = (process.env.PATH ?? '').split(delimiter).filter(isAbsolute);
  return directories.map((directory) => join(directory, command)).filter(existsSync);
}

/** Its major version, or undefined when it cannot be started (is not there, lacks libraries, is a snap's stub). */
function versionOf(/** @type {string} */ executable) {
  const { status, stdout } = spawnSync(executable, ['--version'], { encoding: 'utf8', timeout: 30_000 });
  const version = status === 0 ? /(\d+)\.\d+\.\d+/.exec(stdout)?.[1] : undefined;
  return version === undefined ? undefined : Number(version);
}

/** Where Playwright keeps the Chromium it downloads; it may not be there. */
async function playwrightsOwn() {
  return (await import('@playwright/test')).chromium.executablePath();
}

/**
 * KRING_BROWSER if it is set, else a browser of the system, else Playwright's.
 * @returns {Promise<string | undefined>} the absolute path of its executable
 * @throws {Error} when KRING_BROWSER is set and is no browser that will do
 */
export async function findBrowser() {
  const asked = process.env.KRING_BROWSER;
  if (asked) {
    const executable = filesOf(asked)[0] ?? asked;
    const version = versionOf(executable);
    if (version !== undefined && version >= OLDEST) return executable;
    throw new Error(
      version === undefined
        ? `KRING_BROWSER is '${asked}', which cannot be started`
        : `KRING_BROWSER is '${asked}', version ${version}; the tests need ${OLDEST} or later`,
    );
  }
  const candidates = [...ON_PATH.flatMap(filesOf), ...ELSEWHERE.filter(existsSync), await playwrightsOwn()];
  return candidates.find((executable) => (versionOf(executable) ?? 0) >= OLDEST);
}

/** Runs a command, its output only shown by the caller when it fails. */
function run(
  /** @type {string} */ command,
  /** @type {string[]} */ args,
  /** @type {NodeJS.ProcessEnv} */ environment = {},
) {
  return spawnSync(command, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
}

function downloadPlaywrights() {
  const playwright = dirname(createRequire(import.meta.url).resolve('playwright/package.json'));
  return run(process.execPath, [join(playwright, 'cli.js'), 'install', '--no-shell', 'chromium'], {
    PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000',
  });
}

function installDebians() {
  const updated = run('apt-get', ['update']);
  if (updated.status !== 0) return updated;
  return run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], {
    DEBIAN_FRONTEND: 'noninteractive',
  });
}

/**
 * @param {(sentence: string) => void} say is told what is tried
 * @returns {Promise<string>} the executable of a browser
 * @throws {Error} when there is none and none can be had; says what was tried and what to do
 */
export async function ensureBrowser(say) {
  const found = await findBrowser();
  if (found) return found;
  const attempts = [{ name: "Playwright's Chromium (about 170 MB)", get: downloadPlaywrights }];
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    attempts.push({ name: "Debian's chromium (apt-get update, apt-get install chromium)", get: installDebians });
  }
  for (const { name, get } of attempts) {
    say(`no Chromium or Chrome ${OLDEST} or later here; installing ${name} …`);
    const { status, stdout, stderr, error } = get();
    const installed = status === 0 ? await findBrowser() : undefined;
    if (installed) return installed;
    const words = `${stderr}${stdout}`.split('\n').filter((line) => /\S/.test(line) && !/^\s+at /.test(line));
    const reason = error?.message ?? words.at(-1) ?? `exit status ${status}`;
    say(status === 0 ? `${name} is installed, but does not start` : `${name} could not be had: ${reason}`);
  }
  throw new Error(
    `no browser for the end-to-end tests; install Chromium or Chrome ${OLDEST} or later, or set KRING_BROWSER to one`,
  );
}
