/** Every scenario on this machine's kernel and on the model, call by call and byte by byte. */
import { describe, expect, test } from 'vitest';
import { Sys } from '../../assembly/uapi/syscalls.ts';
import { type Comparison, compareRuns, type Difference } from '../compare/compare.ts';
import { loadModule } from '../machine/load-wasm.ts';
import { recordHost } from '../recording/host-recording.ts';
import { comparableRules } from '../rules/comparable.ts';
import { RULE_FILES } from '../rules/programs.ts';
import { hostScenarios } from '../scenarios/all.ts';
import { contentOf, type GeneratedFile } from '../scenarios/file-content.ts';
import { HOST_TEST_MS, HostUnderTest } from './host-under-test.ts';
import { compileOrThrow } from './model.ts';
import { Oracle } from './oracle.ts';

const module = await loadModule();
const found = await HostUnderTest.find(module, Oracle.find());
if (typeof found === 'string') console.warn(found);
const host = found as HostUnderTest;
const HANG_MS = 12_000;

/** Every so many of the rules' programs: kring compare --rules has all of them. */
const EVERY = 20;

async function comparisonOf(
  source: { readonly name: string; readonly text: string },
  files: readonly GeneratedFile[],
): Promise<Comparison> {
  return host.withLink(async (machine, link) => {
    const program = compileOrThrow(source);
    await machine.load(
      program,
      files.map((file) => ({ name: file.name, bytes: contentOf(file) })),
    );
    const { recording, run } = recordHost(module, machine);
    const limit = setTimeout(() => link.stop(), HANG_MS);
    await run();
    clearTimeout(limit);
    const { cpus, release } = machine;
    return compareRuns(module, program, files, { recording, cpus, release });
  });
}

// A timer that goes off while a call is on its way to the kernel may come before it on one of the two and behind it on the other.
const AGAIN = { timeout: HOST_TEST_MS, retry: 2 };

describe.skipIf(typeof found === 'string')('model and kernel are the same in', AGAIN, () => {
  test.each(hostScenarios.map((scenario) => [scenario.id, scenario] as const))('%s', async (_, { program, files }) => {
    const comparison = await comparisonOf(program, files);
    expect(comparison.differences.map(said)).toEqual([]);
    expect(comparison.calls).toBeGreaterThan(0);
  });

  const compared = comparableRules().filter((_, i) => i % EVERY === 0);
  test.each(compared.map((program) => [program.name, program] as const))('%s', async (_, program) => {
    const comparison = await comparisonOf(program, RULE_FILES);
    expect(comparison.differences.map(said)).toEqual([]);
  });
});

function said(difference: Difference): string {
  const { call, nr, what, host, model } = { host: undefined, ...difference };
  return `call ${call} (${Sys[nr]}): ${what} ${'address' in difference ? difference.address.toString(16) : ''} ${host} ${model} ${'stop' in difference ? difference.stop : ''}`;
}
