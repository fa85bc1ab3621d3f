import { describe, expect, test } from 'vitest';
import type { CType, Program, VariableInfo } from '../c/program.ts';
import { FakeMemory } from '../testing/fake-memory.ts';
import { AddressNames } from './address-names.ts';
import { partsOf, valueText } from './values.ts';

const INT: CType = { kind: 'integer', name: 'int', size: 4, signed: true };
const LONG: CType = { kind: 'integer', name: 'unsigned long', size: 8, signed: false };
const CHAR: CType = { kind: 'integer', name: 'char', size: 1, signed: true };
const BYTE: CType = { kind: 'integer', name: 'unsigned char', size: 1, signed: false };
const VOID: CType = { kind: 'void' };
const pointer = (to: CType): CType => ({ kind: 'pointer', to });
const array = (of: CType, length: number, size: number): CType => ({ kind: 'array', of, length, size });
const IOCB: CType = {
  kind: 'struct',
  name: 'iocb',
  size: 64,
  align: 8,
  members: [{ name: 'data', type: pointer(VOID), offset: 0 }],
};
const PAIR: CType = {
  kind: 'struct',
  name: 'pair',
  size: 16,
  align: 8,
  members: [
    { name: 'fd', type: INT, offset: 0 },
    { name: 'buf', type: pointer(VOID), offset: 8 },
  ],
};

const STACK = 0x10_0f00_0100;
const HEAP = 0x10_0200_0040;
const place = { file: 0, line: 1, column: 1 };
const variable = (name: string, type: CType, address: number): VariableInfo => ({ name, type, address, ...place });

const program = {
  functions: [{ name: 'on_done', library: false, start: 4, end: 9, locals: [], ...place }],
} as unknown as Program;

const memory = new FakeMemory()
  .words(STACK, -9, STACK + 0x200 + 128, HEAP, 0, 0x10_0001_0040, 0x10_0040_0000, HEAP, 7)
  .string(0x10_0040_0000, 'data\n');
const names = new AddressNames(
  [
    variable('io', array(IOCB, 4, 256), STACK + 0x200),
    variable('p', pointer(IOCB), STACK + 16),
    variable('buf', array(CHAR, 4096, 4096), STACK + 0x1000),
  ],
  memory,
);
const context = { memory, names, program };

describe('what an address is called', () => {
  test.each([
    [STACK + 0x200, 'io[0]'],
    [STACK + 0x240, 'io[1]'],
    [STACK + 0x248, 'io[1]+8'],
    [STACK + 0x1000, 'buf'],
    [STACK + 0x1200, 'buf+512'],
    [HEAP, '*p'],
    [HEAP + 128, 'p[2]'],
    [HEAP + 1, undefined],
    [0, undefined],
  ])('%d is %s', (address, name) => {
    expect(names.at(address)).toBe(name);
  });
});

describe('values', () => {
  test.each([
    ['an int', INT, STACK, '-9'],
    ['an unsigned long', LONG, STACK, '18446744073709551607'],
    ['a pointer to an element', pointer(VOID), STACK + 8, '0x100f000380 → io[2]'],
    ['a pointer of malloc, by another pointer', pointer(VOID), STACK + 48, '0x1002000040 → *p'],
    ['the pointer that gives it its name', pointer(IOCB), STACK + 16, '0x1002000040'],
    ['NULL', pointer(VOID), STACK + 24, 'NULL'],
    [
      'a function',
      pointer({ kind: 'function', result: VOID, parameters: [], variadic: false }),
      STACK + 32,
      '0x1000010040 → on_done',
    ],
    ['a string', pointer(CHAR), STACK + 40, '0x1000400000 "data\\n"'],
    ['an array of chars', array(CHAR, 6, 6), 0x10_0040_0000, '"data\\n"'],
    ['an array of bytes', array(BYTE, 9, 9), STACK, 'f7 ff ff ff ff ff ff ff …'],
    ['an array', array(LONG, 2, 16), STACK + 48, '{68753031232, 7}'],
    ['a struct', PAIR, STACK, '{fd = -9, buf = 0x100f000380 → io[2]}'],
    ['what is not there', INT, 0, undefined],
  ])('%s', (_, type, address, text) => {
    expect(valueText(context, type, address)).toBe(text);
  });

  test('parts of an array and of a struct', () => {
    expect(partsOf(array(INT, 2, 8), 100).map(({ name, address }) => [name, address])).toEqual([
      ['[0]', 100],
      ['[1]', 104],
    ]);
    expect(partsOf(PAIR, 100).map(({ name, address }) => [name, address])).toEqual([
      ['fd', 100],
      ['buf', 108],
    ]);
  });
});
