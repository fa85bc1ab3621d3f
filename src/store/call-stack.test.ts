import { expect, test } from 'vitest';
import { TEXT_BASE } from '../../assembly/uapi/memory-map.ts';
import type { FunctionInfo, LocalInfo, Program } from '../c/program.ts';
import { FakeMemory } from '../testing/fake-memory.ts';
import { callStack, visibleLocals } from './call-stack.ts';

const place = { file: 0, line: 1, column: 1 };
const INT = { kind: 'integer', name: 'int', size: 4, signed: true } as const;
const fn = (name: string, start: number, end: number, locals: LocalInfo[] = []): FunctionInfo => ({
  name,
  library: false,
  start,
  end,
  locals,
  ...place,
});
const local = (name: string, offset: number, from: number, to: number): LocalInfo => ({
  name,
  type: INT,
  offset,
  from,
  to,
  ...place,
});

const program = {
  entry: 0,
  functions: [
    fn('_start', 0, 10),
    fn('main', 10, 50, [local('i', 0, 10, 50), local('r', 8, 20, 50), local('i', 16, 30, 40)]),
    fn('reap', 50, 80),
  ],
} as unknown as Program;

const FP = 0x10_0f00_0000;

test('callers are found through the two slots below a frame', () => {
  const memory = new FakeMemory()
    .words(FP + 0x80 - 16, TEXT_BASE + 16 * 6, FP)
    .words(FP + 0x200 - 16, TEXT_BASE + 16 * 36, FP + 0x80);
  const stack = callStack(program, memory, 60, FP + 0x200);
  expect(stack.map((frame) => [frame.function.name, frame.fp - FP, frame.pc])).toEqual([
    ['reap', 0x200, 60],
    ['main', 0x80, 35],
    ['_start', 0, 5],
  ]);
});

test('a stack that makes no sense ends the list', () => {
  const memory = new FakeMemory().words(FP + 0x200 - 16, 12345, FP + 0x9000);
  expect(callStack(program, memory, 60, FP + 0x200).map((frame) => frame.function.name)).toEqual(['reap']);
  expect(callStack(program, memory, 999, FP)).toEqual([]);
});

test('an inner variable hides the outer one of its name, while it is in scope', () => {
  const [, main] = program.functions;
  const at = (pc: number) =>
    visibleLocals({ function: main!, fp: 1000, pc }, new FakeMemory()).map((v) => `${v.name}@${v.address}`);
  expect(at(15)).toEqual(['i@1000']);
  expect(at(25)).toEqual(['i@1000', 'r@1008']);
  expect(at(35)).toEqual(['r@1008', 'i@1016']);
});

test('a local that is aligned to more than its frame lies where its slot says', () => {
  const aligned: LocalInfo = { ...local('buf', 24, 0, 9), indirect: true };
  const frame = { function: fn('f', 0, 9, [aligned]), fp: FP, pc: 5 };
  expect(visibleLocals(frame, new FakeMemory().words(FP + 24, 0x10_0f00_0200))).toMatchObject([
    { address: 0x10_0f00_0200 },
  ]);
  expect(visibleLocals(frame, new FakeMemory())).toEqual([]);
});
