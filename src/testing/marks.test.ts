import { describe, expect, test } from 'vitest';
import { loadModule } from '../machine/load-wasm.ts';
import { Recording } from '../recording/recording.ts';
import { allScenarios } from '../scenarios/all.ts';
import { unitsOf } from '../scenarios/units.ts';
import { compileOrThrow, compileUnitsOrThrow } from './model.ts';

const module = await loadModule();

describe.each(allScenarios)('$id', (scenario) => {
  const { files, story } = scenario;
  const recording = Recording.create(
    module,
    { cpus: 2, version: 618, seed: 1 },
    compileUnitsOrThrow(unitsOf(scenario)),
    files,
  );
  while (recording.ending === undefined) recording.extend(100);

  test('every mark of its story is a moment, in the order of the story', () => {
    const positions = story.map(({ mark }) => recording.positionOf(mark));
    expect(positions).not.toContain(undefined);
    expect(positions).toEqual([...positions].sort((a, b) => a! - b!));
  });

  test('a moment that has a mark is found by it', () => {
    const records = recording.records;
    const stride = Math.max(1, Math.floor(records.length / 200));
    let marks = 0;
    for (let index = 0; index < records.length; index += stride) {
      const { position } = records.at(index);
      const mark = recording.markAt(position);
      if (mark === undefined) continue;
      expect([mark, recording.positionOf(mark)]).toEqual([mark, position]);
      marks++;
    }
    expect(marks).toBeGreaterThan(10);
  });
});

test('a mark that no moment has', () => {
  const [scenario] = allScenarios;
  const recording = Recording.create(
    module,
    { cpus: 2, version: 618, seed: 1 },
    compileOrThrow(scenario!.program),
    scenario!.files,
  );
  recording.extend(1000);
  for (const mark of [
    'io_submit#99/PublishTail',
    'io_submit#1/Nothing',
    'nothing#1',
    '',
    'io_submit#1/PublishTail~9',
  ]) {
    expect(recording.positionOf(mark)).toBeUndefined();
  }
  expect(recording.markAt(0)).toBeUndefined();
});
