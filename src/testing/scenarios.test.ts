/**
 * Every scenario on the model, on this machine's kernel under gcc, and on the same kernel from the VM through a session
 * child; and the moments of its story do occur.
 */
import { describe, expect, test } from 'vitest';
import { loadModule } from '../machine/load-wasm.ts';
import { scenarios } from '../scenarios/index.ts';
import { HOST_TEST_MS, HostUnderTest } from './host-under-test.ts';
import { compileOrThrow, marksOf, runOnModel } from './model.ts';
import { Oracle, type Outcome } from './oracle.ts';

const oracle = Oracle.find();
if (typeof oracle === 'string') console.warn(oracle);
const options = typeof oracle === 'string' ? { cpus: 2, version: 618 } : { cpus: oracle.cpus, version: oracle.version };

const module = await loadModule();
const host = await HostUnderTest.find(module, oracle);
if (typeof host === 'string') console.warn(host);

describe.each(scenarios.map((scenario) => [scenario.id, scenario] as const))('%s', (_, scenario) => {
  const program = { ...scenario.program, files: scenario.files };
  let native: Promise<Outcome> | undefined;
  const onKernel = () => {
    native ??= (oracle as Oracle).run(program);
    return native;
  };

  test.skipIf(typeof oracle === 'string')('the model prints what the kernel prints', async () => {
    const expected = await onKernel();
    // Whatever the device's mood: three seeds.
    for (const seed of [1, 2, 3]) {
      const run = runOnModel(module, { ...options, seed }, compileOrThrow(scenario.program), scenario.files);
      expect({ stdout: run.stdout, stderr: run.stderr, status: run.status }).toEqual(expected);
    }
  });

  test.skipIf(typeof host === 'string')(
    'the kernel prints the same through a session child',
    async () => {
      expect(await (host as HostUnderTest).run(program)).toEqual(await onKernel());
    },
    HOST_TEST_MS,
  );

  test('every mark of the story occurs, in this order', () => {
    const run = runOnModel(module, { ...options, seed: 1 }, compileOrThrow(scenario.program), scenario.files);
    const marks = marksOf(run.log);
    const places = scenario.story.map(({ mark }) => ({ mark, place: marks.indexOf(mark) }));
    expect(places.filter(({ place }) => place < 0).map(({ mark }) => mark)).toEqual([]);
    expect(places.map(({ mark }) => mark)).toEqual(
      [...places].sort((a, b) => a.place - b.place).map(({ mark }) => mark),
    );
  });

  test('the id is the name of its program', () => {
    expect(scenario.program.name).toBe(`${scenario.id}.c`);
  });
});
