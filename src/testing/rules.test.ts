/**
 * Every rule program on the model, on this machine's kernel under gcc, and, where trials.ts lets it, on the same kernel
 * from the VM through a session child, in the same run: the outputs are equal.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { DISKS } from '../machine/disks.ts';
import { loadModule } from '../machine/load-wasm.ts';
import { RULE_FILES, type RuleProgram, rulePrograms } from '../rules/programs.ts';
import { notThroughHost } from '../rules/trials.ts';
import { HOST_TEST_MS, HostUnderTest } from './host-under-test.ts';
import { compileOrThrow, runOnModel } from './model.ts';
import { Oracle, type Outcome } from './oracle.ts';
import { missingFor } from './oracle-disks.ts';
import { countHost, countRules, type Verdict } from './rule-count.ts';

/** Programs whose output differs, each with the reason why that is not a defect of the model. */
const KNOWN_DIFFERENCES: Readonly<Record<string, string>> = {};

/** Where `npm test` finds the count. */
const COUNT = new URL('../../test-results/rules.txt', import.meta.url);

const module = await loadModule();
const oracle = Oracle.find();
const host = await HostUnderTest.find(module, oracle);
const verdicts = new Map<RuleProgram, Verdict>();
const throughHost = new Map<RuleProgram, Verdict>();

afterAll(() => {
  const kernel = typeof oracle === 'string' ? 'no kernel' : `Linux ${oracle.release}`;
  const lines = [...countRules(verdicts, kernel), ...countHost(throughHost)];
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

/** Why it is not tried through a session child. */
function whyNotThroughHost(program: RuleProgram): string | undefined {
  if (typeof host === 'string') return host;
  return notThroughHost(program.trial) ?? whyNot(program);
}

describe.each(rulePrograms.map((program) => [program.ids.join(' '), program] as const))('%s', (_, program) => {
  const skipped = whyNot(program);
  if (skipped !== undefined) {
    verdicts.set(program, { skipped });
    test('runs on the model', () => {
      onModel(program);
    });
  }

  let native: Promise<Outcome> | undefined;
  const onKernel = () => {
    native ??= (oracle as Oracle).run({ ...program, files: RULE_FILES, disk: program.trial.disk ?? 'usual' });
    return native;
  };

  test.skipIf(skipped !== undefined)('the model does what the kernel does', async () => {
    verdicts.set(program, 'different');
    const expected = await onKernel();
    const actual = onModel(program);
    const reason = KNOWN_DIFFERENCES[program.name];
    if (reason === undefined) expect(actual).toEqual(expected);
    else expect(actual, `${program.name} is a known difference no more: ${reason}`).not.toEqual(expected);
    if (reason === undefined) verdicts.set(program, 'equal');
  });

  const notOnHost = whyNotThroughHost(program);
  if (notOnHost !== undefined) {
    throughHost.set(program, { skipped: notOnHost });
    return;
  }
  test(
    'the kernel does the same through a session child',
    async () => {
      throughHost.set(program, 'different');
      const actual = await (host as HostUnderTest).run({ ...program, files: RULE_FILES });
      expect(actual).toEqual(await onKernel());
      throughHost.set(program, 'equal');
    },
    HOST_TEST_MS,
  );
});
