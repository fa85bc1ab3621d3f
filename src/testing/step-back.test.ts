import { describe, expect, test } from 'vitest';
import { loadModule } from '../machine/load-wasm.ts';
import { ModelMachine } from '../machine/model-machine.ts';
import { Recording } from '../recording/recording.ts';
import { StatePages } from '../recording/state-pages.ts';
import { scenarios } from '../scenarios/index.ts';
import { compileOrThrow } from './model.ts';

const module = await loadModule();
const OPTIONS = { cpus: 2, version: 618, seed: 1 };

describe.each(scenarios)('$id', ({ files, program: source }) => {
  const program = compileOrThrow(source);
  /** By this clock every call of run() takes so long that a checkpoint follows each moment, but for the first few. */
  function recorded(): Recording {
    let now = 0;
    const recording = Recording.create(module, OPTIONS, program, files, { clock: () => (now += 4), verify: true });
    while (recording.ending === undefined) recording.extend(100);
    return recording;
  }

  test('Step back from the last moment to the first shows what Step showed', () => {
    const recording = recorded();
    const shown: number[] = [];
    for (let position = 0; position <= recording.length; position++) {
      recording.seek(position);
      shown.push(recording.stateHash());
    }
    expect(shown.length).toBeGreaterThan(50);
    for (let position = recording.length; position >= 0; position--) {
      recording.seek(position);
      expect(recording.stateHash(), `state at ${position}`).toBe(shown[position]);
    }
  });

  test('a jump to anywhere shows the whole memory of a machine that ran straight there', () => {
    const recording = recorded();
    const straight = ModelMachine.create(module, OPTIONS);
    straight.load(program, files);
    const stride = Math.max(1, Math.floor(recording.length / 6));
    for (let position = 0; position < recording.length; position += stride) {
      while (straight.position < position) {
        straight.run(position - straight.position, 1_000_000);
        straight.clearTrace();
      }
      recording.seek(recording.length);
      recording.seek(position);
      expect(new StatePages(recording.machine).hash(StatePages.ALL), `memory at ${position}`).toBe(
        new StatePages(straight).hash(StatePages.ALL),
      );
    }
  });
});
