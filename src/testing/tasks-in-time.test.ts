/** Programs with signals, processes and threads: the same moments whatever the slices, and time goes both ways. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Stop } from '../../assembly/uapi/machine-state.ts';
import type { Program } from '../c/program.ts';
import { loadModule } from '../machine/load-wasm.ts';
import { ModelMachine } from '../machine/model-machine.ts';
import { Recording } from '../recording/recording.ts';
import { StatePages } from '../recording/state-pages.ts';
import { RULE_FILES, rulePrograms } from '../rules/programs.ts';
import { C_FOLDER } from './gcc.ts';
import { compileOrThrow } from './model.ts';

const module = await loadModule(process.env.KRING_WASM);
const OPTIONS = { cpus: 2, version: 618, seed: 1 };
const PLENTY = 0xffff_ffff;

const testdata = (name: string) => ({
  name,
  text: readFileSync(join(C_FOLDER, 'testdata/programs', name), 'utf8'),
});
const rules = rulePrograms.filter(({ ids }) => ids.some((id) => ['GET-05', 'LIF-02', 'LIF-03', 'DST-04'].includes(id)));
const programs = [testdata('signals.c'), testdata('processes.c'), testdata('threads.c'), ...rules];

function load(program: Program): ModelMachine {
  const machine = ModelMachine.create(module, OPTIONS);
  machine.load(program, RULE_FILES);
  return machine;
}

/** All records, and where the run ends, when one call of run() may do so much. */
function run(program: Program, moments: number, work: number): string {
  const machine = load(program);
  const parts: Uint8Array[] = [];
  let stop: Stop;
  do {
    stop = machine.run(moments, work);
    parts.push(machine.drain());
  } while (stop === Stop.Budget || stop === Stop.Work || stop === Stop.TraceFull);
  return `${Stop[stop]} ${machine.position} ${machine.now} ${Buffer.concat(parts).toString('base64')}`;
}

describe.each(programs.map((source) => [source.name, source] as const))('%s', (_, source) => {
  const program = compileOrThrow(source);

  test('one moment at a time, and a little work at a time', () => {
    const whole = run(program, PLENTY, PLENTY);
    expect(whole).toMatch(/^Exited /);
    expect(run(program, 1, PLENTY) === whole).toBe(true);
    expect(run(program, 50, 13) === whole).toBe(true);
  });

  test('back and forth, the whole memory is that of a machine that ran straight there', () => {
    // By this clock every call of run() takes a millisecond, so there is a checkpoint every 64 moments.
    let now = 0;
    const recording = Recording.create(module, OPTIONS, program, RULE_FILES, { clock: () => now++, verify: true });
    while (recording.ending === undefined) recording.extend(100_000);
    const straight = load(program);
    for (const part of [0.2, 0.5, 0.8, 0.95, 1]) {
      const position = Math.floor(recording.length * part);
      while (straight.position < position) {
        straight.run(position - straight.position, 1_000_000);
        straight.clearTrace();
      }
      recording.seek(recording.length);
      recording.seek(position);
      expect(new StatePages(recording.machine).hash(StatePages.ALL), `memory at ${position}`).toBe(
        new StatePages(straight).hash(StatePages.ALL),
      );
      const here = recording.stateHash();
      for (let back = 1; back <= 5 && position - back >= 0; back++) recording.seek(position - back);
      recording.seek(position);
      expect(recording.stateHash(), `state at ${position}`).toBe(here);
    }
  });
});
