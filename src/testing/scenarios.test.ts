/**
 * Every scenario on the model, on this machine's kernel under gcc, and on the same kernel from the VM through a session
 * child; and the moments of its story do occur.
 */
import { describe, expect, test } from 'vitest';
import { asksForUring } from '../c/asks-for-uring.ts';
import { loadModule } from '../machine/load-wasm.ts';
import { Recording } from '../recording/recording.ts';
import { allScenarios, anyScenario } from '../scenarios/all.ts';
import type { Scenario } from '../scenarios/index.ts';
import { lateScenarios } from '../scenarios/late.ts';
import { unitsOf } from '../scenarios/units.ts';
import { HOST_TEST_MS, HostUnderTest } from './host-under-test.ts';
import { compileUnitsOrThrow, marksOf, outputOf } from './model.ts';
import { Oracle, type Outcome } from './oracle.ts';

const oracle = Oracle.find();
if (typeof oracle === 'string') console.warn(oracle);
const options = typeof oracle === 'string' ? { cpus: 2, version: 618 } : { cpus: oracle.cpus, version: oracle.version };

const module = await loadModule();
const host = await HostUnderTest.find(module, oracle);
if (typeof host === 'string') console.warn(host);

/** The scenario to its end, whatever that is. */
function recorded(scenario: Scenario, seed: number): Recording {
  const program = compileUnitsOrThrow(unitsOf(scenario));
  const recording = Recording.create(module, { ...options, seed }, program, scenario.files);
  while (recording.ending === undefined) recording.extend(100);
  return recording;
}

/** What a program that never ends has printed until it is killed. */
const PATIENCE_SECONDS = 2;
const KILLED = 137;

describe.each(allScenarios.map((scenario) => [scenario.id, scenario] as const))('%s', (_, scenario) => {
  const { ends, units } = scenario;
  const program = { ...scenario.program, files: scenario.files };
  let native: Promise<Outcome> | undefined;
  const subject = {
    ...program,
    ...(units ? { units: unitsOf(scenario) } : {}),
    ...(ends ? { seconds: PATIENCE_SECONDS } : {}),
  };
  const onKernel = () => {
    native ??= (oracle as Oracle).run(subject);
    return native;
  };

  test.skipIf(typeof oracle === 'string')('the model prints what the kernel prints', async () => {
    const expected = await onKernel();
    // Whatever the device's mood: three seeds.
    for (const seed of [1, 2, 3]) {
      const { ending, records } = recorded(scenario, seed);
      const status = ending?.kind === 'exited' ? ending.status : ending?.kind === ends ? KILLED : ending;
      expect({ stdout: outputOf(records, 1), stderr: outputOf(records, 2), status }).toEqual(expected);
    }
  });

  test.skipIf(typeof host === 'string' || (asksForUring(compileUnitsOrThrow(unitsOf(scenario))) && !host.hasUring))(
    'the kernel prints the same over a WebSocket',
    async () => {
      expect(await (host as HostUnderTest).run(subject)).toEqual(await onKernel());
    },
    HOST_TEST_MS,
  );

  test('every mark of the story occurs, in this order', () => {
    const marks = marksOf(recorded(scenario, 1).records);
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

test.each(lateScenarios.map((late) => [late.id, late] as const))('%s is listed as it is', async (id, late) => {
  const { scenario } = await late.load();
  expect({ id: scenario.id, title: scenario.title, group: scenario.group }).toEqual({
    id,
    title: late.title,
    group: late.group,
  });
});

/** What section 5 of the spec measured, in short: how each ends. */
test.each([
  ['healthy', 'exited', 0, 'NULL at call 9'],
  ['header-vs-so', 'exited', 11, 'io_uring_get_sqe = NULL at call 1'],
  ['kring-null', 'exited', 139, 'kring_entries NULL'],
  ['kring-zero-word', 'exited', 0, 'get_sqe() = NULL'],
  ['over-size', 'exited', 0, 'reaped: 108 109 110 111 112 113 114 115'],
  ['mask-zero', 'exited', 0, 'reaped: 107 107 107 107 107 107 107 107'],
  ['aio-nr-zero-modulo', 'exited', 136, 'reaper nr 0'],
  ['aio-nr-zero-ge', 'exited', 0, 'data was 1000 every time'],
  ['aio-nr-overwritten', 'exited', 136, 'right 300 times of 300'],
  ['init-ignored', 'exited', 139, 'io_uring_queue_init = -22'],
  ['zero-ring-emulator', 'stuck', undefined, 'guard: no ring here, io_getevents = 1'],
  ['retry-livelock', 'livelock', undefined, 'trying'],
  ['event-loop-hang', 'stuck', undefined, 'waiting for a completion'],
] as const)('%s ends as measured', (id, kind, status, said) => {
  const { ending, records } = recorded(anyScenario(id)!, 1);
  expect(ending).toMatchObject(status === undefined ? { kind } : { kind, status });
  expect(outputOf(records, 1)).toContain(said);
});
