/** Every rule program on the model and on this machine's kernel, in the same run: the two outputs are equal. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadModule } from '../machine/load-wasm.ts';
import { RULE_FILES, type RuleProgram, rulePrograms } from '../rules/programs.ts';
import { compileOrThrow, runOnModel } from './model.ts';
import { Oracle, type Outcome } from './oracle.ts';

/** Programs whose output differs, each with the reason why that is not a defect of the model. */
const KNOWN_DIFFERENCES: Readonly<Record<string, string>> = {};

const oracle = Oracle.find();
const ran = { model: 0, kernel: 0 };

let module: WebAssembly.Module;
beforeAll(async () => {
  module = await loadModule();
});

afterAll(() => {
  const kernel = typeof oracle === 'string' ? `0 on a kernel (${oracle})` : `${ran.kernel} on Linux ${oracle.release}`;
  const skipped = typeof oracle === 'string' ? rulePrograms.length : 0;
  console.info(
    `${rulePrograms.length} rule programs: ${ran.model} on the model, ${kernel}, ` +
      `${skipped} comparisons skipped, ${Object.keys(KNOWN_DIFFERENCES).length} known differences`,
  );
});

function onModel(program: RuleProgram): Outcome {
  const options =
    typeof oracle === 'string'
      ? { cpus: 2, version: 618, seed: 1 }
      : { cpus: oracle.cpus, version: oracle.version, seed: 1 };
  const { stdout, stderr, status } = runOnModel(module, options, compileOrThrow(program), RULE_FILES);
  ran.model++;
  return { stdout, stderr, status };
}

describe.each(rulePrograms.map((program) => [program.ids.join(' '), program] as const))('%s', (_, program) => {
  if (typeof oracle === 'string') {
    test('runs on the model', () => {
      onModel(program);
    });
  }

  test.skipIf(typeof oracle === 'string')('the model does what the kernel does', async () => {
    const expected = await (oracle as Oracle).run({ ...program, files: RULE_FILES });
    ran.kernel++;
    const actual = onModel(program);
    const reason = KNOWN_DIFFERENCES[program.name];
    if (reason === undefined) expect(actual).toEqual(expected);
    else expect(actual, `${program.name} is a known difference no more: ${reason}`).not.toEqual(expected);
  });
});
