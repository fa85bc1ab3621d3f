import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Op } from '../../assembly/uapi/bytecode.ts';
import { FaultKind } from '../../assembly/uapi/records.ts';
import { Signal } from '../../assembly/uapi/signals.ts';
import type { Line } from './assemble.ts';
import { operandsOf } from './operands.ts';
import { VmUnderTest } from './vm-under-test.ts';

type OpName = Exclude<keyof typeof Op, 'COUNT'>;

const i64 = (x: bigint) => BigInt.asIntN(64, x);
const u64 = (x: bigint) => BigInt.asUintN(64, x);
const i32 = (x: bigint) => BigInt.asIntN(32, x);
const u32 = (x: bigint) => BigInt.asUintN(32, x);
const bool = (x: boolean) => (x ? 1n : 0n);

/** What C says the result is, by operands as 64-bit patterns; undefined where it is SIGFPE. */
const REFERENCE: { [name in OpName]?: (b: bigint, c: bigint) => bigint | undefined } = {
  MOV: (b) => b,
  SEXT8: (b) => BigInt.asIntN(8, b),
  SEXT16: (b) => BigInt.asIntN(16, b),
  SEXT32: i32,
  ZEXT8: (b) => BigInt.asUintN(8, b),
  ZEXT16: (b) => BigInt.asUintN(16, b),
  ZEXT32: u32,
  ADD: (b, c) => b + c,
  SUB: (b, c) => b - c,
  MUL: (b, c) => b * c,
  DIV_S: (b, c) => (i64(c) === 0n || (i64(c) === -1n && i64(b) === -(2n ** 63n)) ? undefined : i64(b) / i64(c)),
  DIV_U: (b, c) => (u64(c) === 0n ? undefined : u64(b) / u64(c)),
  REM_S: (b, c) => (i64(c) === 0n || (i64(c) === -1n && i64(b) === -(2n ** 63n)) ? undefined : i64(b) % i64(c)),
  REM_U: (b, c) => (u64(c) === 0n ? undefined : u64(b) % u64(c)),
  AND: (b, c) => b & c,
  OR: (b, c) => b | c,
  XOR: (b, c) => b ^ c,
  SHL: (b, c) => b << (c & 63n),
  SHR_U: (b, c) => u64(b) >> (c & 63n),
  SHR_S: (b, c) => i64(b) >> (c & 63n),
  ADD_I32: (b, c) => i32(b + c),
  SUB_I32: (b, c) => i32(b - c),
  MUL_I32: (b, c) => i32(b * c),
  DIV_I32: (b, c) => (i32(c) === 0n || (i32(c) === -1n && i32(b) === -(2n ** 31n)) ? undefined : i32(b) / i32(c)),
  REM_I32: (b, c) => (i32(c) === 0n || (i32(c) === -1n && i32(b) === -(2n ** 31n)) ? undefined : i32(b) % i32(c)),
  SHL_I32: (b, c) => i32(b << (c & 31n)),
  ADD_U32: (b, c) => u32(b + c),
  SUB_U32: (b, c) => u32(b - c),
  MUL_U32: (b, c) => u32(b * c),
  SHL_U32: (b, c) => u32(b << (c & 31n)),
  EQ: (b, c) => bool(u64(b) === u64(c)),
  NE: (b, c) => bool(u64(b) !== u64(c)),
  LT_S: (b, c) => bool(i64(b) < i64(c)),
  LE_S: (b, c) => bool(i64(b) <= i64(c)),
  LT_U: (b, c) => bool(u64(b) < u64(c)),
  LE_U: (b, c) => bool(u64(b) <= u64(c)),
};
for (const name of [
  'ADD',
  'ADD_I32',
  'ADD_U32',
  'MUL',
  'MUL_I32',
  'AND',
  'OR',
  'XOR',
  'SHL',
  'SHR_U',
  'SHR_S',
] as const) {
  REFERENCE[`${name}_IMM`] = REFERENCE[name]!;
}
for (const name of ['SHL_I32', 'SHL_U32', 'EQ', 'NE', 'LT_S', 'LE_S', 'LT_U'] as const) {
  REFERENCE[`${name}_IMM`] = REFERENCE[name]!;
}
REFERENCE.GT_S_IMM = (b, c) => bool(i64(b) > i64(c));
REFERENCE.GE_S_IMM = (b, c) => bool(i64(b) >= i64(c));
REFERENCE.GT_U_IMM = (b, c) => bool(u64(b) > u64(c));

const CONDITIONS: { [name in OpName]?: (a: bigint, b: bigint) => boolean } = {
  JUMP_ZERO: (a) => u64(a) === 0n,
  JUMP_NOT_ZERO: (a) => u64(a) !== 0n,
  JUMP_EQ: (a, b) => u64(a) === u64(b),
  JUMP_NE: (a, b) => u64(a) !== u64(b),
  JUMP_LT_S: (a, b) => i64(a) < i64(b),
  JUMP_LE_S: (a, b) => i64(a) <= i64(b),
  JUMP_LT_U: (a, b) => u64(a) < u64(b),
  JUMP_LE_U: (a, b) => u64(a) <= u64(b),
  JUMP_EQ_IMM: (a, b) => i64(a) === i32(b),
  JUMP_NE_IMM: (a, b) => i64(a) !== i32(b),
  JUMP_LT_S_IMM: (a, b) => i64(a) < i32(b),
  JUMP_LE_S_IMM: (a, b) => i64(a) <= i32(b),
  JUMP_GT_S_IMM: (a, b) => i64(a) > i32(b),
  JUMP_GE_S_IMM: (a, b) => i64(a) >= i32(b),
};

/** Where 8, 16, 32 and 64 bits end, and their neighbours. */
const EDGES = [0n, 7n, 8n, 15n, 16n, 31n, 32n, 63n]
  .flatMap((bit) => [2n ** bit - 1n, 2n ** bit, 2n ** bit + 1n])
  .flatMap((x) => [x, -x])
  .map(u64);
const operand = fc.oneof(fc.constantFrom(...EDGES), fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }));

/** `r(2) = r(0) op r(1)`, or with the second operand as imm. */
function lines(name: OpName, b: bigint, c: bigint): Line[] {
  const { slots, imm } = operandsOf(Op[name])!;
  const second = slots.length === 3 ? [1] : imm === 'value' ? [c] : [];
  return [
    ['LI', 0, b],
    ['LI', 1, c],
    [name, 2, 0, ...second],
  ];
}

describe('every operation against a BigInt reference', () => {
  test.each(Object.keys(REFERENCE) as OpName[])('%s', (name) => {
    fc.assert(
      fc.property(fc.array(fc.tuple(operand, operand), { minLength: 40, maxLength: 40 }), (pairs) => {
        const body: Line[] = [];
        const expected: bigint[] = [];
        for (const [b, c] of [...pairs, ...EDGES.map((edge): [bigint, bigint] => [edge, EDGES[3]!])]) {
          const result = REFERENCE[name]!(b, c);
          if (result === undefined) continue;
          body.push(...lines(name, b, c), ['MOV', 8 + expected.length, 2]);
          expected.push(u64(result));
        }
        const vm = VmUnderTest.afterStatement(body, { frame: 2048 });
        expect(expected.map((_, i) => vm.slot(8 + i))).toEqual(expected);
      }),
      { numRuns: 4 },
    );
  });

  test.each(Object.keys(CONDITIONS) as OpName[])('%s', (name) => {
    fc.assert(
      fc.property(fc.array(fc.tuple(operand, operand), { minLength: 40, maxLength: 40 }), (pairs) => {
        const { slots, imm } = operandsOf(Op[name])!;
        const body: Line[] = [];
        const all = [...pairs, ...EDGES.map((edge): [bigint, bigint] => [edge, edge])];
        for (const [i, [a, b]] of all.entries()) {
          const operands = slots.length === 2 ? [0, 1] : imm === 'comparand and target' ? [0, i32(b)] : [0];
          body.push(
            ['LI', 0, a],
            ['LI', 1, b],
            ['LI', 8 + i, 1],
            [name, ...operands, `taken${i}`],
            ['LI', 8 + i, 0],
            `taken${i}:`,
          );
        }
        const vm = VmUnderTest.afterStatement(body, { frame: 2048 });
        expect(all.map((_, i) => vm.slot(8 + i))).toEqual(all.map(([a, b]) => bool(CONDITIONS[name]!(a, b))));
      }),
      { numRuns: 4 },
    );
  });

  test('all opcodes are tested somewhere here or are calls, memory or control', () => {
    const elsewhere =
      /^(STMT|TICK|ENTER|CALL|CALL_REGISTER|RET|SYSCALL|TRAP|LI|LEA|JUMP|COPY|FILL|COPY_IMM|THREAD|(INDEX_|FRAME_)?(LOAD|STORE)_.*)$/;
    const names = Object.keys(Op).filter((name) => Number.isNaN(Number(name)) && name !== 'COUNT');
    const left = names.filter((name) => !(name in REFERENCE) && !(name in CONDITIONS) && !elsewhere.test(name));
    expect(left).toEqual([]);
  });
});

describe('division as x86 does it', () => {
  const MIN64 = -(2n ** 63n);
  const MIN32 = -(2n ** 31n);
  test.each<[OpName, bigint, bigint]>([
    ['DIV_S', 1n, 0n],
    ['DIV_S', MIN64, -1n],
    ['REM_S', 1n, 0n],
    ['REM_S', MIN64, -1n],
    ['DIV_U', 1n, 0n],
    ['REM_U', 1n, 0n],
    ['DIV_I32', 1n, 0n],
    ['DIV_I32', MIN32, -1n],
    ['REM_I32', 1n, 0n],
    ['REM_I32', MIN32, -1n],
  ])('%s of %d by %d is SIGFPE at that instruction', (name, b, c) => {
    const vm = VmUnderTest.afterStatement([['LI', 2, 77], ...lines(name, b, c)]);
    expect({ signal: vm.task.signal, fault: vm.task.fault, pc: vm.task.pc, statement: vm.task.statement }).toEqual({
      signal: Signal.SIGFPE,
      fault: FaultKind.Divide,
      pc: 5,
      statement: 0,
    });
  });
});

/** Straight-line programs over eight registers: the machine and the reference agree on all of them at the end. */
test('random programs', () => {
  const names = Object.keys(REFERENCE) as OpName[];
  const register = fc.integer({ min: 0, max: 7 });
  const instruction = fc.record({
    name: fc.constantFrom(...names),
    a: register,
    b: register,
    c: register,
    imm: operand,
  });
  fc.assert(
    fc.property(
      fc.array(operand, { minLength: 8, maxLength: 8 }),
      fc.array(instruction, { minLength: 1, maxLength: 200 }),
      (initial, program) => {
        const registers = [...initial];
        const body: Line[] = initial.map((value, i): Line => ['LI', i, value]);
        for (const { name, a, b, c, imm } of program) {
          const { slots, imm: kind } = operandsOf(Op[name])!;
          const second = slots.length === 3 ? registers[c]! : imm;
          const result = REFERENCE[name]!(registers[b]!, second);
          if (result === undefined) continue;
          body.push([name, a, b, ...(slots.length === 3 ? [c] : kind === 'value' ? [imm] : [])]);
          registers[a] = u64(result);
        }
        const vm = VmUnderTest.afterStatement(body);
        expect(registers.map((_, i) => vm.slot(i))).toEqual(registers);
      },
    ),
    { numRuns: 100 },
  );
});
