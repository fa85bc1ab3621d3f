// npm test: installs what is missing, then checks types, lint, every test, and the page in a real browser.
// Stops at the first stage that fails. Its last line is `N passed, N failed` or `N passed, N failed, N skipped`.
import './node-version.mjs';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { ensureBrowser } from './browser.mjs';
import { ensureInstalled } from './install.mjs';
import { ROOT } from './paths.mjs';
import { ensureBuilt } from './targets.mjs';

const RESULTS = join(ROOT, 'test-results');
const VITEST_RESULTS = join(RESULTS, 'vitest.json');
/** How many rules were found equal on the model and on this machine's kernel: src/testing/rules.test.ts writes it. */
const RULE_COUNT = join(RESULTS, 'rules.txt');
const PLAYWRIGHT_RESULTS = join(RESULTS, 'playwright.json');

const total = { passed: 0, failed: 0, skipped: 0 };
const say = (/** @type {string} */ sentence) => console.log(`kring: ${sentence}`);

/** The script behind the command of an installed package. */
function commandOf(/** @type {string} */ name, /** @type {string} */ command) {
  const manifest = createRequire(join(ROOT, 'package.json')).resolve(`${name}/package.json`);
  return join(dirname(manifest), JSON.parse(readFileSync(manifest, 'utf8')).bin[command]);
}

/**
 * Runs a node script of a package to its end; its output is only shown when it fails.
 * @param {string[]} args the script first
 * @throws {Error} with its output, when it fails
 */
function check(args) {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, args, {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 1 << 30,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`${stdout}${stderr}`.trimEnd());
}

/**
 * Runs a test runner to its end, its output shown as it comes, and counts its tests.
 * @param {string[]} args the runner's script first
 * @param {string} file where it writes its results
 * @param {(results: any) => { passed: number, failed: number, skipped: number }} count reads them
 * @param {NodeJS.ProcessEnv} env
 * @throws {Error} when it fails
 */
function runTests(args, file, count, env = {}) {
  const { status, error } = spawnSync(process.execPath, args, {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    // A NODE_ENV of production takes React's tools for tests away.
    env: { ...process.env, NODE_ENV: 'test', ...env },
  });
  if (error) throw error;
  // There are none when it could not even begin; those of an earlier run are removed.
  if (existsSync(file)) {
    const { passed, failed, skipped } = count(JSON.parse(readFileSync(file, 'utf8')));
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
  }
  if (status !== 0) throw new Error(`${basename(args[0] ?? '')} ended with status ${status}`);
}

function types() {
  const tsc = commandOf('typescript', 'tsc');
  for (const project of ['tsconfig.json', 'tsconfig.core.json']) check([tsc, '--noEmit', '-p', project]);
}

function lint() {
  check([commandOf('@biomejs/biome', 'biome'), 'check', '--error-on-warnings', '.']);
}

function unitTests() {
  runTests(
    [
      commandOf('vitest', 'vitest'),
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${VITEST_RESULTS}`,
    ],
    VITEST_RESULTS,
    ({ numPassedTests, numFailedTests, numPendingTests, numTodoTests }) => ({
      passed: numPassedTests,
      failed: numFailedTests,
      skipped: numPendingTests + numTodoTests,
    }),
    // Vite's build of the command line, in this process, leaves NODE_ENV at production, where React has no act().
    { NODE_ENV: 'test' },
  );
  if (existsSync(RULE_COUNT)) console.log(readFileSync(RULE_COUNT, 'utf8').trimEnd());
}

function endToEndTests() {
  runTests(
    [commandOf('@playwright/test', 'playwright'), 'test', '--reporter=list,json'],
    PLAYWRIGHT_RESULTS,
    ({ stats: { expected, unexpected, flaky, skipped } }) => ({
      passed: expected,
      failed: unexpected + flaky,
      skipped,
    }),
    { PLAYWRIGHT_JSON_OUTPUT_FILE: PLAYWRIGHT_RESULTS },
  );
}

const STAGES = [
  { name: 'packages', run: () => ensureInstalled(say) },
  {
    name: 'browser',
    run: async () => {
      process.env.KRING_BROWSER = await ensureBrowser(say);
    },
  },
  { name: 'types', run: types },
  { name: 'lint', run: lint },
  { name: 'machine', run: () => ensureBuilt('assembly', say) },
  { name: 'command line', run: () => ensureBuilt('cli', say) },
  { name: 'unit and conformance tests', run: unitTests },
  { name: 'page', run: () => ensureBuilt('page', say) },
  { name: 'end-to-end tests', run: endToEndTests },
];

rmSync(RESULTS, { recursive: true, force: true });
mkdirSync(RESULTS, { recursive: true });
const summary = [];
for (const stage of STAGES) {
  const start = Date.now();
  const seconds = () => `${((Date.now() - start) / 1000).toFixed(1)} s`;
  try {
    await stage.run();
    say(`${stage.name}: ok, ${seconds()}`);
    summary.push(`ok      ${stage.name}  ${seconds()}`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    summary.push(`FAILED  ${stage.name}  ${seconds()}`);
    // A stage that has no tests of its own, or broke before it counted one, counts as one that failed.
    total.failed = Math.max(total.failed, 1);
    process.exitCode = 1;
    break;
  }
}

console.log(`\n${summary.join('\n')}`);
const notRun = STAGES.slice(summary.length).map(({ name }) => name);
if (notRun.length > 0) console.log(`not run ${notRun.join(', ')}`);
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);
