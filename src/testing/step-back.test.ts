import { describe, expect, test } from 'vitest';
import type { Program } from '../c/program.ts';
import { DISKS } from '../machine/disks.ts';
import { loadModule } from '../machine/load-wasm.ts';
import { type InputFile, ModelMachine, type ModelOptions } from '../machine/model-machine.ts';
import { Recording } from '../recording/recording.ts';
import { StatePages } from '../recording/state-pages.ts';
import { RULE_FILES, rulePrograms } from '../rules/programs.ts';
import { allScenarios } from '../scenarios/all.ts';
import { unitsOf } from '../scenarios/units.ts';
import { compileOrThrow, compileUnitsOrThrow } from './model.ts';

const module = await loadModule();
const MOST_STEPS = 400;
const OPTIONS = { cpus: 2, version: 618, seed: 1 };

/** A program, the files and the machine it runs on. */
interface Subject {
  readonly id: string;
  readonly program: Program;
  readonly files: readonly InputFile[];
  readonly options: ModelOptions;
}

/** By this clock every call of run() takes so long that a checkpoint follows each moment, but for the first few. */
function recorded({ program, files, options }: Subject): Recording {
  let now = 0;
  const clock = () => (now += 4);
  const recording = Recording.create(module, options, program, files, { clock, verify: true });
  while (recording.ending === undefined) recording.extend(100);
  return recording;
}

const ofScenarios: Subject[] = allScenarios.map((scenario) => ({
  id: scenario.id,
  program: compileUnitsOrThrow(unitsOf(scenario)),
  files: scenario.files,
  options: OPTIONS,
}));
/** What pages, pins and blocks do to the memory of the machine beside what scenarios do. */
const ofRules: Subject[] = rulePrograms
  .filter(({ name }) =>
    [
      'BLK-04.c',
      'BLK-16.c',
      'BUF-01.c',
      'RES-11.c',
      'SUB-18.c',
      'URG-07.c',
      'URG-08.c',
      'URG-09.c',
      'URG-10.c',
      'URG-12.c',
    ].includes(name),
  )
  .map((program) => {
    const disk = DISKS[program.trial.disk ?? 'usual'];
    return { id: program.name, program: compileOrThrow(program), files: RULE_FILES, options: { ...OPTIONS, disk } };
  });

describe.each(ofScenarios)('$id', (subject) => {
  test('Step back from the last moment to the first shows what Step showed', () => {
    const recording = recorded(subject);
    // Every moment; of long runs some hundred.
    const stride = Math.ceil(recording.length / MOST_STEPS);
    const shown: number[] = [];
    for (let position = 0; position <= recording.length; position += stride) {
      recording.seek(position);
      shown.push(recording.stateHash());
    }
    expect(shown.length).toBeGreaterThan(10);
    for (const [step, state] of [...shown.entries()].reverse()) {
      recording.seek(step * stride);
      expect(recording.stateHash(), `state at ${step * stride}`).toBe(state);
    }
  });
});

describe.each([...ofScenarios, ...ofRules])('$id', (subject) => {
  test('a jump to anywhere shows the whole memory of a machine that ran straight there', () => {
    const recording = recorded(subject);
    const straight = ModelMachine.create(module, subject.options);
    straight.load(subject.program, subject.files);
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
