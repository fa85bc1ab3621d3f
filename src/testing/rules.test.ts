/** Every rule program on the model and on this machine's kernel, in the same run: the two outputs are equal. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DISKS } from '../machine/disks.ts';
import { loadModule } from '../machine/load-wasm.ts';
import { RULE_FILES, type RuleProgram, rulePrograms } from '../rules/programs.ts';
import { compileOrThrow, runOnModel } from './model.ts';
import { Oracle, type Outcome } from './oracle.ts';
import { missingFor } from './oracle-disks.ts';
import { countRules, type Verdict } from './rule-count.ts';

/** Programs whose output differs, each with the reason why that is not a defect of the model. */
const KNOWN_DIFFERENCES: Readonly<Record<string, string>> = {};

/** Where `npm test` finds the count. */
const COUNT = new URL('../../test-results/rules.txt', import.meta.url);

const oracle = Oracle.find();
const verdicts = new Map<RuleProgram, Verdict>();

let module: WebAssembly.Module;
beforeAll(async () => {
  module = await loadModule();
});

afterAll(() => {
  const kernel = typeof oracle === 'string' ? 'no kernel' : `Linux ${oracle.release}`;
  const lines = countRules(verdicts, kernel);
  const different = Object.entries(KNOWN_DIFFERENCES).map(([name, reason]) => `  ${name} differs: ${reason}`);
  mkdirSync(fileURLToPath(new URL('.', COUNT)), { recursive: true });
  writeFileSync(COUNT, `${[...lines, ...different].join('\n')}\n`);
});

function onModel(program: RuleProgram): Outcome {
  const { cpus, version } = typeof oracle === 'string' ? { cpus: 2, version: 618 } : oracle;
  const options = { cpus, version, seed: 1, disk: DISKS[program.trial.disk ?? 'usual'] };
  const { stdout, stderr, status } = runOnModel(module, options, compileOrThrow(program), RULE_FILES);
  return { stdout, stderr, status };
}

/** Why a program cannot run on this machine's kernel; undefined when it can. */
function whyNot(program: RuleProgram): string | undefined {
  if (typeof oracle === 'string') return oracle;
  if (program.trial.try === 'root' && process.getuid?.() !== 0) return 'not root';
  return missingFor(program.trial.disk ?? 'usual');
}

describe.each(rulePrograms.map((program) => [program.ids.join(' '), program] as const))('%s', (_, program) => {
  const skipped = whyNot(program);
  if (skipped !== undefined) {
    verdicts.set(program, { skipped });
    test('runs on the model', () => {
      onModel(program);
    });
  }

  test.skipIf(skipped !== undefined)('the model does what the kernel does', async () => {
    verdicts.set(program, 'different');
    const expected = await (oracle as Oracle).run({
      ...program,
      files: RULE_FILES,
      disk: program.trial.disk ?? 'usual',
    });
    const actual = onModel(program);
    const reason = KNOWN_DIFFERENCES[program.name];
    if (reason === undefined) expect(actual).toEqual(expected);
    else expect(actual, `${program.name} is a known difference no more: ${reason}`).not.toEqual(expected);
    if (reason === undefined) verdicts.set(program, 'equal');
  });
});
