/** RNG-01..03 for CPU counts that this machine does not have: what fits on one CPU, measured in VMs of that size. */
import { beforeAll, expect, test } from 'vitest';
import { loadModule } from '../machine/load-wasm.ts';
import { RULE_FILES, rulePrograms } from '../rules/programs.ts';
import { compileOrThrow, runOnModel } from './model.ts';

const ASKED = [1, 64, 128, 1024];
const FITS: Readonly<Record<number, readonly number[]>> = {
  1: [124, 252, 380, 2172],
  2: [120, 248, 376, 2168],
  3: [120, 252, 372, 2172],
  4: [126, 240, 368, 2160],
  8: [126, 252, 374, 2144],
  16: [252, 252, 380, 2145],
};

let module: WebAssembly.Module;
beforeAll(async () => {
  module = await loadModule();
});

test.each(Object.entries(FITS))('%s CPUs', (cpus, fits) => {
  const rule = rulePrograms.find(({ name }) => name === 'RNG-01.c')!;
  const text = rule.text.replace(/asked\[\] = \{[^}]*\}/, `asked[] = { ${ASKED.join(', ')} }`);
  const run = runOnModel(
    module,
    { cpus: Number(cpus), version: 612, seed: 1 },
    compileOrThrow({ name: rule.name, text }),
    RULE_FILES,
  );
  expect([...run.stdout.matchAll(/(\d+) requests fit/g)].map(([, count]) => Number(count))).toEqual(fits);
});
