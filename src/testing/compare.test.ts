/** Every scenario on this machine's kernel and on the model, call by call and byte by byte. */
import { describe, expect, test } from 'vitest';
import { Sys } from '../../assembly/uapi/syscalls.ts';
import { asksForUring } from '../c/asks-for-uring.ts';
import type { Program } from '../c/program.ts';
import { type Comparison, compareRuns, type Difference, modelledVersion } from '../compare/compare.ts';
import { endlessness, untilOver } from '../compare/endless.ts';
import { loadModule } from '../machine/load-wasm.ts';
import { recordHost } from '../recording/host-recording.ts';
import { comparableRules } from '../rules/comparable.ts';
import { RULE_FILES } from '../rules/programs.ts';
import { allScenarios } from '../scenarios/all.ts';
import { contentOf, type GeneratedFile } from '../scenarios/file-content.ts';
import { unitsOf } from '../scenarios/units.ts';
import { HOST_TEST_MS, HostUnderTest } from './host-under-test.ts';
import { compileOrThrow, compileUnitsOrThrow } from './model.ts';
import { Oracle } from './oracle.ts';

const module = await loadModule();
const found = await HostUnderTest.find(module, Oracle.find());
if (typeof found === 'string') console.warn(found);
const host = found as HostUnderTest;
const HANG_MS = 12_000;

/** Every so many of the rules' programs: kring compare --rules has all of them. */
const EVERY = 20;

async function comparisonOf(program: Program, files: readonly GeneratedFile[]): Promise<Comparison> {
  return host.withLink(async (machine, link) => {
    await machine.load(
      program,
      files.map((file) => ({ name: file.name, bytes: contentOf(file) })),
    );
    const { cpus, release } = machine;
    const options = { cpus, version: modelledVersion(release), seed: 1 };
    const endless = await endlessness(module, options, program, files);
    const recorded = recordHost(module, machine);
    const limit = setTimeout(() => link.stop(), HANG_MS);
    await untilOver(recorded, endless, () => link.stop());
    clearTimeout(limit);
    return compareRuns(module, program, files, { recording: recorded.recording, cpus, release, endless });
  });
}

// A timer that goes off while a call is on its way to the kernel may come before it on one of the two and behind it on the other.
const AGAIN = { timeout: HOST_TEST_MS, retry: 2 };

describe.skipIf(typeof found === 'string')('model and kernel are the same in', AGAIN, () => {
  describe.each(allScenarios.map((scenario) => [scenario.id, scenario] as const))('%s', (_, scenario) => {
    const program = compileUnitsOrThrow(unitsOf(scenario));
    test.skipIf(asksForUring(program) && !host?.hasUring)('to its end, or for ever', async () => {
      const comparison = await comparisonOf(program, scenario.files);
      expect(comparison.differences.map(said)).toEqual([]);
      expect(comparison.calls).toBeGreaterThan(0);
      expect(comparison.endless !== undefined).toBe(scenario.ends !== undefined);
    });
  });

  const compared = comparableRules().filter((_, i) => i % EVERY === 0);
  test.each(compared.map((program) => [program.name, program] as const))('%s', async (_, program) => {
    const comparison = await comparisonOf(compileOrThrow(program), RULE_FILES);
    expect(comparison.differences.map(said)).toEqual([]);
  });
});

function said(difference: Difference): string {
  const { call, nr, what, host, model } = { host: undefined, model: undefined, ...difference };
  return `call ${call} (${Sys[nr]}): ${what} ${'address' in difference ? difference.address.toString(16) : ''} ${host} ${model} ${'stop' in difference ? difference.stop : ''}`;
}
