import { describe, expect, test } from 'vitest';
import { Sys } from '../../assembly/uapi/syscalls.ts';
import { assemble, DATA_BASE, type Routine } from '../machine/assemble.ts';
import { loadModule } from '../machine/load-wasm.ts';
import { ModelMachine } from '../machine/model-machine.ts';
import type { VmMachine } from '../machine/vm-machine.ts';
import { Recording, type RecordingOptions } from './recording.ts';
import { StatePages } from './state-pages.ts';

const module = await loadModule();
const OPTIONS = { cpus: 2, version: 618, seed: 1 };

/** A clock that says a millisecond has passed whenever it is asked: checkpoints come often, and always at the same places. */
function ticking(): () => number {
  let now = 0;
  return () => now++;
}

function record(routines: readonly Routine[], settings: RecordingOptions = {}): Recording {
  return Recording.create(module, OPTIONS, assemble(routines, { dataSize: 0x10_0000 }), [], {
    clock: ticking(),
    verify: true,
    ...settings,
  });
}

/**
 * Goes over 64 KiB of data again and again, a byte every 129, calls a function for each, asks for its pid every
 * eighth time, and ends with status 3 after `rounds` bytes.
 */
function walking(rounds: number): Routine[] {
  return [
    {
      name: 'main',
      frame: 256,
      body: [
        ['LI', 0, 0],
        'again:',
        ['STMT', 0],
        ['MUL_IMM', 1, 0, 129],
        ['AND_IMM', 1, 1, 0xffff],
        ['ADD_IMM', 1, 1, DATA_BASE],
        ['MOV', 12, 0],
        ['CALL', 12, 'next'],
        ['STORE_8', 1, 12, 0],
        ['STMT', 1],
        ['ADD_IMM', 0, 0, 1],
        ['AND_IMM', 1, 0, 7],
        ['JUMP_NOT_ZERO', 1, 'more'],
        ['STMT', 2],
        ['LI', 2, Sys.getpid],
        ['SYSCALL', 2],
        'more:',
        ['STMT', 3],
        ['JUMP_LT_S_IMM', 0, rounds, 'again'],
        ['LI', 2, Sys.exit_group],
        ['LI', 3, 3],
        ['SYSCALL', 2],
        ['TRAP'],
      ],
    },
    { name: 'next', frame: 64, body: [['STMT', 4], ['MUL_IMM', 0, 0, 7], ['RET']] },
  ];
}

function toTheEnd(recording: Recording): void {
  while (recording.ending === undefined) recording.extend(10);
}

/** Of every page, written or not: it does not rely on the marks. */
const wholeHash = (machine: VmMachine) => new StatePages(machine).hash(StatePages.ALL);

describe('a recording', () => {
  test('knows how long the run is and how it ends', () => {
    const recording = record(walking(100));
    toTheEnd(recording);
    expect(recording.ending).toEqual({ kind: 'exited', status: 3 });
    expect(recording.length).toBeGreaterThan(400);
    expect(recording.records.at(recording.records.length - 1)).toMatchObject({ kind: 'exit', status: 3 });
  });

  test('step back from the last moment to the first shows what stepping forward showed', () => {
    const recording = record(walking(60));
    toTheEnd(recording);
    const hashes: number[] = [];
    for (let position = 0; position <= recording.length; position++) {
      recording.seek(position);
      hashes.push(recording.stateHash());
    }
    expect(new Set(hashes).size).toBe(hashes.length);
    for (let position = recording.length; position >= 0; position--) {
      recording.seek(position);
      expect(recording.stateHash()).toBe(hashes[position]);
    }
  });

  test('anywhere, from anywhere, the whole memory is that of a machine that ran straight there', () => {
    const image = assemble(walking(3000), { dataSize: 0x10_0000 });
    const recording = record(walking(3000));
    toTheEnd(recording);
    let random = 1;
    for (let i = 0; i < 20; i++) {
      random = (random * 48_271) % 0x7fff_ffff;
      const position = random % recording.length;
      recording.seek(position);
      const straight = ModelMachine.create(module, OPTIONS);
      straight.load(image, []);
      while (straight.position < position) {
        straight.run(position - straight.position, 1_000_000);
        straight.drain();
      }
      expect(wholeHash(recording.machine)).toBe(wholeHash(straight));
    }
  });

  test('thins out when it takes too much memory, says so, and still finds every moment', () => {
    const small = record(walking(20_000), { memory: 1 << 21 });
    toTheEnd(small);
    expect(small.thinned).toBeGreaterThan(1);
    const large = record(walking(20_000));
    toTheEnd(large);
    expect(large.thinned).toBe(1);
    for (const position of [1, 777, 30_000, 12_345, small.length, 5]) {
      small.seek(position);
      large.seek(position);
      expect(small.stateHash()).toBe(large.stateHash());
    }
  });

  test('is bounded in moments', () => {
    const recording = record(walking(1_000_000_000), { moments: 10_000 });
    toTheEnd(recording);
    expect(recording.ending).toEqual({ kind: 'bounded', by: 'moments' });
    expect(recording.length).toBe(10_000);
  });

  test('is bounded in records', () => {
    const recording = record(walking(1_000_000_000), { records: 1000 });
    toTheEnd(recording);
    expect(recording.ending).toEqual({ kind: 'bounded', by: 'records' });
  });

  test('extend() comes back in time from a run that never ends', () => {
    const recording = record(walking(1_000_000_000), { clock: () => performance.now() });
    const begin = performance.now();
    recording.extend(50);
    expect(performance.now() - begin).toBeLessThan(1000);
    expect(recording.ending).toBeUndefined();
    recording.seek(recording.length);
    recording.seek(recording.length >> 1);
    expect(recording.position).toBe(recording.length >> 1);
  });
});

describe('a livelock is proved, not guessed', () => {
  const LOOP: Routine['body'] = ['again:', ['STMT', 1], ['JUMP', 'again']];
  /** `getter` is a system call without arguments that is made in every round. */
  const calling = (getter: Sys): Routine['body'] => [
    'again:',
    ['STMT', 1],
    ['LI', 0, getter],
    ['LI', 1, 0],
    ['LI', 2, DATA_BASE],
    ['SYSCALL', 0],
    ['JUMP', 'again'],
  ];
  const ending = (body: Routine['body'], settings: RecordingOptions = {}) => {
    const recording = record([{ name: 'main', frame: 128, body: [['STMT', 0], ...body] }], settings);
    toTheEnd(recording);
    return recording.ending;
  };

  test('an empty loop', () => {
    expect(ending(LOOP)).toMatchObject({ kind: 'livelock', period: 1 });
  });

  test('a loop that counts to 100 again and again', () => {
    const body: Routine['body'] = [
      'outer:',
      ['LI', 0, 0],
      'inner:',
      ['STMT', 1],
      ['ADD_IMM', 0, 0, 1],
      ['STMT', 2],
      ['JUMP_LT_S_IMM', 0, 100, 'inner'],
      ['JUMP', 'outer'],
    ];
    expect(ending(body)).toMatchObject({ kind: 'livelock', period: 200 });
  });

  test('a loop that asks the kernel for what does not change', () => {
    expect(ending(calling(Sys.getpid))).toMatchObject({ kind: 'livelock', period: 2 });
  });

  test('not a loop that counts without end', () => {
    const body: Routine['body'] = ['again:', ['STMT', 1], ['ADD_IMM', 0, 0, 1], ['JUMP', 'again']];
    expect(ending(body, { moments: 100_000 })).toEqual({ kind: 'bounded', by: 'moments' });
  });

  test('not a loop that asks for the time', () => {
    expect(ending(calling(Sys.clock_gettime), { moments: 20_000 })).toEqual({ kind: 'bounded', by: 'moments' });
  });

  test('its last moment is shown like any other', () => {
    const recording = record([{ name: 'main', frame: 64, body: [['STMT', 0], ...LOOP] }]);
    toTheEnd(recording);
    recording.seek(recording.length - 1);
    recording.seek(recording.length);
    expect(recording.machine.position).toBe(recording.length);
  });
});
