// Builds what kring is made of, each only when its sources changed since it was built.
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { buildAssembly, WASM_FILE } from './build-assembly.mjs';
import { withLock } from './lock.mjs';
import { CLI_DIRECTORY, HOST_SERVER_FILE, PAGE_DIRECTORY, ROOT, SESSION_CHILD_FILE } from './paths.mjs';

/** @typedef {'assembly' | 'host' | 'server' | 'cli' | 'page'} Target */

/** Binaries that ws uses where they are installed. */
const OF_WS = ['bufferutil', 'utf-8-validate'];

/** @type {Record<Target, { what: string, inputs: string[], output: string, make: () => Promise<void> }>} */
export const TARGETS = {
  assembly: {
    what: 'the machine (assembly/)',
    inputs: ['assembly', 'src/cli/build-assembly.mjs', 'package-lock.json'],
    output: WASM_FILE,
    make: () => buildAssembly(),
  },
  host: {
    what: "this machine's kernel as a host (src/host)",
    inputs: ['assembly/uapi', 'src/host', 'src/lib', 'src/uapi', 'src/wire', 'package-lock.json'],
    output: SESSION_CHILD_FILE,
    make: makeSessionChild,
  },
  server: {
    what: 'its server',
    inputs: [
      'assembly/uapi',
      'src/cli/attach-host.ts',
      'src/host',
      'src/lib',
      'src/text',
      'src/uapi',
      'src/wire',
      'package-lock.json',
    ],
    output: HOST_SERVER_FILE,
    make: () => bundle('src/cli/attach-host.ts', HOST_SERVER_FILE, OF_WS),
  },
  cli: {
    what: 'the command line',
    inputs: ['assembly', 'src', 'package-lock.json'],
    output: join(CLI_DIRECTORY, 'main.js'),
    make: makeCommandLine,
  },
  page: {
    what: 'the page',
    inputs: ['assembly', 'src', 'public', 'index.html', 'vite.config.ts', 'package-lock.json'],
    output: join(PAGE_DIRECTORY, 'index.html'),
    make: makePage,
  },
};

/** Vite sets NODE_ENV to production for good; what is started after a build is no part of it. */
async function viteBuild(/** @type {import('vite').InlineConfig} */ config) {
  const { build } = await import('vite');
  const before = process.env.NODE_ENV;
  try {
    await build({ root: ROOT, logLevel: 'error', ...config });
  } finally {
    if (before === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = before;
  }
}

/** One file for Node, with all it imports inside but for what is `external`. */
function bundle(/** @type {string} */ entry, /** @type {string} */ file, /** @type {string[]} */ external = []) {
  return viteBuild({
    configFile: false,
    publicDir: false,
    ssr: { noExternal: true, external, target: 'node' },
    build: {
      ssr: entry,
      target: 'node20',
      outDir: dirname(file),
      emptyOutDir: true,
      rolldownOptions: { output: { entryFileNames: basename(file), codeSplitting: false } },
    },
  });
}

/** With the machine beside it. */
async function makeCommandLine() {
  await bundle('src/cli/main.ts', join(CLI_DIRECTORY, 'main.js'), OF_WS);
  copyFileSync(WASM_FILE, join(CLI_DIRECTORY, 'kring.wasm'));
}

/** koffi, which has a binary for each platform, stays where npm put it, if it did. */
function makeSessionChild() {
  return bundle('src/host/session-child.ts', SESSION_CHILD_FILE, ['koffi']);
}

function makePage() {
  return viteBuild({ build: { outDir: PAGE_DIRECTORY, emptyOutDir: true } });
}

/** Changes when a file of the target is added, removed, resized or written to. */
function fingerprint(/** @type {string[]} */ inputs) {
  const hash = createHash('sha256').update(process.version);
  const visit = (/** @type {string} */ path) => {
    const status = statSync(join(ROOT, path));
    if (status.isDirectory()) {
      for (const name of readdirSync(join(ROOT, path)).sort()) visit(`${path}/${name}`);
    } else if (!/\.test\.tsx?$/.test(path)) {
      hash.update(`${path} ${status.size} ${status.mtimeMs}\n`);
    }
  };
  inputs.forEach(visit);
  return hash.digest('hex');
}

/**
 * Brings a target up to date. Several processes may ask at once; one builds and the others wait for it.
 * @param {Target} target
 * @param {(sentence: string) => void} say is told when there is something to build
 * @throws {Error} with the compiler's own words
 */
export async function ensureBuilt(target, say) {
  const { what, inputs, output, make } = TARGETS[target];
  const stamp = join(ROOT, `build/${target}.stamp`);
  const isFresh = (/** @type {string} */ now) =>
    existsSync(output) && existsSync(stamp) && readFileSync(stamp, 'utf8') === now;
  if (isFresh(fingerprint(inputs))) return;
  if (target === 'cli' || target === 'page') await ensureBuilt('assembly', say);
  mkdirSync(join(ROOT, 'build'), { recursive: true });
  await withLock(join(ROOT, `build/${target}.lock`), async () => {
    // Taken before the build: what is edited meanwhile is built the next time.
    const now = fingerprint(inputs);
    if (isFresh(now)) return;
    say(`building ${what} …`);
    await make();
    writeFileSync(stamp, now);
  });
}
