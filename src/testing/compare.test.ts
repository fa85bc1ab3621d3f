/** Every scenario on this machine's kernel and on the model, call by call and byte by byte. */
import { describe, expect, test } from 'vitest';
import { Sys } from '../../assembly/uapi/syscalls.ts';
import { compareRuns, type Difference } from '../compare/compare.ts';
import { loadModule } from '../machine/load-wasm.ts';
import { recordHost } from '../recording/host-recording.ts';
import { contentOf } from '../scenarios/file-content.ts';
import { scenarios } from '../scenarios/index.ts';
import { HOST_TEST_MS, HostUnderTest } from './host-under-test.ts';
import { compileOrThrow } from './model.ts';
import { Oracle } from './oracle.ts';

const module = await loadModule();
const found = await HostUnderTest.find(module, Oracle.find());
if (typeof found === 'string') console.warn(found);
const host = found as HostUnderTest;

describe.skipIf(typeof found === 'string')('model and kernel are the same in', { timeout: HOST_TEST_MS }, () => {
  test.each(scenarios.map((scenario) => [scenario.id, scenario] as const))('%s', async (_, scenario) => {
    await host.withSession(async (machine) => {
      const program = compileOrThrow(scenario.program);
      await machine.load(
        program,
        scenario.files.map((file) => ({ name: file.name, bytes: contentOf(file) })),
      );
      const { recording, run } = recordHost(module, machine);
      await run();
      const { cpus, release } = machine;
      const comparison = compareRuns(module, program, scenario.files, { recording, cpus, release });
      expect(comparison.differences.map(said)).toEqual([]);
      expect(comparison.calls).toBeGreaterThan(0);
    });
  });
});

function said(difference: Difference): string {
  const { call, nr, what, host, model } = { host: undefined, ...difference };
  return `call ${call} (${Sys[nr]}): ${what} ${'address' in difference ? difference.address.toString(16) : ''} ${host} ${model} ${'stop' in difference ? difference.stop : ''}`;
}
