/**
 * Every rule program on the model, on this machine's kernel under gcc, and on the same kernel from the VM through a session
 * child, in the same run: the three outputs are equal.
 */
import { afterAll, describe, expect, test } from 'vitest';
import { loadModule } from '../machine/load-wasm.ts';
import { RULE_FILES, type RuleProgram, rulePrograms } from '../rules/programs.ts';
import { HOST_DIFFERENCES, HOST_TEST_MS, HostUnderTest } from './host-under-test.ts';
import { compileOrThrow, runOnModel } from './model.ts';
import { Oracle, type Outcome } from './oracle.ts';

/** Programs whose output differs, each with the reason why that is not a defect of the model. */
const KNOWN_DIFFERENCES: Readonly<Record<string, string>> = {};

const oracle = Oracle.find();
const module = await loadModule();
const host = await HostUnderTest.find(module, oracle);
const ran = { model: 0, kernel: 0, host: 0 };

afterAll(() => {
  const kernel = typeof oracle === 'string' ? `0 on a kernel (${oracle})` : `${ran.kernel} on Linux ${oracle.release}`;
  const child =
    typeof host === 'string' ? `0 through a session child (${host})` : `${ran.host} through a session child`;
  const skipped = [oracle, host].filter((way) => typeof way === 'string').length * rulePrograms.length;
  console.info(
    `${rulePrograms.length} rule programs: ${ran.model} on the model, ${kernel}, ${child}, ` +
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

  let native: Promise<Outcome> | undefined;
  const onKernel = () => {
    if (native === undefined) ran.kernel++;
    native ??= (oracle as Oracle).run({ ...program, files: RULE_FILES });
    return native;
  };

  test.skipIf(typeof oracle === 'string')('the model does what the kernel does', async () => {
    const expected = await onKernel();
    const actual = onModel(program);
    const reason = KNOWN_DIFFERENCES[program.name];
    if (reason === undefined) expect(actual).toEqual(expected);
    else expect(actual, `${program.name} is a known difference no more: ${reason}`).not.toEqual(expected);
  });

  test.skipIf(typeof host === 'string')(
    'the kernel does the same through a session child',
    async () => {
      const actual = await (host as HostUnderTest).run({ ...program, files: RULE_FILES });
      ran.host++;
      const reason = HOST_DIFFERENCES[program.name];
      if (reason === undefined) expect(actual).toEqual(await onKernel());
      else expect(actual, `${program.name} is a difference no more: ${reason}`).not.toEqual(await onKernel());
    },
    HOST_TEST_MS,
  );
});
