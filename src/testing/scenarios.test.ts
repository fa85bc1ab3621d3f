/** Every scenario on the model and on this machine's kernel; and the moments of its story do occur. */
import { beforeAll, describe, expect, test } from 'vitest';
import { loadModule } from '../machine/load-wasm.ts';
import { scenarios } from '../scenarios/index.ts';
import { compileOrThrow, marksOf, runOnModel } from './model.ts';
import { Oracle } from './oracle.ts';

const oracle = Oracle.find();
if (typeof oracle === 'string') console.warn(oracle);
const options = typeof oracle === 'string' ? { cpus: 2, version: 618 } : { cpus: oracle.cpus, version: oracle.version };

let module: WebAssembly.Module;
beforeAll(async () => {
  module = await loadModule();
});

describe.each(scenarios.map((scenario) => [scenario.id, scenario] as const))('%s', (_, scenario) => {
  test.skipIf(typeof oracle === 'string')('the model prints what the kernel prints', async () => {
    const expected = await (oracle as Oracle).run({ ...scenario.program, files: scenario.files });
    // Whatever the device's mood: three seeds.
    for (const seed of [1, 2, 3]) {
      const run = runOnModel(module, { ...options, seed }, compileOrThrow(scenario.program), scenario.files);
      expect({ stdout: run.stdout, stderr: run.stderr, status: run.status }).toEqual(expected);
    }
  });

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
